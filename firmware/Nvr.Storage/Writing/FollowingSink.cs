using Nvr.Mp4;
using Nvr.Storage.Volumes;

namespace Nvr.Storage.Writing;

/// <summary>
/// A segment of live footage that goes on elsewhere when its volume fails or is taken away, and on a volume again when there is one: at the next fragment that begins with a key
/// frame, instead of with the next segment, which may be a minute away. Used by one thread at a time; never blocks.
/// </summary>
internal sealed class FollowingSink(
    NewSegment segment, VolumeSet volumes, Func<NewSegment, long, (ISegmentSink Sink, Volume? Volume)> begin) : ISegmentSink
{
    private (ISegmentSink Sink, Volume? Volume) now = begin(segment, segment.StartMonotonicUs);

    public void Append(Fragment fragment)
    {
        long startUs = segment.StartMonotonicUs + MediaTime.ToUs(fragment.Entry.Start90k);
        if (fragment.Entry.StartsWithRandomAccess && volumes.ShouldLeave(now.Volume))
        {
            now.Sink.Close(startUs);
            now = begin(segment, startUs);
        }
        if (now.Sink is SegmentSink sink && fragment.Entry.StartsWithRandomAccess)
        {
            if (sink.TryAppend(fragment))
            {
                return;
            }
            // Between that look and now the volume was taken out of use.
            sink.Close(startUs);
            now = begin(segment, startUs);
        }
        now.Sink.Append(fragment);
    }

    public void Close(long endMonotonicUs) => now.Sink.Close(endMonotonicUs);
}
