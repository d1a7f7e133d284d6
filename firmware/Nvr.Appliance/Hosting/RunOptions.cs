using System.Net;
using Nvr.Adoption.Adopting;
using Nvr.Board;
using Nvr.Network.Applying;
using Nvr.Onvif.Discovery.Leases;

namespace Nvr.Appliance.Hosting;

/// <summary>What the command line of <c>nvrd run</c> decides.</summary>
internal sealed record RunOptions(string DataDirectory, IPEndPoint Listen, IReadOnlyList<NamedAddress> Cameras, BoardDescription Board)
{
    /// <summary>Null for what the board says: automatic where it has a camera network, and only there; else no network is touched.</summary>
    public AdoptionMode? Discover { get; init; }

    /// <summary>The lease file of the DHCP server that serves the cameras; it need not exist.</summary>
    public string Leases { get; init; } = DnsmasqLeaseFile.Usual;

    /// <summary>
    /// Whether motion is looked for in cameras about which nothing was decided, as long as they tell of none themselves. Null for what the board says: yes, but for the simulated one, whose cameras are there to be
    /// recorded.
    /// </summary>
    public bool? LooksForMotion { get; init; }

    /// <summary>Where the recorder and the service that sets the box's networks up leave each other word.</summary>
    public RunPlaces Places { get; init; } = new(RunPlaces.Usual);

    /// <summary>Null for what the board says: this program, on the board's camera networks.</summary>
    public TimeServing? Time { get; init; }
}
