namespace Nvr.Board.Parts;

/// <summary>The hardware watchdog. Immutable.</summary>
/// <param name="Device">Such as <c>/dev/watchdog0</c>.</param>
/// <param name="Seconds">How long it waits for a sign of life before it resets the box.</param>
public sealed record WatchdogDescription(string Device, int Seconds);
