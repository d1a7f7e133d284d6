namespace Nvr.Board.Lines;

/// <summary>A change of an input. Immutable.</summary>
/// <param name="IsOn">What it is from this moment on, in the sense of the board file.</param>
/// <param name="MonotonicMs">When.</param>
public readonly record struct LineEdge(bool IsOn, long MonotonicMs);
