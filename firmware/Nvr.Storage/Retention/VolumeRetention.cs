using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Storage.Clock;
using Nvr.Storage.Disk;
using Nvr.Storage.Index;
using Nvr.Storage.Volumes;
using Nvr.Storage.Writing;

namespace Nvr.Storage.Retention;

/// <summary>
/// Deletes footage of one volume in small steps: what is too old, what is too much, and what stands in the way of the reserve. Only what the
/// index owns is ever deleted, and never what is held. Steps run on the index thread, unlinking on the calling thread; any thread
/// may call, several at once.
/// </summary>
internal sealed class VolumeRetention(
    VolumeSite site, IndexWorker index, HoldBook holds, BootTimeline timeline, Ballast ballast, long? reserveBytes, Action<HealthLevel, string> report) : IRoomMaker
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Candidates candidates = new(holds);
    private readonly Garbage garbage = new(site, index);

    /// <summary>Keeps the reserve free: oldest first, in the order of recording, whatever the clock says.</summary>
    public void KeepReserve(CancellationToken stop)
    {
        VolumeSpace space = VolumeSpace.Of(site.Path);
        long missing = space.Reserve(reserveBytes) - space.FreeBytes;
        if (missing <= 0)
        {
            ballast.Restore(space.FreeBytes - space.Reserve(reserveBytes));
            return;
        }
        if (missing > space.Reserve(reserveBytes) / 2)
        {
            report(HealthLevel.Attention, $"The disk at {site.Path} is filling up with something else than footage; the oldest footage is being deleted.");
        }
        long freed = DeleteOldest(missing, stop);
        if (freed < missing && space.FreeBytes < Ballast.Bytes)
        {
            report(HealthLevel.Failure, $"The disk at {site.Path} is full and nothing on it may be deleted.");
        }
    }

    public bool MakeRoom(long bytes)
    {
        report(HealthLevel.Attention, $"The disk at {site.Path} is full; the oldest footage is being deleted. Something else may be filling it.");
        long wanted = Math.Max(bytes, Ballast.Bytes) + Ballast.Bytes;
        using CancellationTokenSource patience = new(Patience);
        try
        {
            bool freed = DeleteOldest(wanted, patience.Token) > 0;

            // The index may have needed the ballast to note the deletion. Footage must not take its place: without it the next deletion could not be noted.
            ballast.Restore(long.MaxValue);
            return freed;
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // The index did not answer in time, or a file would not go: the caller counts the loss.
            return false;
        }
    }

    /// <summary>Deletes what is older than the policy allows, by UTC as it is known now.</summary>
    public void DeleteAged(StreamKey stream, RetentionPolicy policy, long nowUtcUs, CancellationToken stop)
    {
        if (policy.Days is not { } days)
        {
            return;
        }
        int eventDays = Math.Max(days, policy.EventDays ?? days);
        DeleteBefore(stream, nowUtcUs - DaysUs(eventDays), null, stop);
        if (eventDays > days)
        {
            DeleteBefore(stream, nowUtcUs - DaysUs(days), policy, stop);
        }
    }

    /// <summary>Deletes the oldest of a camera, at least this many bytes.</summary>
    public long DeleteOldestOf(CameraId camera, long bytes, CancellationToken stop) =>
        Delete((session, position, left) => candidates.TakeOldestOf(session, camera, position, left), bytes, stop);

    public int FinishGarbage() => garbage.FinishAll();

    private long DeleteOldest(long bytes, CancellationToken stop) => Delete(candidates.TakeOldest, bytes, stop);

    private void DeleteBefore(StreamKey stream, long utcUs, RetentionPolicy? sparing, CancellationToken stop)
    {
        foreach (PlacedBoot boot in timeline.Placed.Where(b => b.Start.Microseconds < utcUs))
        {
            long beforeUs = utcUs - boot.OffsetUs;
            Delete((session, position, _) => candidates.TakeBefore(session, stream, boot.Boot.Id, beforeUs, position, sparing), long.MaxValue, stop);
        }
    }

    private long Delete(Func<IndexSession, long, long, Harvest> step, long bytes, CancellationToken stop)
    {
        long freed = 0;
        long position = long.MinValue;
        while (freed < bytes && !stop.IsCancellationRequested)
        {
            long left = bytes - freed;
            Harvest harvest = index.Run(session => step(session, position, left)).WaitAsync(stop).GetAwaiter().GetResult();
            if (harvest.Rows == 0)
            {
                break;
            }
            garbage.Delete(harvest.Ids);
            freed += harvest.Bytes;
            position = harvest.Position;
        }
        return freed;
    }

    private static long DaysUs(int days) => days * 24L * 3600 * 1_000_000;
}
