namespace Nvr.Sntp.Chrony;

/// <summary>How far this machine's clock is from the time that chrony follows. Immutable; milliseconds.</summary>
/// <param name="AheadMs">Positive when the clock is fast.</param>
/// <param name="ErrorMs">How far that may be off: the way to the reference and back halved, and what may have gathered since.</param>
public readonly record struct ChronyReport(double AheadMs, double ErrorMs);
