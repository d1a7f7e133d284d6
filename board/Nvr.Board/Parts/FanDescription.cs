namespace Nvr.Board.Parts;

/// <summary>The fan, and the temperature that it follows. Immutable.</summary>
/// <param name="Drive">What turns it: a line, or a channel whose brightness is the fan's speed; null where the kernel does.</param>
/// <param name="Tachometer">Pulses twice a turn; null where there is none.</param>
/// <param name="Sensor">The name of a temperature chip; null for the processor's own temperature.</param>
/// <param name="Hwmon">The name of the kernel's device that turns it and tells its speed; null where <paramref name="Drive"/> does.</param>
public sealed record FanDescription(LinePlace? Drive, LinePlace? Tachometer, string? Sensor, string? Hwmon);
