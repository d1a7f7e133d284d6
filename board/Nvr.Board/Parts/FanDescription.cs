namespace Nvr.Board.Parts;

/// <summary>The fan, and the temperature that it follows. Immutable.</summary>
/// <param name="Drive">What turns it: a line, or a channel whose brightness is the fan's speed.</param>
/// <param name="Tachometer">Pulses twice a turn; null where there is none.</param>
/// <param name="Sensor">The name of a temperature chip; null for the processor's own temperature.</param>
public sealed record FanDescription(LinePlace Drive, LinePlace? Tachometer, string? Sensor);
