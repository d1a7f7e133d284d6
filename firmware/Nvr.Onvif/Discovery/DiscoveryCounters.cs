namespace Nvr.Onvif.Discovery;

/// <summary>What discovery took and refused since it began; for the metrics and for tests of floods.</summary>
public sealed record DiscoveryCounters
{
    public long Received { get; init; }

    /// <summary>Datagrams over the size limit.</summary>
    public long Oversize { get; init; }

    /// <summary>Datagrams beyond the rate that one sender, or all together, may have.</summary>
    public long OverRate { get; init; }

    /// <summary>Datagrams that are no discovery message, or answer a question that was not asked.</summary>
    public long Malformed { get; init; }

    /// <summary>Devices that found no room in the table.</summary>
    public long TableFull { get; init; }
}
