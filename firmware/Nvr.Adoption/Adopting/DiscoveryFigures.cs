using Nvr.Onvif.Discovery;

namespace Nvr.Adoption.Adopting;

/// <summary>What discovery took and refused, for the metrics. Thread-safe; all zero where discovery is off.</summary>
public sealed class DiscoveryFigures(IDiscovery? discovery = null)
{
    private DiscoveryCounters Counters => discovery?.Counters ?? new DiscoveryCounters();

    public long Received => Counters.Received;

    /// <summary>Messages that were refused, by reason.</summary>
    public IReadOnlyList<(string Reason, long Count)> Refused
    {
        get
        {
            DiscoveryCounters now = Counters;
            return [("oversize", now.Oversize), ("overRate", now.OverRate), ("malformed", now.Malformed), ("tableFull", now.TableFull)];
        }
    }
}
