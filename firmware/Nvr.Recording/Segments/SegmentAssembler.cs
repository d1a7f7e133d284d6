using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Mp4;
using Nvr.Storage;

namespace Nvr.Recording.Segments;

/// <summary>
/// Turns the access units of a stream into segments of fragments: a fragment lasts at most a second, a segment about a minute
/// and begins at a key frame. Pump thread only. Never fails: what the disk cannot take is the writer's to account for.
/// </summary>
internal sealed class SegmentAssembler
{
    private const int VideoRate = 90_000;
    private const int VideoTrack = 0;
    private const int AudioTrack = 1;

    /// <summary>Until two frames have been seen: 25 a second.</summary>
    private const long DefaultFrame90k = 3_600;

    /// <summary>A fragment is cut before the frame that would make it longer than this.</summary>
    private const long LongestFragment90k = VideoRate;

    /// <summary>A key frame begins a fragment of its own unless the present one is younger than this.</summary>
    private const long ShortestFragment90k = VideoRate / 2;

    /// <summary>A second of sound comes in some hundred packets; a fragment has no room for a flood.</summary>
    private const int MostSamples = 8 * 1024;

    /// <summary>Frames wait no longer than this for their fragment to fill when the camera falls silent.</summary>
    private const long IdleFlushUs = 1_500_000;

    private readonly SegmentCadence cadence;
    private readonly Func<OpenSegment, ISegmentSink> begin;
    private readonly long[] endDts = new long[2];
    private readonly ClockAlignment videoClock = new();
    private readonly ClockAlignment audioClock = new();
    private OpenSegment? previous;
    private OpenSegment? open;
    private TrackFormat? audioFormat;
    private bool isFirst = true;

    public SegmentAssembler(CameraId camera, StreamKind stream, IFootageWriter writer, SegmentCadence cadence)
    {
        this.cadence = cadence;
        begin = segment =>
        {
            if (segment.IsFresh)
            {
                Resumed(segment.Times.StartUs);
            }
            return writer.Begin(new NewSegment(camera, stream, segment.Times.StartUs, segment.Tracks));
        };
    }

    /// <summary>Monotonic microseconds up to which there is footage; null before the first fragment.</summary>
    public long? RecordedUntilUs { get; private set; }

    public bool IsOpen => open is not null;

    /// <summary>
    /// The next segment may begin at any picture, because the one before it in the recording holds the key frame: set for what continues footage that is there.
    /// </summary>
    public bool Continues { get; set; }

    /// <summary>
    /// Pictures come as a camera sends them: when the first was captured is known better with each that follows, because some come with less delay. Until the first fragment is cut, the segment's beginning
    /// follows that; most sockets are read some tenths of a second late at first.
    /// </summary>
    public bool IsLive { get; init; }

    /// <summary>Told when footage begins again after there was none, and with which moment.</summary>
    public Action<long> Resumed { get; init; } = _ => { };

    /// <summary>Adds a picture; pictures before the first key frame are left out.</summary>
    public void AddVideo(in AccessUnit unit)
    {
        if (open is null ? unit.IsRandomAccess || Continues : unit.IsRandomAccess && MustSwitch(open, unit))
        {
            Switch(unit);
        }
        if (open is not { } segment)
        {
            return;
        }
        long dts = segment.Times.VideoDts(unit.Dts);
        CutBefore(segment, dts, unit.IsRandomAccess);
        segment.Builder.Append(VideoTrack, dts, unit.CompositionOffset, unit.IsRandomAccess, unit.Data);
        segment.Times.OnVideo(dts, unit.CaptureUs);
        if (IsLive && segment is { IsFresh: true, HasFile: false })
        {
            segment.Times.BeginBy(unit.CaptureUs - ToUs(dts), RecordedUntilUs ?? long.MinValue);
        }
    }

    /// <summary>Adds sound in a format that MP4 can carry. Sound from before the segment's first moment is left out.</summary>
    public void AddAudio(TrackFormat format, long dts, long captureUs, ReadOnlySpan<byte> data)
    {
        audioFormat = format;
        long alignedUs = audioClock.Align(dts, format.ClockRate, captureUs);
        open?.TryAddSound(format);
        if (open is { AudioFormat: { } stored } segment && stored.Equals(format) && segment.Builder.SampleCount < MostSamples
            && segment.Times.TryAudioDts(alignedUs, format.ClockRate, out long segmentDts))
        {
            segment.Builder.Append(AudioTrack, segmentDts, 0, true, data);
            segment.Times.OnAudio(segmentDts);
        }
    }

    /// <summary>Writes what has been waiting too long. Called after each drain.</summary>
    public void FlushIdle(long nowUs)
    {
        if (open is { Builder.IsEmpty: false } segment && nowUs - segment.Times.LastVideoCaptureUs > IdleFlushUs)
        {
            Cut(segment, segment.Times.NominalVideoEnd);
        }
    }

    /// <summary>Frames are missing: the segment ends here, and the next begins at the next key frame.</summary>
    public void Break()
    {
        if (open is { } segment)
        {
            Close(segment, segment.Times.NominalVideoEnd, null);
        }
    }

    /// <summary>As <see cref="Break"/>, where something else begins at that moment: the segment does not reach over it.</summary>
    public void BreakAt(long latestUs)
    {
        if (open is { } segment)
        {
            long end = segment.Times.NominalVideoEnd;
            Close(segment, end, Math.Min(latestUs, segment.Times.StartUs + ToUs(end)));
        }
    }

    /// <summary>As <see cref="Break"/>, where the last picture is known to have been shown until then.</summary>
    public void BreakWithPictureUntil(long endUs)
    {
        if (open is { } segment)
        {
            Close(segment, Math.Max(segment.Times.NominalVideoEnd, (endUs - segment.Times.StartUs) * VideoRate / 1_000_000), endUs);
        }
    }

    /// <summary>The session is over: the last fragment is written, the segment closed, the camera's clocks forgotten.</summary>
    public void EndSession()
    {
        Break();
        audioFormat = null;
        videoClock.Reset();
        audioClock.Reset();
    }

    private bool MustSwitch(OpenSegment segment, in AccessUnit unit)
    {
        TimeSpan length = isFirst ? cadence.First : SegmentCadence.Usual;
        return segment.Times.VideoDts(unit.Dts) >= (long)(length.TotalSeconds * VideoRate)
            || !segment.VideoFormat.Equals(unit.Format)
            || !Equals(audioFormat, segment.AudioFormat);
    }

    private void Switch(in AccessUnit key)
    {
        long alignedUs = videoClock.Align(key.Dts, VideoRate, key.CaptureUs);
        long lead90k = 0;
        long startUs = key.CaptureUs;
        (long frame, long sound) = (DefaultFrame90k, 0);
        bool isFresh = open is null;
        if (open is { } segment)
        {
            (frame, sound) = (segment.Times.FrameDuration, segment.Times.SoundDuration);
            long keyDts = segment.Times.VideoDts(key.Dts);
            lead90k = segment.Times.AudioLead90k(keyDts);
            long expectedUs = segment.Times.StartUs + ToUs(keyDts - lead90k);
            startUs = SegmentPlacement.NextStart(segment.Times.StartUs, expectedUs, key.CaptureUs - ToUs(lead90k));
            Close(segment, keyDts, startUs);
            isFirst = false;
        }
        else if (RecordedUntilUs is { } until)
        {
            startUs = Math.Max(startUs, until);
        }
        var times = new SegmentTimes(startUs, key.Dts - lead90k, alignedUs - ToUs(lead90k), frame, sound);
        TrackFormat[] tracks = audioFormat is null ? [key.Format] : [key.Format, audioFormat];
        open = new OpenSegment(tracks, times, BuilderFor(tracks), isFresh);
        Continues = false;
    }

    /// <summary>One builder serves segment after segment: it is empty between them, and keeps its tables.</summary>
    private FragmentBuilder BuilderFor(IReadOnlyList<TrackFormat> tracks) =>
        previous is { } segment && segment.Tracks.SequenceEqual(tracks) ? segment.Builder : new FragmentBuilder(tracks);

    private void CutBefore(OpenSegment segment, long dts, bool isKey)
    {
        if (segment.Times.FragmentStart is not { } start)
        {
            return;
        }
        long age = dts - start;
        if (age + segment.Times.FrameDuration > LongestFragment90k || (isKey && age >= ShortestFragment90k))
        {
            Cut(segment, dts);
        }
    }

    private void Cut(OpenSegment segment, long videoEnd)
    {
        endDts[VideoTrack] = videoEnd;
        endDts[AudioTrack] = segment.Times.NominalAudioEnd;
        segment.Cut(endDts, begin);
        segment.Times.OnCut();
        RecordedUntilUs = segment.Times.StartUs + ToUs(videoEnd);
    }

    private void Close(OpenSegment segment, long videoEnd, long? endUs)
    {
        if (!segment.Builder.IsEmpty)
        {
            Cut(segment, videoEnd);
        }
        RecordedUntilUs = endUs ?? RecordedUntilUs ?? segment.Times.StartUs;
        segment.Close(RecordedUntilUs.Value);
        (previous, open) = (segment, null);
    }

    private static long ToUs(long ticks90k) => ticks90k * 100 / 9;
}
