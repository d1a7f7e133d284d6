using Nvr.Storage.Events;
using Nvr.Storage.Index;

namespace Nvr.Storage.Retention;

/// <summary>Stores when something happened at a camera, so that its footage is kept longer. Runs on the index thread.</summary>
internal static class EventMarks
{
    /// <summary>Longer stretches are stored in pieces: then a search for marks over a segment need not look far back.</summary>
    public const long MaxPieceUs = 600_000_000;

    // What follows within a segment's length keeps the same segments: one mark does for both.
    private const long JoinUs = 30_000_000;

    public static void Put(IndexSession session, EventMark mark)
    {
        long camera = session.CameraRow(mark.Camera);
        long boot = session.BootId(mark.Start.BootId);
        for (long fromUs = mark.Start.MonotonicUs; fromUs < mark.EndUs; fromUs += MaxPieceUs)
        {
            Put(session, camera, boot, fromUs, Math.Min(mark.EndUs, fromUs + MaxPieceUs));
        }
    }

    private static void Put(IndexSession session, long camera, long boot, long fromUs, long toUs)
    {
        int joined = session.Sql.Run(
            """
            UPDATE event_marks SET end_us = max(end_us, $4) WHERE camera_id = $1 AND boot_id = $2 AND start_us = (
              SELECT max(start_us) FROM event_marks WHERE camera_id = $1 AND boot_id = $2 AND start_us <= $3)
            AND end_us >= $3 - $5 AND $4 - start_us <= $6
            """,
            camera, boot, fromUs, toUs, JoinUs, MaxPieceUs);
        if (joined == 0)
        {
            session.Sql.Run(
                """
                INSERT INTO event_marks(camera_id, boot_id, start_us, end_us) VALUES($1, $2, $3, $4)
                ON CONFLICT(camera_id, boot_id, start_us) DO UPDATE SET end_us = max(end_us, excluded.end_us)
                """,
                camera, boot, fromUs, toUs);
        }
    }
}
