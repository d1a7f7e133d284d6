namespace Nvr.Search;

/// <summary>Steps through the tokens of a query while a reader tries whether they fit. A value: a copy is a place to come back to.</summary>
internal struct WordCursor(IReadOnlyList<Token> tokens, int at)
{
    public int At { get; private set; } = at;

    public readonly Token? Peek => At < tokens.Count ? tokens[At] : null;

    /// <summary>Takes the next words when they are one of the phrases given, words apart by blanks.</summary>
    public bool Takes(params ReadOnlySpan<string> phrases)
    {
        foreach (string phrase in phrases)
        {
            int length = PhraseMatch.Length(tokens, At, phrase.Split(' '), roughly: false);
            if (length > 0)
            {
                At += length;
                return true;
            }
        }
        return false;
    }

    public bool TakesSign(params ReadOnlySpan<char> signs)
    {
        bool takes = Peek is { Kind: TokenKind.Sign } token && signs.Contains(token.Text[0]);
        At += takes ? 1 : 0;
        return takes;
    }

    /// <summary>A sign that touches what is before it.</summary>
    public bool TakesGlued(char sign) => Peek is { IsGlued: true } && TakesSign(sign);

    public int? TakeNumber(int least, int most)
    {
        if (Peek is { Kind: TokenKind.Number, Value: >= 0 } token && token.Value >= least && token.Value <= most)
        {
            At++;
            return token.Value;
        }
        return null;
    }

    /// <summary>What a table has for the next word.</summary>
    public int? TakeNamed(Dictionary<string, int> names)
    {
        if (Peek is { Kind: TokenKind.Word } token && names.TryGetValue(token.Text, out int value))
        {
            At++;
            return value;
        }
        return null;
    }
}
