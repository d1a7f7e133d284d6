namespace Nvr.Storage.Index;

/// <summary>
/// Marks segments that were fetched later, and takes what they cover out of the gaps of their stream; what is still missing keeps its reason.
/// Doing it twice changes nothing. Runs on the index thread, within its transaction.
/// </summary>
internal static class BackfillRows
{
    public const string Create = "CREATE TABLE IF NOT EXISTS backfilled(segment_id INTEGER PRIMARY KEY);";

    private const string OfStream = "stream_id = $1 AND start_boot = $2 AND end_boot = $2";

    public static void Put(IndexSession session, SegmentChange change)
    {
        session.Sql.Run("INSERT OR IGNORE INTO backfilled(segment_id) VALUES($1)", change.Id);
        CutGaps(session, session.StreamId(change.Stream), session.BootId(change.BootId), change.StartUs, change.EndUs);
    }

    public static void Remove(IndexSession session, long id) => session.Sql.Run("DELETE FROM backfilled WHERE segment_id = $1", id);

    /// <summary>Of a gap that reaches further on both sides two are left. Pieces too short to be an interruption go with the rest.</summary>
    private static void CutGaps(IndexSession session, long stream, long boot, long fromUs, long toUs)
    {
        const long SeamUs = Reading.Tiling.MaxSeamUs;
        session.Sql.Run(
            $"""
            INSERT INTO gaps(stream_id, start_boot, start_us, end_boot, end_us, reason, detail)
            SELECT stream_id, start_boot, $4, end_boot, end_us, reason, detail FROM gaps
            WHERE {OfStream} AND start_us < $3 - $5 AND end_us > $4 + $5
            """,
            stream, boot, fromUs, toUs, SeamUs);
        session.Sql.Run($"UPDATE gaps SET end_us = $3 WHERE {OfStream} AND start_us < $3 - $4 AND end_us > $3", stream, boot, fromUs, SeamUs);
        session.Sql.Run(
            $"UPDATE gaps SET start_us = $4 WHERE {OfStream} AND start_us >= $3 - $5 AND start_us < $4 AND end_us > $4 + $5", stream, boot, fromUs, toUs, SeamUs);
        session.Sql.Run(
            $"DELETE FROM gaps WHERE {OfStream} AND start_us >= $3 - $5 AND start_us < $4 AND end_us > $3 AND end_us <= $4 + $5", stream, boot, fromUs, toUs, SeamUs);
    }
}
