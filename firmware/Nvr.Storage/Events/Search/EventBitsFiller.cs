using System.Globalization;
using Nvr.Storage.Index;

namespace Nvr.Storage.Events.Search;

/// <summary>
/// Makes the bits of events that an earlier nvrd stored, in steps that hold the index for milliseconds; how far it came survives a restart. Run by one
/// thread, which waits for the index; searches read rows until it is done.
/// </summary>
internal sealed class EventBitsFiller(IndexWorker index)
{
    private const int NumbersAtOnce = 500;

    public void Run(CancellationToken stop)
    {
        while (!index.Run(Step).WaitAsync(stop).GetAwaiter().GetResult())
        {
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>True when nothing is left.</summary>
    public static bool Step(IndexSession session) => Step(session, NumbersAtOnce);

    public static bool Step(IndexSession session, int numbers)
    {
        if (session.Sql.Number("SELECT count(*) FROM meta WHERE key = $1", IndexMeta.BitsComplete) > 0)
        {
            return true;
        }
        long at = session.Sql.Number("SELECT CAST(value AS INTEGER) FROM meta WHERE key = $1", IndexMeta.BitsAt) ?? 0;
        long from = session.Sql.Number("SELECT min(id) FROM events WHERE id > $1", at) ?? long.MaxValue;
        if (from == long.MaxValue)
        {
            session.SetMeta(IndexMeta.BitsComplete, "1");
            return true;
        }
        long to = from + numbers - 1;
        SetAreas(session, from, to);
        EventBits.IndexRange(session, from - 1, to);
        session.SetMeta(IndexMeta.BitsAt, to.ToString(CultureInfo.InvariantCulture));
        return false;
    }

    private static void SetAreas(IndexSession session, long from, long to)
    {
        List<(long Number, long Area)> areas = [];
        using (var rows = session.Sql.Read("SELECT id, box FROM events WHERE id BETWEEN $1 AND $2 AND box IS NOT NULL AND area IS NULL", from, to))
        {
            while (rows.Read())
            {
                if (EventBoxes.Read(rows.GetFieldValue<byte[]>(1)) is { } box)
                {
                    areas.Add((rows.GetInt64(0), EventTerms.AreaOf(box)));
                }
            }
        }
        foreach ((long number, long area) in areas)
        {
            session.Sql.Run("UPDATE events SET area = $2 WHERE id = $1", number, area);
        }
    }
}
