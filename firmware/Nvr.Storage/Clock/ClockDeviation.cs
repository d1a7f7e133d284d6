namespace Nvr.Storage.Clock;

/// <summary>How far a clock is from the time that it follows. Immutable; milliseconds.</summary>
/// <param name="AheadMs">Positive when the clock is fast.</param>
/// <param name="ErrorMs">How far that may be off.</param>
public readonly record struct ClockDeviation(double AheadMs, double ErrorMs);
