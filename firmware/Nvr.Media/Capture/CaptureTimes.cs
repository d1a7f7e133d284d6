namespace Nvr.Media.Capture;

/// <summary>
/// Places a source's own times on the box's monotonic clock. V4L2 stamps by that very clock; a generator counts from zero; a driver may do
/// anything. Used by one thread. Times never step back and stay within two seconds of now.
/// </summary>
internal sealed class CaptureTimes
{
    private const long LargestErrorUs = 2_000_000;

    /// <summary>Older than this, a picture has waited in the device's queue because what comes after it is too slow.</summary>
    private const long StaleUs = 1_000_000;

    /// <summary>A driver's queue holds 32 pictures at most; what looks older is not stamped by this clock.</summary>
    private const long OldestUs = 20_000_000;

    private long offsetUs;
    private long lastUs = long.MinValue;

    /// <summary>
    /// Whether a picture of a device should be passed over. Where encoding is slower than the device, its queue stays full for ever: each
    /// picture would be seconds old, and placed as many seconds late.
    /// </summary>
    public static bool IsStale(long sourceUs, long nowUs) => nowUs - sourceUs is > StaleUs and < OldestUs;

    /// <summary>When the picture was taken, in monotonic microseconds.</summary>
    public long Place(long sourceUs, long nowUs)
    {
        if (Int128.Abs((Int128)sourceUs + offsetUs - nowUs) > LargestErrorUs)
        {
            offsetUs = nowUs - sourceUs;
        }
        lastUs = Math.Max(sourceUs + offsetUs, lastUs == long.MinValue ? long.MinValue : lastUs + 1);
        return lastUs;
    }
}
