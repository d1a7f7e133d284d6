namespace Torture.Oracle;

/// <summary>The frame counters of one stream that were found on disk. Immutable.</summary>
public sealed class CounterLedger
{
    private readonly List<long> _sorted;

    public CounterLedger(IEnumerable<long> counters) => _sorted = [.. counters.Order()];

    public int Frames => _sorted.Count;

    public long First => _sorted[0];

    public long Last => _sorted[^1];

    /// <summary>Counters that lie on disk more than once.</summary>
    public IReadOnlyList<long> Doubled => [.. _sorted.Zip(_sorted.Skip(1)).Where(p => p.First == p.Second).Select(p => p.First).Distinct()];

    /// <summary>What is missing between the first and the last.</summary>
    public IReadOnlyList<CounterRun> Missing =>
        [.. _sorted.Zip(_sorted.Skip(1)).Where(p => p.Second > p.First + 1).Select(p => new CounterRun(p.First + 1, p.Second - 1))];

    public override string ToString() =>
        Frames == 0 ? "no frames" : $"{Frames} frames {First}-{Last}, missing {string.Join(", ", Missing)}, doubled {string.Join(", ", Doubled)}";
}
