using Nvr.Core.Time;

namespace Nvr.Storage.Clock;

/// <summary>
/// All boots of all volumes and where they are shown. Readers get an immutable snapshot without waiting; changes are rare, made by
/// one thread at a time, and told to <see cref="Changed"/> so that every volume stores them. Thread-safe.
/// </summary>
internal sealed class BootTimeline(Guid present)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Boot> boots = [];
    private volatile IReadOnlyList<PlacedBoot> placed = [];
    private volatile Dictionary<Guid, PlacedBoot> byId = [];

    /// <summary>Raised under the timeline's lock with a boot that is new or has another offset, certainty or ordinal.</summary>
    public event Action<Boot>? Changed;

    /// <summary>The boot in which this process runs. It grows: its <see cref="Boot.LastUs"/> means nothing.</summary>
    public Guid Present { get; } = present;

    /// <summary>In order of time, oldest first.</summary>
    public IReadOnlyList<PlacedBoot> Placed => placed;

    public PlacedBoot? Find(Guid boot) => byId.GetValueOrDefault(boot);

    public UtcTime ToUtc(Guid boot, long monotonicUs) => byId[boot].ToUtc(monotonicUs);

    /// <summary>Takes over what a volume's index knows. Of two opinions on a boot the more certain wins.</summary>
    public void Merge(IEnumerable<Boot> known)
    {
        lock (gate)
        {
            foreach (Boot boot in known)
            {
                boots[boot.Id] = boots.TryGetValue(boot.Id, out Boot? other) ? Join(other, boot) : boot;
            }
            Place_NeedsLock();
        }
    }

    /// <summary>Sets a boot as the latest of all, or changes it.</summary>
    public void Set(Boot boot)
    {
        lock (gate)
        {
            boots[boot.Id] = boot;
            Place_NeedsLock();
            Changed?.Invoke(boot);
        }
    }

    public long NextOrdinal()
    {
        lock (gate)
        {
            return boots.Count == 0 ? Boot.OrdinalStep : boots.Values.Max(b => b.Ordinal) + Boot.OrdinalStep;
        }
    }

    /// <summary>Widens a boot that is known, or puts one that was found in a file in its place by what its clock said.</summary>
    public void Learn(Guid id, long firstUs, long lastUs, long offsetUs)
    {
        lock (gate)
        {
            if (boots.TryGetValue(id, out Boot? known))
            {
                Widen_NeedsLock(known, firstUs, lastUs);
                return;
            }
            Boot found = new(id, 0, offsetUs, BootCertainty.Measured, firstUs, lastUs);
            found = found with { Ordinal = OrdinalFor_NeedsLock(found) };
            boots[id] = found;
            Place_NeedsLock();
            Changed?.Invoke(found);
        }
    }

    private static Boot Join(Boot one, Boot other)
    {
        Boot surer = other.Certainty > one.Certainty ? other : one;
        return surer with { FirstUs = Math.Min(one.FirstUs, other.FirstUs), LastUs = Math.Max(one.LastUs, other.LastUs) };
    }

    private void Widen_NeedsLock(Boot known, long firstUs, long lastUs)
    {
        Boot wider = known with { FirstUs = Math.Min(known.FirstUs, firstUs), LastUs = Math.Max(known.LastUs, lastUs) };
        if (wider == known)
        {
            return;
        }
        boots[known.Id] = wider;
        Place_NeedsLock();
        if (wider.FirstUs != known.FirstUs)
        {
            Changed?.Invoke(wider);
        }
    }

    private long OrdinalFor_NeedsLock(Boot found)
    {
        List<Boot> ordered = [.. boots.Values.OrderBy(b => b.Ordinal)];
        int before = ordered.FindLastIndex(b => b.Id != Present && b.MeasuredStartUs <= found.MeasuredStartUs);
        long low = before < 0 ? (ordered.Count == 0 ? 0 : ordered[0].Ordinal - (2 * Boot.OrdinalStep)) : ordered[before].Ordinal;
        long high = before + 1 < ordered.Count ? ordered[before + 1].Ordinal : low + (2 * Boot.OrdinalStep);
        return low + ((high - low) / 2);
    }

    private void Place_NeedsLock()
    {
        IReadOnlyList<PlacedBoot> now = BootPlacement.Place([.. boots.Values.OrderBy(b => b.Ordinal)]);
        byId = now.ToDictionary(b => b.Boot.Id);
        placed = now;
    }
}
