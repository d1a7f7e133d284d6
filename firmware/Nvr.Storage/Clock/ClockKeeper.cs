using Nvr.Core.Health;
using Nvr.Core.Time;

namespace Nvr.Storage.Clock;

/// <summary>
/// Watches the wall clock and keeps the present boot where it belongs in UTC. A step re-dates what this boot recorded, by one
/// changed offset; nothing is rewritten or deleted. Called by the store's housekeeping thread alone.
/// </summary>
internal sealed class ClockKeeper(BoxClock clock, BootTimeline timeline, Func<bool> isSynchronised, HealthBoard health, StorageJournal? journal)
{
    private const long StepUs = 1_000_000;

    // Two clocks cannot be read at once: what differs by less is the reading, not the clock.
    private const long NoiseUs = 20_000;
    private const string Part = "clock";

    private long lastOffsetUs;

    /// <summary>Whether deletion by age may trust the clock.</summary>
    public AgeGate Gate { get; } = new(clock);

    /// <summary>Registers this boot, before anything is recorded.</summary>
    public void Start()
    {
        lastOffsetUs = ReadOffsetUs();
        UtcTime? lastFootage = LastFootageBefore();
        UtcTime wall = new(clock.MonotonicUs + lastOffsetUs);
        Boot? known = timeline.Find(clock.BootId)?.Boot;
        bool synchronised = isSynchronised();
        if (known is null or { Certainty: BootCertainty.Provisional })
        {
            Gate.Start(lastFootage, wall, synchronised);
        }
        bool believable = synchronised || lastFootage is null || wall >= lastFootage;
        if (known is null)
        {
            Register(believable, synchronised, lastFootage);
        }
        else if (known.Certainty != BootCertainty.Provisional || believable)
        {
            Adopt(known, lastOffsetUs, synchronised, "while nvrd was not running");
        }
        ReportHealth();
    }

    /// <summary>Looks at the clock; to be called about once a second.</summary>
    public void Sample()
    {
        long offsetUs = ReadOffsetUs();
        Boot boot = timeline.Find(clock.BootId)!.Boot;
        bool synchronised = isSynchronised();
        Gate.Sample(synchronised);
        bool stepped = Math.Abs(offsetUs - lastOffsetUs) > StepUs;
        bool provisional = boot.Certainty == BootCertainty.Provisional;
        if (stepped || synchronised || !provisional)
        {
            Adopt(boot, offsetUs, synchronised, "just now");
        }
        lastOffsetUs = offsetUs;
        if (stepped || provisional)
        {
            ReportHealth();
        }
    }

    private void Register(bool believable, bool synchronised, UtcTime? lastFootage)
    {
        long now = clock.MonotonicUs;
        long offsetUs = believable ? lastOffsetUs : lastFootage!.Value.Microseconds - now;
        BootCertainty certainty = !believable ? BootCertainty.Provisional : synchronised ? BootCertainty.Synchronised : BootCertainty.Measured;
        timeline.Set(new Boot(clock.BootId, timeline.NextOrdinal(), offsetUs, certainty, now, now));
        if (!believable)
        {
            journal?.Invoke(HealthLevel.Attention, $"The clock shows a time before the latest footage; recording is dated from {lastFootage} until the clock is set.");
        }
    }

    private void Adopt(Boot boot, long offsetUs, bool synchronised, string when)
    {
        long changeUs = offsetUs - boot.OffsetUs;
        BootCertainty certainty = synchronised ? BootCertainty.Synchronised : BootCertainty.Measured;
        bool surer = certainty > boot.Certainty;
        if (Math.Abs(changeUs) <= NoiseUs && !surer)
        {
            return;
        }
        // A boot has one offset, so its own spans move together and cannot overlap; earlier boots make room by placement.
        timeline.Set(boot with { OffsetUs = Math.Abs(changeUs) <= NoiseUs ? boot.OffsetUs : offsetUs, Certainty = surer ? certainty : boot.Certainty });
        if (Math.Abs(changeUs) > StepUs)
        {
            Gate.Stepped(changeUs);
            journal?.Invoke(HealthLevel.Attention, $"The clock was set by {Describe(changeUs)} {when}; footage since the last start was re-dated with it.");
        }
    }

    private void ReportHealth()
    {
        bool provisional = timeline.Find(clock.BootId)!.Boot.Certainty == BootCertainty.Provisional;
        health.Report(
            provisional
                ? new HealthItem(Part, HealthLevel.Attention, "The clock shows a time before the latest footage.", "Set the clock, or connect the box to a time server.")
                : new HealthItem(Part, HealthLevel.Ok, "The clock is plausible."));
    }

    private UtcTime? LastFootageBefore()
    {
        PlacedBoot? last = timeline.Placed.LastOrDefault(b => b.Boot.Id != clock.BootId);
        return last?.End;
    }

    /// <summary>Wall minus monotonic time, with the two readings close together: a thread put aside between them would look like a step.</summary>
    private long ReadOffsetUs()
    {
        long bestSpreadUs = long.MaxValue;
        long best = 0;
        for (int i = 0; i < 8 && bestSpreadUs > 1_000; i++)
        {
            long before = clock.MonotonicUs;
            long wall = clock.WallNow.Microseconds;
            long after = clock.MonotonicUs;
            if (after - before < bestSpreadUs)
            {
                bestSpreadUs = after - before;
                best = wall - before - (bestSpreadUs / 2);
            }
        }
        return best;
    }

    private static string Describe(long changeUs)
    {
        TimeSpan change = TimeSpan.FromMicroseconds(Math.Abs(changeUs));
        string amount = change.TotalDays >= 2 ? $"{change.TotalDays:0} days" : change.ToString(@"d\.hh\:mm\:ss", null);
        return changeUs > 0 ? amount + " forward" : amount + " back";
    }
}
