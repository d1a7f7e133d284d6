namespace Nvr.Core.Time;

/// <summary>
/// The two clocks of the box. Monotonic time orders and measures; wall time only labels. Monotonic microseconds count from an
/// arbitrary point that is fixed for one boot of the machine (CLOCK_MONOTONIC), so they are comparable between processes of the
/// same <see cref="BootId"/> and meaningless across boots. Thread-safe.
/// </summary>
public sealed class BoxClock(TimeProvider time, Guid bootId)
{
    private const string KernelBootId = "/proc/sys/kernel/random/boot_id";

    public Guid BootId { get; } = bootId;

    public TimeProvider Time { get; } = time;

    public long MonotonicUs => (long)(Time.GetTimestamp() * (Int128)1_000_000 / Time.TimestampFrequency);

    /// <summary>What the system clock says now; may step at any moment, in either direction.</summary>
    public UtcTime WallNow => UtcTime.From(Time.GetUtcNow());

    /// <summary>Wall minus monotonic time in microseconds, now. Changes only when the system clock is stepped or slewed.</summary>
    public long WallOffsetUs => WallNow.Microseconds - MonotonicUs;

    /// <summary>The machine's clock, with the kernel's boot id; where the kernel does not tell one, a fresh id for this process.</summary>
    public static BoxClock System()
    {
        bool known = File.Exists(KernelBootId);
        Guid boot = known && Guid.TryParse(File.ReadAllText(KernelBootId).Trim(), out Guid id) ? id : Guid.NewGuid();
        return new BoxClock(TimeProvider.System, boot);
    }
}
