using Nvr.Core;
using Nvr.Storage.Events;
using Nvr.Storage.Events.Search;
using Nvr.Storage.Index;
using Nvr.Storage.Volumes;

namespace Nvr.Storage.Retention;

/// <summary>
/// Drops events, their marks and their logs once the footage of their time is gone. What goes on stays, and so does a log in which, or before
/// which, an event is left: a later file may say how it ended. Called by housekeeping alone.
/// </summary>
internal static class PastEvents
{
    /// <summary>The longest time after an event that can be kept with it: marks are of use that long, µs.</summary>
    public const long MaxRollUs = 3_600_000_000;

    // Each step is a transaction of its own; so many at a call that no camera can bring more than go.
    private const int MaxSteps = 64;

    private const string Earlier = "IN (SELECT id FROM boots WHERE ordinal < $2)";

    public static int Drop(IndexWorker index, CameraId camera, BootMoment oldest, long ordinal)
    {
        int dropped = 0;
        for (int step = 0, last = Candidates.Rows; step < MaxSteps && last >= Candidates.Rows; step++)
        {
            last = index.Run(session => DropSome(session, session.CameraRow(camera), oldest, ordinal)).GetAwaiter().GetResult();
            dropped += last;
        }
        if (dropped > 0)
        {
            _ = index.Run(session => EventBits.DropPast(session)).GetAwaiter().GetResult();
        }
        return dropped;
    }

    /// <summary>Deletes log files without events, from the oldest on; returns how many.</summary>
    public static int DropLogs(Volume volume)
    {
        IReadOnlyList<long> files = volume.Events.ListFiles();
        int deleted = 0;
        while (deleted + 1 < files.Count && files[deleted] != volume.Events.CurrentFile && IsEmpty(volume, files[deleted], files[deleted + 1]))
        {
            volume.Events.Delete(files[deleted]);
            deleted++;
        }
        return deleted;
    }

    // On the index thread, after all that was posted before.
    private static bool IsEmpty(Volume volume, long first, long end) =>
        volume.Index.Run(s => s.Sql.Number("SELECT count(*) FROM (SELECT id FROM events WHERE id >= $1 AND id < $2 LIMIT 1)", first, end)).GetAwaiter().GetResult() == 0;

    private static int DropSome(IndexSession session, long camera, BootMoment oldest, long ordinal)
    {
        long boot = session.BootId(oldest.BootId);
        int events = session.Sql.Run(
            $"""
            DELETE FROM events WHERE id IN (
              SELECT id FROM events INDEXED BY events_by_camera WHERE camera_id = $1 AND start_boot {Earlier} AND closing <> 0
              AND (end_boot {Earlier} OR (end_boot = $3 AND end_us <= $4)) LIMIT {Candidates.Rows})
            """,
            camera, ordinal, boot, oldest.MonotonicUs);
        events += session.Sql.Run(
            $"""
            DELETE FROM events WHERE id IN (
              SELECT id FROM events INDEXED BY events_by_camera WHERE camera_id = $1 AND start_boot = $2 AND start_us < $3
              AND end_boot = $2 AND end_us <= $3 LIMIT {Candidates.Rows})
            """,
            camera, boot, oldest.MonotonicUs);
        int marks = session.Sql.Run(
            $"""
            DELETE FROM event_marks WHERE (camera_id, boot_id, start_us) IN (
              SELECT camera_id, boot_id, start_us FROM event_marks WHERE camera_id = $1 AND boot_id {Earlier} LIMIT {Candidates.Rows})
            """,
            camera, ordinal);
        marks += session.Sql.Run(
            $"""
            DELETE FROM event_marks WHERE (camera_id, boot_id, start_us) IN (
              SELECT camera_id, boot_id, start_us FROM event_marks WHERE camera_id = $1 AND boot_id = $2 AND start_us < $3 AND end_us <= $3 LIMIT {Candidates.Rows})
            """,
            camera, boot, oldest.MonotonicUs - MaxRollUs);
        return Math.Max(events, marks);
    }
}
