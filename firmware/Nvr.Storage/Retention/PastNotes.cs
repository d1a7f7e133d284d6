using Nvr.Core;
using Nvr.Storage.Clock;
using Nvr.Storage.Index;
using Nvr.Storage.Volumes;

namespace Nvr.Storage.Retention;

/// <summary>
/// Drops gaps and events that ended before the oldest footage of their camera began: without it an index would grow for ever, however little footage is
/// kept. A camera without footage keeps its gaps. A bounded number at a call; called by housekeeping alone.
/// </summary>
internal static class PastNotes
{
    private const string OfCamera = "IN (SELECT id FROM streams WHERE camera = $1)";
    private const string EarlierBoots = "IN (SELECT id FROM boots WHERE ordinal < $2)";

    /// <summary>Returns how many were dropped.</summary>
    public static int Drop(IReadOnlyList<Volume> volumes, BootTimeline timeline)
    {
        int dropped = 0;
        foreach (CameraId camera in volumes.SelectMany(v => v.Reads.Read(r => r.Streams())).Select(s => s.Stream.Camera).Distinct().ToList())
        {
            if (Oldest(volumes, timeline, camera) is { } oldest)
            {
                long ordinal = timeline.Find(oldest.BootId)!.Boot.Ordinal;
                dropped += volumes.Sum(v => v.Index.Run(s => Drop(s, camera, oldest, ordinal)).GetAwaiter().GetResult());
                dropped += volumes.Sum(v => PastEvents.Drop(v.Index, camera, oldest, ordinal));
            }
        }
        return dropped + volumes.Sum(PastEvents.DropLogs);
    }

    private static BootMoment? Oldest(IReadOnlyList<Volume> volumes, BootTimeline timeline, CameraId camera)
    {
        foreach (PlacedBoot boot in timeline.Placed)
        {
            long oldestUs = volumes.Min(v => v.Reads.Read(r => OldestUs(r, camera, boot.Boot.Id)));
            if (oldestUs < long.MaxValue)
            {
                return new BootMoment(boot.Boot.Id, oldestUs);
            }
        }
        return null;
    }

    private static long OldestUs(ReadSession reader, CameraId camera, Guid boot) =>
        reader.BootId(boot) is not { } bootId
            ? long.MaxValue
            : Enum.GetValues<StreamKind>()
                .Select(kind => reader.StreamId(new StreamKey(camera, kind)))
                .Min(stream => stream is null ? long.MaxValue : reader.FirstAfter(stream.Value, bootId, boot, long.MinValue)?.StartUs ?? long.MaxValue);

    private static int Drop(IndexSession session, CameraId camera, BootMoment oldest, long ordinal)
    {
        long bootId = session.BootId(oldest.BootId);
        string id = camera.ToString();
        int dropped = session.Sql.Run(
            $"""
            DELETE FROM gaps WHERE id IN (
              SELECT g.id FROM gaps g JOIN boots e ON e.id = g.end_boot
              WHERE g.stream_id {OfCamera} AND g.start_boot {EarlierBoots} AND (e.ordinal < $2 OR (e.ordinal = $2 AND g.end_us <= $3)) LIMIT {Candidates.Rows})
            """,
            id, ordinal, oldest.MonotonicUs);
        dropped += session.Sql.Run(
            $"""
            DELETE FROM gaps WHERE id IN (
              SELECT id FROM gaps WHERE stream_id {OfCamera} AND start_boot = $2 AND start_us < $3 AND end_boot = $2 AND end_us <= $3 LIMIT {Candidates.Rows})
            """,
            id, bootId, oldest.MonotonicUs);
        return dropped;
    }
}
