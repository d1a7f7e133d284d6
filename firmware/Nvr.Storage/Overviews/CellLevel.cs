namespace Nvr.Storage.Overviews;

/// <summary>Sums of one length, and where they lie.</summary>
internal sealed record CellLevel(string Footage, string Events, long CellUs)
{
    private static readonly CellLevel s_tenMinutes = new("footage_cells", "event_cells", CellTables.CellUs);
    private static readonly CellLevel s_hours = new("footage_hours", "event_hours", HourTables.HourUs);

    /// <summary>The longest sums that are not longer than what is asked for.</summary>
    public static CellLevel For(long cellUs) => cellUs >= HourTables.HourUs ? s_hours : s_tenMinutes;

    /// <summary>The number of the cell that a moment of a boot lies in; what came back from a camera's card may lie before the boot.</summary>
    public long CellOf(long monotonicUs) => (long)Math.Floor(monotonicUs / (double)CellUs);
}
