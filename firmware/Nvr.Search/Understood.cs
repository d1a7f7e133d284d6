namespace Nvr.Search;

/// <summary>
/// How a piece of a query was understood: its place in the text (UTF-16 code units), what for, and in words. <paramref name="IsGuess"/> when a letter was
/// taken for a slip.
/// </summary>
public sealed record Understood(int Start, int End, UnderstoodAs As, string Meaning, bool IsGuess = false);
