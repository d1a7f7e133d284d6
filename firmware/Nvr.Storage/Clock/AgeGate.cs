using Nvr.Core.Time;

namespace Nvr.Storage.Clock;

/// <summary>
/// Says whether footage may be deleted for its age. A clock that jumped, or that claims a long absence, is not believed until NTP
/// confirms it or it has been steady for a day of monotonic time: a wrong clock must not delete anything. Used by one thread.
/// </summary>
internal sealed class AgeGate(BoxClock clock)
{
    private const long SteadyUs = 24L * 3600 * 1_000_000;
    private const long LargeStepUs = 3600L * 1_000_000;
    private const long LongAbsenceUs = 7L * SteadyUs;

    private long closedUntilUs = long.MinValue;

    public bool IsOpen => clock.MonotonicUs >= closedUntilUs;

    public void Start(UtcTime? lastFootage, UtcTime wall, bool synchronised)
    {
        bool doubtful = lastFootage is { } last && (wall < last || wall.Since(last) > LongAbsenceUs);
        if (doubtful && !synchronised)
        {
            Close();
        }
    }

    public void Stepped(long changeUs)
    {
        if (Math.Abs(changeUs) > LargeStepUs)
        {
            Close();
        }
    }

    public void Sample(bool synchronised)
    {
        if (synchronised)
        {
            closedUntilUs = long.MinValue;
        }
    }

    private void Close() => closedUntilUs = clock.MonotonicUs + SteadyUs;
}
