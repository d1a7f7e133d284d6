using Nvr.Core.Time;
using Nvr.Sntp.Chrony;
using Nvr.Storage.Clock;

namespace Nvr.Appliance.Hosting;

/// <summary>
/// Whether the box's clock follows a time server, and how well: as the kernel says, and where this program is closed in so far that it may not ask the kernel, as chrony says. Thread-safe; never fails.
/// </summary>
internal sealed class SystemClock(TimeProvider time, ChronyMonitor chrony)
{
    /// <summary>chrony itself looks at its sources every minute or less often.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private long askedAt;
    private bool wasAsked;
    private ClockDeviation? told;

    public SystemClock(BoxClock clock)
        : this(clock.Time, new ChronyMonitor())
    {
    }

    public bool IsSynchronised() => Deviation() is not null;

    /// <summary>Null while the clock follows nobody.</summary>
    public ClockDeviation? Deviation() => KernelClock.MayBeAsked ? KernelClock.Deviation() : AskChrony();

    private ClockDeviation? AskChrony()
    {
        lock (gate)
        {
            if (!wasAsked || time.GetElapsedTime(askedAt) > Kept)
            {
                told = chrony.Ask() is { } report ? new ClockDeviation(report.AheadMs, report.ErrorMs) : null;
                (askedAt, wasAsked) = (time.GetTimestamp(), true);
            }
            return told;
        }
    }
}
