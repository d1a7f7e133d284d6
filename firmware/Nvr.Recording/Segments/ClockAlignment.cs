namespace Nvr.Recording.Segments;

/// <summary>
/// Ties one track's media clock to the box's monotonic clock for a session. The distance of the two is taken from a capture time once and
/// then held, because capture times jitter and the distance of sound to picture must not; it is taken anew only when it is
/// off by more than people notice.
/// </summary>
internal sealed class ClockAlignment
{
    /// <summary>ITU-R BT.1359: sound may lag pictures by 125 ms before people notice.</summary>
    private const long NoticeableUs = 125_000;

    private long? offsetUs;

    /// <summary>The monotonic microsecond of a media time, given the capture time that was estimated for it.</summary>
    public long Align(long dts, int clockRate, long captureUs)
    {
        long mediaUs = (long)(dts * (Int128)1_000_000 / clockRate);
        long measured = captureUs - mediaUs;
        if (offsetUs is not { } held || Math.Abs(measured - held) > NoticeableUs)
        {
            offsetUs = held = measured;
        }
        return mediaUs + held;
    }

    /// <summary>A new session: nothing is known of its clock.</summary>
    public void Reset() => offsetUs = null;
}
