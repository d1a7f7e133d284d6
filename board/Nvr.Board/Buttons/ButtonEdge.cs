namespace Nvr.Board.Buttons;

/// <summary>A change of a button's line. Immutable.</summary>
/// <param name="IsPressed">True where the button is down from this moment on.</param>
/// <param name="MonotonicMs">When, by the clock that never steps.</param>
public readonly record struct ButtonEdge(bool IsPressed, long MonotonicMs);
