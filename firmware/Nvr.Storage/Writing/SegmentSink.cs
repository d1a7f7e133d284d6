using Nvr.Core.Health;
using Nvr.Mp4;
using Nvr.Storage.Index;

namespace Nvr.Storage.Writing;

/// <summary>
/// The recorder's end of a segment: puts fragments into the volume's queue. When the queue is full the rest of the segment is dropped
/// until it is closed, and the loss becomes a gap. Used by one thread at a time; never blocks.
/// </summary>
internal sealed class SegmentSink(
    NewSegment segment, Guid bootId, WriteQueue queue, Action<GapRow> lost, Action<HealthLevel, string> report) : ISegmentSink
{
    private bool abandoned;
    private bool closed;

    public NewSegment Segment { get; } = segment;

    /// <summary>Where footage was dropped for want of room in the queue; null when none was. Written before Close is queued.</summary>
    public long? AbandonedAtUs { get; private set; }

    /// <summary>The file behind this sink; belongs to the writer thread.</summary>
    public SegmentOutput? Output { get; set; }

    public void Append(Fragment fragment)
    {
        if (!TryAppend(fragment))
        {
            Drop(fragment);
        }
    }

    /// <summary>The same, but false, and the fragment stays the caller's, when the volume takes nothing any more because it was taken out of use.</summary>
    public bool TryAppend(Fragment fragment)
    {
        if (!abandoned && !closed && queue.TryAdd(new WriteCommand(WriteKind.Append, this, fragment, 0), fragment.Entry.Bytes, Segment.IsBackfilled))
        {
            return true;
        }
        if (queue.IsStopped)
        {
            return false;
        }
        Drop(fragment);
        return true;
    }

    private void Drop(Fragment fragment)
    {
        if (!abandoned && !closed)
        {
            abandoned = true;
            AbandonedAtUs = Segment.StartMonotonicUs + MediaTime.ToUs(fragment.Entry.Start90k);
            Complain();
        }
        fragment.Dispose();
    }

    private void Complain()
    {
        if (!Segment.IsBackfilled)
        {
            report(HealthLevel.Failure, $"The disk is too slow: footage of camera {Segment.Camera} is being dropped.");
        }
    }

    public void Close(long endMonotonicUs)
    {
        if (closed)
        {
            return;
        }
        closed = true;
        bool taken = queue.TryAdd(new WriteCommand(WriteKind.Close, this, null, endMonotonicUs), 0);
        if (!taken && !Segment.IsBackfilled && AbandonedAtUs is { } lostFromUs)
        {
            StreamKey stream = new(Segment.Camera, Segment.Stream);
            lost(new GapRow(stream, new BootMoment(bootId, lostFromUs), new BootMoment(bootId, endMonotonicUs), GapReason.Disk, "The disk was taken out of use."));
        }
    }
}
