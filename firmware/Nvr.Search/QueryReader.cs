namespace Nvr.Search;

/// <summary>
/// Understands a query in plain words, English and German mixed as they come, with no model: a table of words, the names of the box's cameras and zones,
/// and a grammar of times. What it does not understand it says. Pure: the same text, scope and time give the same; it never fails, whatever the text, and
/// its work grows with the text, of which <see cref="MaxCharacters"/> count. Any thread.
/// </summary>
public static class QueryReader
{
    /// <summary>What is longer is told as not understood.</summary>
    public const int MaxCharacters = Tokens.MaxCharacters;

    public static SearchReading Read(string text, SearchScope scope) => new QueryWalk(text, scope).Run();
}
