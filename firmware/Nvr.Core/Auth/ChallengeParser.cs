namespace Nvr.Core.Auth;

/// <summary>
/// Splits <c>WWW-Authenticate</c> values into challenges (RFC 9110 section 11.6.1). One header may hold several; cameras also write
/// blanks, missing commas and unquoted values, which are taken as meant. Never throws.
/// </summary>
internal ref struct ChallengeParser
{
    private readonly ReadOnlySpan<char> text;
    private readonly List<AuthChallenge> found;
    private int at;

    private ChallengeParser(string header, List<AuthChallenge> into)
    {
        text = header;
        found = into;
    }

    public static List<AuthChallenge> Parse(IEnumerable<string> headers)
    {
        var found = new List<AuthChallenge>();
        foreach (string header in headers)
        {
            new ChallengeParser(header, found).Run();
        }
        return found;
    }

    private void Run()
    {
        Dictionary<string, string>? parameters = null;
        while (true)
        {
            SkipSeparators();
            string word = Word();
            if (word.Length == 0)
            {
                if (at >= text.Length)
                {
                    return;
                }
                at++;
                continue;
            }
            SkipBlanks();
            if (at < text.Length && text[at] == '=')
            {
                at++;
                SkipBlanks();
                parameters?.TryAdd(word, Value());
            }
            else
            {
                parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                found.Add(new AuthChallenge(word, parameters));
            }
        }
    }

    private void SkipSeparators()
    {
        while (at < text.Length && (text[at] is ',' or ';' || char.IsWhiteSpace(text[at])))
        {
            at++;
        }
    }

    private void SkipBlanks()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }

    private string Word()
    {
        int start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '_' or '.'))
        {
            at++;
        }
        return text[start..at].ToString();
    }

    private string Value() => at < text.Length && text[at] == '"' ? Quoted() : Bare();

    private string Bare()
    {
        int start = at;
        while (at < text.Length && text[at] != ',' && !char.IsWhiteSpace(text[at]))
        {
            at++;
        }
        return text[start..at].ToString();
    }

    private string Quoted()
    {
        var value = new System.Text.StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
            }
            value.Append(text[at]);
        }
        // The closing quote may be missing.
        at = Math.Min(at + 1, text.Length);
        return value.ToString();
    }
}
