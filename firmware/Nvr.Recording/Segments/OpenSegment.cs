using Nvr.Core.Media;
using Nvr.Mp4;
using Nvr.Storage;

namespace Nvr.Recording.Segments;

/// <summary>What belongs to the segment that is being written: its tracks, its clockwork, its fragment in the making, its file once there is one.</summary>
/// <param name="tracks">Video first.</param>
/// <param name="times">Its clockwork.</param>
/// <param name="builder">Empty.</param>
/// <param name="isFresh">Nothing that is recorded ends where it begins.</param>
internal sealed class OpenSegment(IReadOnlyList<TrackFormat> tracks, SegmentTimes times, FragmentBuilder builder, bool isFresh)
{
    private ISegmentSink? sink;
    private uint fragments;

    public IReadOnlyList<TrackFormat> Tracks { get; private set; } = tracks;

    public SegmentTimes Times { get; } = times;

    public FragmentBuilder Builder { get; } = builder;

    public bool IsFresh { get; } = isFresh;

    public bool HasFile => sink is not null;

    public TrackFormat VideoFormat => Tracks[0];

    public TrackFormat? AudioFormat => Tracks.Count > 1 ? Tracks[1] : null;

    /// <summary>
    /// Sound that begins a moment after the first picture belongs to the segment from its beginning, as long as no fragment was cut: cameras send their first
    /// packet of sound when they like, and the next key frame may be minutes away.
    /// </summary>
    public void TryAddSound(TrackFormat format)
    {
        if (sink is null && AudioFormat is null)
        {
            Builder.AddTrack(format);
            Tracks = [.. Tracks, format];
        }
    }

    /// <summary>Hands all that waits to the file, which begins with the first fragment.</summary>
    public void Cut(ReadOnlySpan<long> endDts, Func<OpenSegment, ISegmentSink> begin)
    {
        sink ??= begin(this);
        sink.Append(Builder.Cut(++fragments, endDts[..Tracks.Count]));
    }

    public void Close(long endUs) => sink?.Close(endUs);
}
