namespace Nvr.Search;

/// <summary>What a piece of a query is.</summary>
internal enum TokenKind : byte
{
    Word,
    Number,
    Sign,
}

/// <summary>
/// A word, a number or a sign of a query, where it stands, and whether it touches the one before. <paramref name="Text"/> is folded
/// (<see cref="Folding"/>); <paramref name="Value"/> is set for numbers of at most nine digits, else -1.
/// </summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End, bool IsGlued, int Value = -1)
{
    public bool IsSign(char sign) => Kind == TokenKind.Sign && Text[0] == sign;

    public bool IsWord(string word) => Kind == TokenKind.Word && Text == word;
}
