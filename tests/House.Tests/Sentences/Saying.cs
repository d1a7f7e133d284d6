using System.Text.RegularExpressions;

namespace House.Tests.Sentences;

/// <summary>Something that the program may say: a sentence, or a part of one, with <c>{0}</c>, <c>{1}</c> and so on in place of what is filled in; and where it stands in the sources.</summary>
internal sealed partial record Saying(string Template, string File, int Line)
{
    /// <summary>Stands for something that is filled in while a template is put together.</summary>
    internal const char Gap = '\u0001';

    /// <summary>Begins like one and ends like one, or after its end or a colon with something that is filled in. What has the line ends of a protocol is none.</summary>
    public bool IsSentence => SentenceShape().IsMatch(Template) && Word().IsMatch(Placeholder().Replace(Template, " ")) && !Template.Contains('\r', StringComparison.Ordinal);

    /// <summary>Nothing but what is filled in, and the marks between.</summary>
    public bool IsFrame => Placeholder().IsMatch(Template) && !Word().IsMatch(Placeholder().Replace(Template, " ")) && !string.IsNullOrWhiteSpace(Placeholder().Replace(Template, ""));

    /// <summary>Something to translate: words, or a single one without a capital, a digit or a sign, as the names of formats, methods and members have.</summary>
    public bool HasWords => HasBlank || Lower().IsMatch(Template);

    /// <summary>A word of two letters, and a blank.</summary>
    public bool HasBlank => Word().IsMatch(Placeholder().Replace(Template, " ")) && Template.Contains(' ', StringComparison.Ordinal);

    public override string ToString() => $"{File}:{Line}: {Template}";

    /// <summary>Neighbouring gaps are one: nobody can tell where the first ends. Gaps are numbered as they come.</summary>
    public static string Numbered(string text)
    {
        int next = 0;
        return Gaps().Replace(text, _ => $"{{{next++}}}");
    }

    [GeneratedRegex(@"^(?:[\p{Lu}\p{N}""'{(].* .*(?:[.!?]|[.!?:] ?\{\d+\})|\p{Lu}\p{Ll}+[.!?])$", RegexOptions.Singleline)]
    private static partial Regex SentenceShape();

    [GeneratedRegex(@"\p{L}{2}")]
    private static partial Regex Word();

    [GeneratedRegex(@"^\p{Ll}+$")]
    private static partial Regex Lower();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("\u0001+")]
    private static partial Regex Gaps();
}
