namespace Nvr.Core.Time;

/// <summary>
/// The two clocks of the box. Monotonic time orders and measures; wall time only labels. Monotonic microseconds count from an
/// arbitrary point that is fixed for one boot of the machine (CLOCK_MONOTONIC), so they are comparable between processes of the
/// same <see cref="BootId"/> and meaningless across boots. Thread-safe.
/// </summary>
public sealed class BoxClock(TimeProvider time, Guid bootId)
{
    private const string KernelBootId = "/proc/sys/kernel/random/boot_id";

    private static readonly TimeSpan TimerMargin = TimeSpan.FromMilliseconds(10);

    private volatile TimeZoneInfo? zone;

    public Guid BootId { get; } = bootId;

    public TimeProvider Time { get; } = time;

    /// <summary>By which clock people at the box live: schedules, searches and what is told to them go by it. What the owner chose, else the system's; may change at any moment.</summary>
    public TimeZoneInfo Zone => zone ?? Time.LocalTimeZone;

    public long MonotonicUs => (long)(Time.GetTimestamp() * (Int128)1_000_000 / Time.TimestampFrequency);

    /// <summary>What the system clock says now; may step at any moment, in either direction.</summary>
    public UtcTime WallNow => UtcTime.From(Time.GetUtcNow());

    /// <summary>
    /// How long until just after the next whole multiple of the interval on the monotonic clock: whatever looks once an interval looks at the same moments, and
    /// one wake-up of the timer and of a pool thread serves it all. The system's timers count in ticks of 4 to 10 ms and may end that much early: the margin keeps
    /// them from ending before the moment, and the caller from asking again for the rest.
    /// </summary>
    public TimeSpan UntilNext(TimeSpan interval)
    {
        long intervalUs = (long)interval.TotalMicroseconds;
        return TimeSpan.FromMicroseconds(intervalUs - (MonotonicUs % intervalUs)) + TimerMargin;
    }

    /// <summary>Wall minus monotonic time in microseconds, now. Changes only when the system clock is stepped or slewed.</summary>
    public long WallOffsetUs => WallNow.Microseconds - MonotonicUs;

    /// <summary>From now on people live by this zone; null for the system's own.</summary>
    public void LiveIn(TimeZoneInfo? chosen) => zone = chosen;

    /// <summary>The machine's clock, with the kernel's boot id; where the kernel does not tell one, a fresh id for this process.</summary>
    public static BoxClock System()
    {
        bool known = File.Exists(KernelBootId);
        Guid boot = known && Guid.TryParse(File.ReadAllText(KernelBootId).Trim(), out Guid id) ? id : Guid.NewGuid();
        return new BoxClock(TimeProvider.System, boot);
    }
}
