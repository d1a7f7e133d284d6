using Nvr.Core.Time;

namespace Nvr.Appliance.Exports;

/// <summary>How far the wall clock was set while the program ran. One caller at a time.</summary>
internal sealed class ClockSteps(BoxClock clock)
{
    /// <summary>What a time server does little by little is none.</summary>
    private const long LeastUs = 60_000_000;

    private UtcTime wall = clock.WallNow;
    private long monotonicUs = clock.MonotonicUs;

    /// <summary>Microseconds since the last call, negative when it was set back; 0 where it was not set.</summary>
    public long Take()
    {
        (UtcTime wallNow, long monotonicNowUs) = (clock.WallNow, clock.MonotonicUs);
        long stepUs = wallNow.Since(wall) - (monotonicNowUs - monotonicUs);
        (wall, monotonicUs) = (wallNow, monotonicNowUs);
        return Math.Abs(stepUs) < LeastUs ? 0 : stepUs;
    }
}
