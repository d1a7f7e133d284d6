using Nvr.Core;

namespace Nvr.Storage.Overviews;

/// <summary>
/// What a timeline shows of a camera from afar, in cells of equal length. Immutable. Edges are true to ten minutes and no more, in cells of an hour and longer to an hour: so long are
/// the stretches of a boot that the index sums up, wherever in them something was.
/// </summary>
/// <param name="Footage">The part of each cell that its main stream was recorded, 0 to 1.</param>
/// <param name="Motion">The part of each cell in which something moved, 0 to 1.</param>
/// <param name="Happenings">What else began in the cells: one entry for each kind and class that there is.</param>
/// <param name="Gaps">Losses and pauses of the main stream with their reasons; those of one reason that are less than a cell apart are one.</param>
/// <param name="IsComplete">False while an index that an earlier nvrd wrote is still being summed up.</param>
public sealed record CameraOverview(
    CameraId Camera, IReadOnlyList<float> Footage, IReadOnlyList<float> Motion, IReadOnlyList<Happening> Happenings, IReadOnlyList<FootageGap> Gaps, bool IsComplete)
{
    public const long ShortestCellUs = CellTables.CellUs;

    public const int MostCells = 10_000;
}
