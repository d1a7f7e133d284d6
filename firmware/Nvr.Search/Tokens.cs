namespace Nvr.Search;

/// <summary>Cuts a query into words, numbers and signs. Pure; of hostile text there is a bounded number.</summary>
internal static class Tokens
{
    /// <summary>What is longer is not read on.</summary>
    public const int MaxCharacters = 300;

    public static List<Token> Cut(string text)
    {
        List<Token> tokens = [];
        int end = Math.Min(text.Length, MaxCharacters);
        for (int at = 0; at < end;)
        {
            int next = at + 1;
            if (char.IsWhiteSpace(text[at]) || IsInvisible(text[at]))
            {
                at = next;
                continue;
            }
            TokenKind kind = KindOf(text[at]);
            while (kind != TokenKind.Sign && next < end && (KindOf(text[next]) == kind || IsJoining(text[next])))
            {
                next++;
            }
            bool isGlued = tokens.Count > 0 && tokens[^1].End == at;
            int value = kind == TokenKind.Number && next - at <= 9 ? Number(text.AsSpan(at, next - at)) : -1;
            tokens.Add(new Token(kind, Folding.Fold(text.AsSpan(at, next - at)), at, next, isGlued, value));
            at = next;
        }
        return tokens;
    }

    private static TokenKind KindOf(char sign) =>
        char.IsAsciiDigit(sign) ? TokenKind.Number : char.IsLetterOrDigit(sign) || char.IsSurrogate(sign) || IsJoining(sign) ? TokenKind.Word : TokenKind.Sign;

    // Marks that stand over the letter before, as some keyboards send them.
    private static bool IsJoining(char sign) => char.GetUnicodeCategory(sign) is System.Globalization.UnicodeCategory.NonSpacingMark;

    private static bool IsInvisible(char sign) => char.IsControl(sign) || char.GetUnicodeCategory(sign) == System.Globalization.UnicodeCategory.Format;

    private static int Number(ReadOnlySpan<char> digits)
    {
        int value = 0;
        foreach (char digit in digits)
        {
            value = (value * 10) + (digit - '0');
        }
        return value;
    }
}
