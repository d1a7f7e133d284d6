namespace Vm.Guests;

/// <summary>A line that a guest has set. Immutable.</summary>
/// <param name="Milliseconds">When it was heard of, by a clock that only goes on.</param>
public sealed record LineChange(int Line, bool IsHigh, long Milliseconds);
