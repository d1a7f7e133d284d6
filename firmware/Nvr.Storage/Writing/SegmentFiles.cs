using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Mp4;
using Nvr.Storage.Clock;
using Nvr.Storage.Disk;
using Nvr.Storage.Index;

namespace Nvr.Storage.Writing;

/// <summary>
/// The files that a volume has open, and what becomes of them when the disk misbehaves. A full disk is given room and tried again. Any other failure ends
/// the file for good (a failed fdatasync is never repeated: the kernel may have dropped the bytes and call it done); the segment goes on in a new
/// file at its next random-access fragment, and what was lost is a gap. Belongs to the writer thread.
/// </summary>
internal sealed class SegmentFiles(
    Volumes.VolumeSite site, IndexWorker index, BootTimeline timeline, BoxClock clock, StreamLedger ledger, IRoomMaker room, Action<HealthLevel, string> report) : IDisposable
{
    private const int FullRetries = 3;
    private const long RetryMs = 1_000;
    private const long HeaderBytesBound = 64 << 10;

    private readonly BlockWriter blocks = new();
    private readonly HashSet<SegmentOutput> outputs = [];
    private readonly Dictionary<StreamKey, (long Id, long StartUs, long EndUs)> latest = [];
    private readonly List<SegmentChange> changes = [];

    public void Append(SegmentSink sink, Fragment fragment)
    {
        SegmentOutput output = sink.Output ??= new SegmentOutput(sink.Segment, blocks);
        outputs.Add(output);
        long startUs = output.Segment.StartMonotonicUs + MediaTime.ToUs(fragment.Entry.Start90k);
        if (output.IsOpen)
        {
            Try(output, startUs, fragment.Entry.Bytes, () => output.Append(fragment));
            return;
        }
        bool mayBegin = output.LostFromUs is null || fragment.Entry.StartsWithRandomAccess;
        if (mayBegin && Environment.TickCount64 >= output.RetryAtTick)
        {
            Try(output, startUs, fragment.Entry.Bytes + HeaderBytesBound, () => Create(output, fragment, startUs));
        }
    }

    public void Close(SegmentSink sink, long endUs)
    {
        SegmentOutput output = sink.Output ??= new SegmentOutput(sink.Segment, blocks);
        if (output.LostFromUs is null && sink.AbandonedAtUs is { } abandonedUs)
        {
            output.LostFromUs = abandonedUs;
            output.LostBecause = "The disk was too slow.";
        }
        NoteLoss(output, endUs);
        if (!output.IsOpen)
        {
            outputs.Remove(output);
            return;
        }
        output.EndUs = Math.Min(endUs, sink.AbandonedAtUs ?? endUs);
    }

    /// <summary>Makes everything durable, then tells the index, in this order.</summary>
    public void SyncAll()
    {
        foreach (SegmentOutput output in outputs.ToList())
        {
            if (output.IsDirty)
            {
                SyncOne(output);
            }
        }
        SyncNames();
        foreach (SegmentOutput output in outputs.Where(o => o.IsOpen && o.HasNews && !o.IsNewName).ToList())
        {
            Describe(output);
        }
        Post();
    }

    /// <summary>Ends what the recorder left open; everything was synced before.</summary>
    public void CloseAll()
    {
        foreach (SegmentOutput output in outputs.ToList())
        {
            output.EndUs ??= output.WrittenEndUs;
            NoteLoss(output, clock.MonotonicUs);
        }
        SyncAll();
    }

    public void Dispose() => blocks.Dispose();

    private void Create(SegmentOutput output, Fragment fragment, long startUs)
    {
        long id = site.NextId();
        string path = site.PrepareFolder(id);
        Guid boot = BootOf(output);
        SegmentIdentity identity = new(
            id, site.Marker.Id, output.Segment.Camera, output.Segment.Stream, boot, output.Segment.StartMonotonicUs, timeline.Find(boot)!.OffsetUs)
        {
            IsBackfilled = output.Segment.IsBackfilled,
        };
        try
        {
            output.Create(id, path, SegmentHeader.Build(identity, output.Segment.Tracks), fragment);
        }
        catch (IOException) when (output.IsOpen)
        {
            output.Dispose();
            Durable.Unlink(path);
            throw;
        }
        NoteLoss(output, startUs);
    }

    private void Try(SegmentOutput output, long fragmentStartUs, long bytes, Action write)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                write();
                return;
            }
            catch (IOException failure) when (DiskException.IsFull(failure) && attempt < FullRetries && room.MakeRoom(bytes))
            {
                continue;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or Core.NvrException)
            {
                Fail(output, Math.Min(fragmentStartUs, output.LostFromUs ?? fragmentStartUs), failure);
                return;
            }
        }
    }

    private void SyncOne(SegmentOutput output)
    {
        try
        {
            output.Sync();
        }
        catch (DiskException failure)
        {
            Fail(output, output.DurableEndUs, failure);
        }
    }

    /// <summary>Gives up a file: what had been synced before stays indexed, as suspect; the rest is lost.</summary>
    private void Fail(SegmentOutput output, long lostFromUs, Exception failure)
    {
        bool wasOpen = output.IsOpen;
        bool isKept = wasOpen && output.HasDurable && !output.IsNewName;
        if (wasOpen)
        {
            lostFromUs = Math.Min(lostFromUs, isKept ? output.DurableEndUs : output.StartUs);
        }
        output.LostFromUs = Math.Min(output.LostFromUs ?? lostFromUs, lostFromUs);
        output.LostBecause = failure is IOException full && DiskException.IsFull(full) ? "The disk was full." : "The disk failed.";
        output.RetryAtTick = Environment.TickCount64 + RetryMs;
        if (isKept)
        {
            changes.Add(output.Describe(SegmentState.Suspect) with { BootId = BootOf(output) });
        }
        output.Dispose();
        if (wasOpen && !isKept)
        {
            site.TryUnlink(output.Id);
        }
        site.Failed(output.LostBecause);
        report(HealthLevel.Failure, $"{output.LostBecause} Footage of camera {output.Segment.Camera} is being lost: {failure.Message}");
        if (output.EndUs is { } endUs)
        {
            NoteLoss(output, endUs);
            outputs.Remove(output);
        }
    }

    private void SyncNames()
    {
        foreach (IGrouping<string, SegmentOutput> files in
            outputs.Where(o => o.IsOpen && o.IsNewName && o.HasDurable).GroupBy(o => site.Folders.Folder(o.Id)).ToList())
        {
            SyncNames(files.Key, files);
        }
    }

    // As with a file's bytes, a directory's failed fsync is not repeated: its names are given up, and with them their files.
    private void SyncNames(string folder, IEnumerable<SegmentOutput> files)
    {
        try
        {
            Durable.SyncDirectory(folder);
            foreach (SegmentOutput output in files)
            {
                output.NameIsDurable();
            }
        }
        catch (DiskException failure)
        {
            foreach (SegmentOutput output in files)
            {
                Fail(output, output.StartUs, failure);
            }
        }
    }

    private void Describe(SegmentOutput output)
    {
        bool ended = output.EndUs is not null;
        SegmentChange change = output.Describe(ended ? SegmentState.Closed : SegmentState.Open) with { BootId = BootOf(output) };
        changes.Add(change);
        output.IsDescribed();
        if (!output.Segment.IsBackfilled && !site.IsVolatile)
        {
            ledger.NoteDurable(output.Stream, output.DurableEndUs);
        }
        if (ended)
        {
            output.Dispose();
            outputs.Remove(output);
        }
    }

    private void Post()
    {
        if (changes.Count == 0)
        {
            return;
        }
        index.Post(batch =>
        {
            foreach (SegmentChange change in changes)
            {
                batch.Add(change);
                if (change.IsBackfilled)
                {
                    // It fills a hole of the past: nothing before it ends by it, and it tells nothing of when nvrd ran.
                    continue;
                }
                EndBefore(change, batch);
                if (ledger.Resolve(change.Stream, new BootMoment(change.BootId, change.StartUs)) is { } stopped)
                {
                    batch.Add(stopped);
                }
            }
        });
        site.Works();
        changes.Clear();
    }

    // A camera that reconnects may bring a segment that begins before the last one ended; two recordings of a stream never overlap.
    private void EndBefore(SegmentChange change, IndexBatch batch)
    {
        if (latest.TryGetValue(change.Stream, out var before) && before.Id != change.Id && before.EndUs > change.StartUs && before.StartUs < change.StartUs)
        {
            batch.AddDuration(before.Id, change.StartUs - before.StartUs);
        }
        if (before.Id <= change.Id)
        {
            latest[change.Stream] = (change.Id, change.StartUs, change.EndUs);
        }
    }

    private Guid BootOf(SegmentOutput output) => output.Segment.BackfilledBoot ?? clock.BootId;

    private void NoteLoss(SegmentOutput output, long untilUs)
    {
        if (output.Segment.IsBackfilled)
        {
            // The gap that it was to fill still says what is missing.
            output.LostFromUs = null;
        }
        if (output.LostFromUs is { } fromUs)
        {
            GapRow gap = new(
                output.Stream, new BootMoment(clock.BootId, fromUs), new BootMoment(clock.BootId, untilUs), GapReason.Disk, output.LostBecause);
            index.Post(batch => batch.Add(gap));
            output.LostFromUs = null;
        }
    }
}
