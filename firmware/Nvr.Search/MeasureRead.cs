namespace Nvr.Search;

/// <summary>A bound that words told: tokens, what is bounded, from below or above, the value (microseconds, or a part of 1), and in words.</summary>
internal sealed record MeasureRead(int Length, UnderstoodAs As, bool IsLeast, double Value, string Meaning);
