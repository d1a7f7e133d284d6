using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Sntp;

namespace Nvr.Appliance.Hosting;

/// <summary>
/// How far the box's clock may be believed: as the kernel says, else as the footage on the disks says, and never before this product existed. Thread-safe.
/// </summary>
internal sealed class ClockJudge(BoxClock clock, SystemClock system, HealthBoard health)
{
    /// <summary>The key under which storage says whether the clock contradicts the footage.</summary>
    private const string ClockPart = "clock";

    private static readonly UtcTime Earliest = UtcTime.From(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public ClockTrust Trust() =>
        clock.WallNow < Earliest || health.Read().Any(i => i is { Part: ClockPart, Level: not HealthLevel.Ok }) ? ClockTrust.None
        : system.IsSynchronised() ? ClockTrust.Synchronised
        : ClockTrust.Plausible;
}
