namespace Nvr.Search;

/// <summary>Words about time that were understood: how many tokens, what they told, and in words.</summary>
internal sealed record TimeRead(int Length, UnderstoodAs As, IReadOnlyList<TimePart> Parts, string Meaning);
