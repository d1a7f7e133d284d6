namespace Nvr.Search;

/// <summary>A piece of a query that was not understood and changes nothing: its place in the text and, where there is one, the reason.</summary>
public sealed record NotUnderstood(int Start, int End, string? Reason = null);
