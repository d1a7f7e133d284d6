using System.Text;

namespace Nvr.Search;

/// <summary>Spells words so that those that people take for the same are: small letters, no marks, ä as ae, ß as ss. Pure.</summary>
internal static class Folding
{
    // Of Latin letters with marks, those of Europe's languages; the runtime's own tables are not in the program (invariant globalization).
    private const string Marked = "àáâãåçèéêëìíîïñòóôõøùúûýÿčćďěłńňřśšťůźžżőűğışțșăęą";
    private const string Plain = "aaaaaceeeeiiiinooooouuuyyccdelnnrsstuzzzougistsaea";

    public static string Fold(ReadOnlySpan<char> text)
    {
        StringBuilder folded = new(text.Length + 4);
        foreach (char letter in text)
        {
            Append(folded, char.ToLowerInvariant(letter));
        }
        return folded.ToString();
    }

    private static void Append(StringBuilder folded, char letter)
    {
        string? two = letter switch { 'ä' => "ae", 'ö' => "oe", 'ü' => "ue", 'ß' => "ss", 'æ' => "ae", 'œ' => "oe", _ => null };
        int at = Marked.IndexOf(letter, StringComparison.Ordinal);
        _ = two is not null ? folded.Append(two) : folded.Append(at < 0 ? letter : Plain[at]);
    }
}
