namespace Nvr.Network.Applying;

/// <summary>Where the recorder and the service that sets the networks up leave each other word, below /run: both are gone after a power cut. Immutable.</summary>
public sealed record RunPlaces(string Run)
{
    public const string Usual = "/run";

    /// <summary>The recorder's to write; the system looks at its folder.</summary>
    public string Wish => Path.Combine(Run, "nvr", "network", "wish.json");

    /// <summary>Where a wish is written before it is put in its place, so that the folder changes once and not in the middle.</summary>
    public string Draft => Path.Combine(Run, "nvr", "network-wish.new");

    /// <summary>The service's to write. It is there once the box's networks are set up by it, and on no other machine.</summary>
    public string Applied => Path.Combine(Run, "nvr-network", "applied.json");

    public string DhcpServer => Path.Combine(Run, "nvr-network", "dnsmasq.conf");
}
