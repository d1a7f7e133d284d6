using Nvr.Storage.Index;

namespace Nvr.Storage.Recovery;

/// <summary>
/// A file knows how long its media last, not where the next segment was placed: by the drift of the camera's clock that may be some ms earlier.
/// Ends segments that were read from files where the next one of their stream begins, as their writer does. Runs on the index thread.
/// </summary>
internal static class SeamTrim
{
    /// <summary>Looks at the segments from an id on; returns how many were longer than their place.</summary>
    public static int Apply(IndexSession session, long firstId) => session.Sql.Run(
        """
        UPDATE segments SET duration_us = (SELECT min(n.start_us) FROM segments n
            WHERE n.stream_id = segments.stream_id AND n.boot_id = segments.boot_id AND n.start_us > segments.start_us) - start_us
        WHERE id >= $1 AND EXISTS (SELECT 1 FROM segments n WHERE n.stream_id = segments.stream_id AND n.boot_id = segments.boot_id
            AND n.start_us > segments.start_us AND n.start_us < segments.start_us + segments.duration_us)
        """,
        firstId);
}
