namespace Nvr.Recording.Segments;

/// <summary>
/// Places contiguous segments on the box's monotonic clock so that they tile: each begins exactly where the one before ended. A camera's
/// crystal runs up to some 100 ppm fast or slow; the difference is taken out at segment boundaries in steps too small to see.
/// </summary>
internal static class SegmentPlacement
{
    /// <summary>Correction at one boundary: 10 ms in 60 s is 167 ppm, more than any crystal is off, less than half a frame.</summary>
    private const long LargestSlewUs = 10_000;

    /// <summary>A difference that is no drift: the camera restarted its timeline or frames were lost.</summary>
    private const long JumpUs = 500_000;

    /// <summary>Where the next segment begins.</summary>
    /// <param name="previousStartUs">Start of the segment before.</param>
    /// <param name="expectedUs">Its start plus its media duration.</param>
    /// <param name="measuredUs">Capture time of the next segment's first moment.</param>
    public static long NextStart(long previousStartUs, long expectedUs, long measuredUs)
    {
        long difference = measuredUs - expectedUs;
        long start = Math.Abs(difference) > JumpUs
            ? measuredUs
            : expectedUs + Math.Clamp(difference, -LargestSlewUs, LargestSlewUs);
        return Math.Max(start, previousStartUs + 1);
    }
}
