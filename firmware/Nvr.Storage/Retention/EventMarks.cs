using Nvr.Core;
using Nvr.Storage.Index;

namespace Nvr.Storage.Retention;

/// <summary>Stores when something happened at a camera, so that its footage is kept longer. Runs on the index thread.</summary>
internal static class EventMarks
{
    /// <summary>Longer events are stored in pieces: then a search for events over a segment need not look far back.</summary>
    public const long MaxPieceUs = 600_000_000;

    public static int Put(IndexSession session, CameraId camera, BootMoment start, long endUs, string kind)
    {
        int pieces = 0;
        for (long fromUs = start.MonotonicUs; fromUs < endUs; fromUs += MaxPieceUs, pieces++)
        {
            session.Sql.Run(
                "INSERT INTO events(camera, boot_id, start_us, end_us, kind) VALUES($1, $2, $3, $4, $5)",
                camera.ToString(), session.BootId(start.BootId), fromUs, Math.Min(endUs, fromUs + MaxPieceUs), kind);
        }
        return pieces;
    }
}
