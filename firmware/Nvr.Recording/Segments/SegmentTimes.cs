namespace Nvr.Recording.Segments;

/// <summary>
/// The clockwork of one open segment: maps the session's ticks to the segment's and remembers where each track stands.
/// Segment ticks count from media time 0, which the recording places at <paramref name="startUs"/> on the monotonic clock.
/// </summary>
/// <param name="startUs">Where the segment lies in the recording; tiles with its neighbours.</param>
/// <param name="videoBaseDts">Session ticks of media time 0.</param>
/// <param name="alignedZeroUs">Media time 0 on the session's aligned clock, to which sound is placed.</param>
/// <param name="frameDuration">Distance of pictures known so far, 90 kHz ticks.</param>
/// <param name="soundDuration">Length of a packet of sound known so far, ticks of its track; 0 when none is.</param>
internal sealed class SegmentTimes(long startUs, long videoBaseDts, long alignedZeroUs, long frameDuration, long soundDuration)
{
    private const long VideoRate = 90_000;

    /// <summary>Most sound that may precede the first picture of a segment.</summary>
    private const long LongestLead90k = VideoRate / 4;

    /// <summary>Less is the rounding of clocks.</summary>
    private const long LeastNewsUs = 1_000;

    private long lastVideoDts = -1;
    private long lastAudioDts = -1;
    private int audioRate = 1;

    public long StartUs { get; private set; } = startUs;

    public long LastVideoCaptureUs { get; private set; }

    /// <summary>Distance of the last two pictures.</summary>
    public long FrameDuration { get; private set; } = frameDuration;

    /// <summary>Distance of the last two packets of sound.</summary>
    public long SoundDuration { get; private set; } = soundDuration;

    /// <summary>Segment time of the present fragment's first picture; null while it has none.</summary>
    public long? FragmentStart { get; private set; }

    public long NominalVideoEnd => lastVideoDts < 0 ? 0 : lastVideoDts + FrameDuration;

    public long NominalAudioEnd => lastAudioDts < 0 ? 0 : lastAudioDts + SoundDuration;

    public long VideoDts(long sessionDts) => sessionDts - videoBaseDts;

    /// <summary>Segment time of a packet of sound; false when it lies before the segment, or before sound that is already there.</summary>
    public bool TryAudioDts(long alignedUs, int clockRate, out long dts)
    {
        audioRate = clockRate;
        dts = (long)((alignedUs - alignedZeroUs) * (Int128)clockRate / 1_000_000);
        return alignedUs >= alignedZeroUs && dts > lastAudioDts;
    }

    /// <summary>How much sound of the next segment lies before its first picture at <paramref name="keyDts"/>, 90 kHz ticks.</summary>
    public long AudioLead90k(long keyDts)
    {
        if (lastAudioDts < 0)
        {
            return 0;
        }
        long audioEnd90k = NominalAudioEnd * VideoRate / audioRate;
        return Math.Clamp(keyDts - audioEnd90k, 0, Math.Min(LongestLead90k, keyDts));
    }

    /// <summary>A picture tells that media time 0 was earlier than thought; never before <paramref name="floorUs"/>. Only while nobody else knows when the segment began.</summary>
    public void BeginBy(long zeroUs, long floorUs)
    {
        if (StartUs - zeroUs > LeastNewsUs)
        {
            StartUs = Math.Max(zeroUs, Math.Min(StartUs, floorUs));
        }
    }

    public void OnVideo(long dts, long captureUs)
    {
        if (lastVideoDts >= 0 && dts - lastVideoDts < VideoRate * 2)
        {
            FrameDuration = dts - lastVideoDts;
        }
        FragmentStart ??= dts;
        lastVideoDts = dts;
        LastVideoCaptureUs = captureUs;
    }

    public void OnAudio(long dts)
    {
        SoundDuration = lastAudioDts < 0 ? SoundDuration : dts - lastAudioDts;
        lastAudioDts = dts;
    }

    public void OnCut() => FragmentStart = null;
}
