using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Storage.Overviews;

/// <summary>Tells what a timeline shows from afar, without reading a row for each segment and event. Thread-safe; reads the index and may block for milliseconds, never on the writer.</summary>
public interface IOverviewReader
{
    /// <summary>
    /// One overview for each camera, in the given order, of cells of so many microseconds from the start of the range on. Throws <see cref="NvrException"/> (InvalidInput) when a cell is shorter
    /// than <see cref="CameraOverview.ShortestCellUs"/> or there are more than <see cref="CameraOverview.MostCells"/>.
    /// </summary>
    IReadOnlyList<CameraOverview> ListOverviews(IReadOnlyList<CameraId> cameras, UtcRange range, long cellUs);
}
