namespace Nvr.Search;

/// <summary>Compares words of a query with those of a phrase. Pure.</summary>
internal static class PhraseMatch
{
    private const int ShortestRough = 4;
    private const int LongestWord = 64;

    /// <summary>How many tokens from <paramref name="at"/> on are the phrase; 0 when they are not. Signs between words do not count.</summary>
    public static int Length(IReadOnlyList<Token> tokens, int at, ReadOnlySpan<string> words, bool roughly)
    {
        int next = at;
        for (int i = 0; i < words.Length; i++, next++)
        {
            while (i > 0 && next < tokens.Count && tokens[next].Kind == TokenKind.Sign)
            {
                next++;
            }
            if (next >= tokens.Count || !IsSame(tokens[next], words[i], roughly))
            {
                return 0;
            }
        }
        return next - at;
    }

    private static bool IsSame(Token token, string word, bool roughly) =>
        token.Kind != TokenKind.Sign && (token.Text == word
            || (roughly && token.Kind == TokenKind.Word && word.Length >= ShortestRough && token.Text.Length >= ShortestRough && IsOneSlip(token.Text, word)));

    /// <summary>One letter too many, too few or wrong, or two that changed places.</summary>
    public static bool IsOneSlip(string one, string other)
    {
        if (one.Length > LongestWord || other.Length > LongestWord || Math.Abs(one.Length - other.Length) > 1)
        {
            return false;
        }
        (string small, string large) = one.Length <= other.Length ? (one, other) : (other, one);
        int at = 0;
        while (at < small.Length && small[at] == large[at])
        {
            at++;
        }
        if (small.Length < large.Length)
        {
            return small.AsSpan(at).SequenceEqual(large.AsSpan(at + 1));
        }
        if (at == small.Length)
        {
            return true;
        }
        bool isSwap = at + 1 < small.Length && small[at] == large[at + 1] && small[at + 1] == large[at] && small.AsSpan(at + 2).SequenceEqual(large.AsSpan(at + 2));
        return isSwap || small.AsSpan(at + 1).SequenceEqual(large.AsSpan(at + 1));
    }
}
