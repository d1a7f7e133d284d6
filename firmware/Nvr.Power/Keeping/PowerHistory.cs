using Nvr.Core.Time;

namespace Nvr.Power.Keeping;

/// <summary>One minute of a port. Immutable.</summary>
/// <param name="At">When it began, as the clock says now.</param>
/// <param name="Watts">The mean of what was measured.</param>
public readonly record struct PowerMinute(UtcTime At, double Watts);

/// <summary>
/// What one port gave in each minute of the last day, in memory. Minutes are counted by monotonic time; a clock that is set labels them anew. Used under its owner's lock.
/// </summary>
internal sealed class PowerHistory
{
    public const int Minutes = 1440;

    private const double StepsAWatt = 100;
    private const ushort Nothing = ushort.MaxValue;
    private const long MinuteUs = 60_000_000;

    private readonly ushort[] ring = [.. Enumerable.Repeat(Nothing, Minutes)];
    private long minute = long.MinValue;
    private double sum;
    private int count;

    public void Note(long nowUs, double watts)
    {
        long now = nowUs / MinuteUs;
        if (now != minute)
        {
            Forget(now);
            (minute, sum, count) = (now, 0, 0);
        }
        sum += watts;
        count++;
        ring[Place(now)] = (ushort)Math.Clamp(Math.Round(sum / count * StepsAWatt), 0, Nothing - 1);
    }

    /// <summary>Oldest first; minutes without a measurement are left out.</summary>
    public IReadOnlyList<PowerMinute> Read(BoxClock clock)
    {
        List<PowerMinute> found = [];
        long now = clock.MonotonicUs / MinuteUs;
        for (long at = Math.Max(now - Minutes + 1, 0); at <= now; at++)
        {
            if (at <= minute && at > minute - Minutes && ring[Place(at)] is not Nothing and var steps)
            {
                found.Add(new PowerMinute(new UtcTime((at * MinuteUs) + clock.WallOffsetUs), steps / StepsAWatt));
            }
        }
        return found;
    }

    // What lies between the last measurement and this one was not measured, and a day ago it was another one.
    private void Forget(long now)
    {
        long from = Math.Max(Math.Max(minute + 1, now - Minutes + 1), 0);
        for (long at = from; at <= now; at++)
        {
            ring[Place(at)] = Nothing;
        }
    }

    private static int Place(long minute) => (int)(minute % Minutes);
}
