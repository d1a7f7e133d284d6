namespace Nvr.Board.Parts;

/// <summary>The display of the panel. Immutable.</summary>
/// <param name="Chip">The name of a display chip.</param>
/// <param name="Rows">Pixels in height: 64 or 32.</param>
/// <param name="UpsideDown">True where it is built in upside down.</param>
public sealed record DisplayDescription(string Chip, int Rows, bool UpsideDown);
