namespace Nvr.Search;

/// <summary>What the word at the cursor may become: put <paramref name="Text"/> in place of [Start, End) of the query.</summary>
public sealed record Completion(int Start, int End, string Text, UnderstoodAs As);
