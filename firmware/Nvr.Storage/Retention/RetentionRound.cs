using Nvr.Core;
using Nvr.Storage.Events;
using Nvr.Storage.Index;
using Nvr.Storage.Volumes;

namespace Nvr.Storage.Retention;

/// <summary>
/// One look at all that may have to be deleted, over all volumes: forgotten cameras, age (while the clock can be trusted), bytes of a
/// camera, and the reserve of each volume. Run by housekeeping alone; a round may take long, nothing waits for it.
/// </summary>
internal sealed class RetentionRound(RetentionRules rules, Func<long> nowUtcUs, Func<bool> mayAge)
{
    public void Run(IReadOnlyList<Volume> volumes, CancellationToken stop)
    {
        foreach (Volume volume in volumes)
        {
            volume.LookAtSpace();
            volume.Retention.KeepReserve(stop);
        }
        foreach (CameraId camera in rules.Forgotten)
        {
            Forget(volumes, camera, stop);
        }
        foreach ((CameraId camera, RetentionPolicy policy) in rules.Policies)
        {
            Apply(volumes, camera, policy, stop);
        }
    }

    private void Apply(IReadOnlyList<Volume> volumes, CameraId camera, RetentionPolicy policy, CancellationToken stop)
    {
        if (policy.Days is not null && mayAge())
        {
            foreach (Volume volume in volumes)
            {
                foreach (StreamKey stream in Streams(volume, camera).Select(s => s.Stream))
                {
                    volume.Retention.DeleteAged(stream, policy, nowUtcUs(), stop);
                }
            }
        }
        if (policy.Bytes is { } limit)
        {
            Limit(volumes, camera, limit, stop);
        }
    }

    // Each volume gives up its share; within a volume the oldest goes first.
    private static void Limit(IReadOnlyList<Volume> volumes, CameraId camera, long limit, CancellationToken stop)
    {
        List<(Volume Volume, long Bytes)> shares = [.. volumes.Select(v => (v, Streams(v, camera).Sum(s => s.Bytes)))];
        long total = shares.Sum(s => s.Bytes);
        foreach ((Volume volume, long bytes) in shares.Where(s => total > limit && s.Bytes > 0))
        {
            volume.Retention.DeleteOldestOf(camera, (long)((total - limit) * (double)bytes / total), stop);
        }
    }

    private void Forget(IReadOnlyList<Volume> volumes, CameraId camera, CancellationToken stop)
    {
        bool left = false;
        foreach (Volume volume in volumes)
        {
            volume.Retention.DeleteOldestOf(camera, long.MaxValue, stop);
            if (Streams(volume, camera).Any(s => s.Segments > 0))
            {
                left = true;
                continue;
            }
            volume.Index.Run(session => DropRest(session, camera)).GetAwaiter().GetResult();
        }
        if (!left)
        {
            rules.IsForgotten(camera);
        }
    }

    private static int DropRest(IndexSession session, CameraId camera)
    {
        string id = camera.ToString();
        int rows = session.Sql.Run("DELETE FROM gaps WHERE stream_id IN (SELECT id FROM streams WHERE camera = $1)", id);
        rows += EventRows.Forget(session, camera);
        rows += session.Sql.Run("DELETE FROM meta WHERE key = $1", IndexMeta.Forget(camera));
        return rows;
    }

    private static List<(StreamKey Stream, long Id, long Bytes, long Segments)> Streams(Volume volume, CameraId camera) =>
        [.. volume.Reads.Read(r => r.Streams()).Where(s => s.Stream.Camera == camera)];
}
