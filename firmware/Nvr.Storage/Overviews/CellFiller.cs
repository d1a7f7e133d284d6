using Nvr.Storage.Index;

namespace Nvr.Storage.Overviews;

/// <summary>
/// Sums up rows that an earlier nvrd stored (<see cref="CellTables"/>), the newest first, in steps that hold the index for milliseconds; how far it came survives a restart. Run by one thread,
/// which waits for the index.
/// </summary>
internal sealed class CellFiller(IndexWorker index)
{
    private const int RowsAtOnce = 2_000;

    public void Run(CancellationToken stop)
    {
        while (!index.Run(session => Step(session, RowsAtOnce)).WaitAsync(stop).GetAwaiter().GetResult())
        {
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Whether everything is summed up.</summary>
    public static bool IsDone(SqlSession sql) => sql.Number("SELECT first_segment <= 0 AND first_event <= 0 FROM cells_known") == 1;

    /// <summary>True when nothing is left.</summary>
    public static bool Step(IndexSession session, int rows)
    {
        Step(session.Sql, "segment", CellTables.AddSegments, rows);
        Step(session.Sql, "event", CellTables.AddEvents, rows);
        return IsDone(session.Sql);
    }

    private static void Step(SqlSession sql, string what, string add, int rows)
    {
        long known = sql.Number($"SELECT first_{what} FROM cells_known") ?? 0;
        if (known <= 0)
        {
            return;
        }
        long from = sql.Number($"SELECT id FROM {what}s WHERE id < $1 ORDER BY id DESC LIMIT 1 OFFSET $2", known, (long)rows - 1) ?? 0;
        sql.Run(add, from, known);
        sql.Run($"UPDATE cells_known SET first_{what} = $1", from);
    }
}
