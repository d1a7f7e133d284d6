using Nvr.Core.Media;
using Nvr.Mp4;
using Nvr.Storage;

namespace Nvr.Recording.Segments;

/// <summary>What belongs to the segment that is being written: its tracks, its clockwork, its fragment in the making, its file.</summary>
internal sealed class OpenSegment(IReadOnlyList<TrackFormat> tracks, SegmentTimes times, FragmentBuilder builder, ISegmentSink sink)
{
    private uint fragments;

    public IReadOnlyList<TrackFormat> Tracks { get; } = tracks;

    public SegmentTimes Times { get; } = times;

    public FragmentBuilder Builder { get; } = builder;

    public ISegmentSink Sink { get; } = sink;

    public TrackFormat VideoFormat => Tracks[0];

    public TrackFormat? AudioFormat => Tracks.Count > 1 ? Tracks[1] : null;

    public uint NextFragmentNumber() => ++fragments;
}
