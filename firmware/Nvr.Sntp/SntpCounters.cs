namespace Nvr.Sntp;

/// <summary>What the time server did since it began. Immutable.</summary>
public sealed record SntpCounters
{
    public long Answered { get; init; }

    /// <summary>Datagrams that are no question of a client.</summary>
    public long Malformed { get; init; }

    /// <summary>Questions beyond the rate of one sender, or of all.</summary>
    public long OverRate { get; init; }

    /// <summary>Questions that came in by an interface that is not served.</summary>
    public long Elsewhere { get; init; }
}
