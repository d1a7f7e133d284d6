using Nvr.Mp4;
using Nvr.Storage.Index;

namespace Nvr.Storage.Writing;

/// <summary>A sink for the time without any volume: drops what it gets and makes a gap of it.</summary>
internal sealed class DroppingSink(NewSegment segment, long startUs, Guid bootId, Action<GapRow> lost) : ISegmentSink
{
    private bool closed;

    public void Append(Fragment fragment) => fragment.Dispose();

    public void Close(long endMonotonicUs)
    {
        if (closed || endMonotonicUs <= startUs)
        {
            return;
        }
        closed = true;
        lost(new GapRow(
            new StreamKey(segment.Camera, segment.Stream),
            new BootMoment(bootId, startUs),
            new BootMoment(bootId, endMonotonicUs),
            GapReason.Disk,
            "No disk could be written to."));
    }
}
