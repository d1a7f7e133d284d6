namespace Nvr.Media.Capture;

/// <summary>
/// Places a source's own times on the box's monotonic clock. V4L2 stamps by that very clock; a generator counts from zero; a driver may do
/// anything. Used by one thread. Times never step back and stay within two seconds of now.
/// </summary>
internal sealed class CaptureTimes
{
    private const long LargestErrorUs = 2_000_000;

    private long offsetUs;
    private long lastUs = long.MinValue;

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
