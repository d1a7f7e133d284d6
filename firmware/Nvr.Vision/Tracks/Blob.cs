namespace Nvr.Vision.Tracks;

/// <summary>Cells side by side that show something that is not the background. Immutable.</summary>
/// <param name="Box">Around them.</param>
/// <param name="Cells">How many.</param>
/// <param name="Strength">Of all of them together, by how many times their thresholds they differ.</param>
internal readonly record struct Blob(CellBox Box, int Cells, float Strength);
