using Nvr.Board.Poe;

namespace Nvr.Power.Keeping;

/// <summary>What is remembered of one port while the program runs. Used under its owner's turn.</summary>
internal sealed class PortLedger
{
    private const long DayUs = 86_400_000_000;

    /// <summary>A camera that gets its power back is found, fed and started in less.</summary>
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(1);

    private readonly List<long> shedUs = [];
    private PoePower before;
    private double reservedWatts;
    private long reservedUntilUs = long.MinValue;

    public PowerHistory? History { get; private set; }

    /// <summary>The most that it drew since it got its power.</summary>
    public double PeakWatts { get; private set; }

    public long Cycles { get; set; }

    public long Faults { get; private set; }

    /// <summary>Takes in what the port does now.</summary>
    public void Look(PoePort port, double watts, long nowUs)
    {
        Faults += port.Power == PoePower.Fault && before != PoePower.Fault ? 1 : 0;
        before = port.Power;
        PeakWatts = port.Power == PoePower.Delivering ? Math.Max(PeakWatts, watts) : PeakWatts;
        if (port.Reading?.Watts is { } measured)
        {
            (History ??= new PowerHistory()).Note(nowUs, measured);
        }
        else if (port.Power is not PoePower.Unknown)
        {
            History?.Note(nowUs, 0);
        }
    }

    /// <summary>What it claims: a port that has just got its power back will draw what it did, and must not be taken for an empty one.</summary>
    public double ClaimOf(double watts, long nowUs) => nowUs < reservedUntilUs ? Math.Max(watts, reservedWatts) : watts;

    /// <summary>It gets its power, and will draw so much.</summary>
    public void Feed(double watts, long nowUs)
    {
        (PeakWatts, reservedWatts, reservedUntilUs) = (0, watts, nowUs + (long)Start.TotalMicroseconds);
    }

    public void Shed(long nowUs)
    {
        shedUs.RemoveAll(at => at < nowUs - DayUs);
        shedUs.Add(nowUs);
        reservedUntilUs = long.MinValue;
    }

    /// <summary>Somebody decided anew: what was before is no reason to wait.</summary>
    public void EndRest() => shedUs.Clear();

    /// <summary>Whether it was shed so short a time ago that it does not come back yet: each time of a day twice as long as before.</summary>
    public bool IsResting(PowerRules rules, long nowUs)
    {
        if (shedUs.Count == 0)
        {
            return false;
        }
        double rest = Math.Min(rules.FirstRest.TotalMicroseconds * Math.Pow(2, Math.Min(shedUs.Count - 1, 20)), rules.LongestRest.TotalMicroseconds);
        return nowUs < shedUs[^1] + rest;
    }
}
