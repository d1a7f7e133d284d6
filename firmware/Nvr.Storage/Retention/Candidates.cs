using Microsoft.Data.Sqlite;
using Nvr.Core;
using Nvr.Storage.Index;

namespace Nvr.Storage.Retention;

/// <summary>
/// Finds segments that may be deleted and moves them to the garbage table, a bounded number of rows at a call, so that the index
/// thread is never held for long. Each search goes on where it stopped. Runs on the index thread, within its transaction.
/// </summary>
internal sealed class Candidates(HoldBook holds)
{
    /// <summary>Rows looked at in one transaction: the longest that a new row waits behind retention (decision 0002 has the measurement).</summary>
    public const int Rows = 32;

    private const string Columns = "s.id, s.start_us, s.duration_us, s.bytes, b.uuid, t.camera";
    private const string Joined = "segments s JOIN boots b ON b.id = s.boot_id JOIN streams t ON t.id = s.stream_id";

    /// <summary>Oldest of the whole volume in the order of recording.</summary>
    public Harvest TakeOldest(IndexSession session, long afterId, long bytes) => Take(
        session,
        session.Sql.Read($"SELECT {Columns} FROM {Joined} WHERE s.id > $1 AND s.state <> 0 ORDER BY s.id LIMIT {Rows}", afterId),
        bytes,
        long.MaxValue);

    /// <summary>Oldest of one camera (both streams) in the order of recording.</summary>
    public Harvest TakeOldestOf(IndexSession session, CameraId camera, long afterId, long bytes)
    {
        long[] streams = [.. Enum.GetValues<StreamKind>().Select(kind => session.StreamId(new StreamKey(camera, kind)))];
        string sql = $"""
            SELECT {Columns} FROM {Joined} WHERE s.id IN (
              SELECT id FROM segments WHERE stream_id IN ($1, $2) AND id > $3 AND state <> 0 ORDER BY id LIMIT {Rows}) ORDER BY s.id
            """;
        return Take(session, session.Sql.Read(sql, streams[0], streams[1], afterId), bytes, long.MaxValue);
    }

    /// <summary>
    /// What a stream recorded in a boot before a moment; with a policy to spare, without what belongs to an event. Positions are start times here.
    /// </summary>
    public Harvest TakeBefore(IndexSession session, StreamKey stream, Guid boot, long beforeUs, long afterUs, RetentionPolicy? sparing)
    {
        const string Events = """
            AND NOT EXISTS (
              SELECT 1 FROM event_marks e WHERE e.camera_id = $5 AND e.boot_id = s.boot_id
              AND e.start_us BETWEEN s.start_us - $7 - $8 AND s.start_us + s.duration_us + $6 AND e.end_us > s.start_us - $7)
            """;
        string sql = $"""
            SELECT {Columns} FROM {Joined}
            WHERE s.stream_id = $1 AND s.boot_id = $2 AND s.start_us > $3 AND s.start_us < $4 AND s.state <> 0 {(sparing is null ? "" : Events)}
            ORDER BY s.start_us LIMIT {Rows}
            """;
        (long streamId, long bootId) = (session.StreamId(stream), session.BootId(boot));
        SqliteDataReader rows = sparing is null
            ? session.Sql.Read(sql, streamId, bootId, afterUs, beforeUs)
            : session.Sql.Read(
                sql, streamId, bootId, afterUs, beforeUs, session.CameraRow(stream.Camera), sparing.PreEventUs, sparing.PostEventUs, EventMarks.MaxPieceUs);
        return Take(session, rows, long.MaxValue, beforeUs, byStart: true);
    }

    private Harvest Take(IndexSession session, SqliteDataReader rows, long bytes, long beforeUs, bool byStart = false)
    {
        Harvest harvest = new();
        using (rows)
        {
            while (harvest.Bytes < bytes && rows.Read())
            {
                (long id, long startUs, long endUs) = (rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(1) + rows.GetInt64(2));
                harvest.Looked(byStart ? startUs : id);
                CameraId camera = new(Guid.ParseExact(rows.GetString(5), "N"));
                if (endUs <= beforeUs && !holds.Protects(camera, Guid.ParseExact(rows.GetString(4), "N"), startUs, endUs))
                {
                    harvest.Add(id, rows.GetInt64(3));
                }
            }
        }
        foreach (long id in harvest.Ids)
        {
            session.MoveToGarbage(id, fileIsGone: false);
        }
        return harvest;
    }
}
