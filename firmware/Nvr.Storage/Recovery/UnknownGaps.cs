using Nvr.Storage.Index;

namespace Nvr.Storage.Recovery;

/// <summary>
/// After a rebuild: notes every hole between two segments of a stream that no gap explains. Files carry footage, not reasons: those were lost with the
/// old index. Runs on the index thread.
/// </summary>
internal static class UnknownGaps
{
    private const string Detail = "No file holds this time; the reason was lost with the index.";

    public static int Note(IndexSession session) => session.Sql.Run(
        """
        INSERT INTO gaps(stream_id, start_boot, start_us, end_boot, end_us, reason, detail)
        SELECT stream_id, before_boot, before_end, boot_id, start_us, $1, $2 FROM (
          SELECT s.stream_id, s.boot_id, s.start_us,
            lag(s.boot_id) OVER recorded AS before_boot, lag(s.start_us + s.duration_us) OVER recorded AS before_end
          FROM segments s JOIN boots b ON b.id = s.boot_id
          WINDOW recorded AS (PARTITION BY s.stream_id ORDER BY b.ordinal, s.start_us)) h
        WHERE before_boot IS NOT NULL AND (before_boot <> boot_id OR start_us - before_end > $3)
          AND NOT EXISTS (
            SELECT 1 FROM gaps g WHERE g.stream_id = h.stream_id
              AND ((g.start_boot = h.before_boot AND g.start_us BETWEEN h.before_end - $3 AND h.start_us)
                OR (g.end_boot = h.boot_id AND g.end_us BETWEEN h.before_end AND h.start_us + $3)))
        """,
        (long)GapReason.FootageLost, Detail, Reading.Tiling.MaxSeamUs);
}
