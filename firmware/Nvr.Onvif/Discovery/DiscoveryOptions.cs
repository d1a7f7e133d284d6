namespace Nvr.Onvif.Discovery;

/// <summary>Where to look, how often, and how much of what comes is taken.</summary>
public sealed record DiscoveryOptions
{
    /// <summary>WS-Discovery's; another only where tests cannot have it.</summary>
    public int Port { get; init; } = 3702;

    /// <summary>Which interfaces by name; null for all but loopback.</summary>
    public Func<string, bool>? UseInterface { get; init; }

    /// <summary>Whether a device may be at this machine's own address, as simulated cameras are.</summary>
    public bool AllowOwnAddresses { get; init; }

    /// <summary>Between rounds of questions while things are new: the first half minute, and after a network came up.</summary>
    public TimeSpan EagerInterval { get; init; } = TimeSpan.FromSeconds(4);

    public TimeSpan CalmInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many rounds are eager.</summary>
    public int EagerRounds { get; init; } = 8;

    public int MaxDevices { get; init; } = 1024;

    /// <summary>The largest answers seen are 4 KiB.</summary>
    public int MaxDatagramBytes { get; init; } = 16 * 1024;

    /// <summary>Datagrams a second from one address; a camera answers three questions on two interfaces.</summary>
    public int MaxPerSender { get; init; } = 30;

    /// <summary>Datagrams a second from all.</summary>
    public int MaxPerSecond { get; init; } = 1000;
}
