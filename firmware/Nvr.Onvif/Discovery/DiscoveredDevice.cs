using System.Net;
using System.Net.NetworkInformation;

namespace Nvr.Onvif.Discovery;

/// <summary>A device on the network as far as discovery tells. Immutable; nothing in it is proven: whoever sends a datagram can say anything.</summary>
public sealed record DiscoveredDevice
{
    /// <summary>Stays with the device: its endpoint UUID in lower case, or <c>mac:aabbccddeeff</c>, or <c>ip:...</c> where neither is known.</summary>
    public required string EndpointId { get; init; }

    /// <summary>Where the datagram came from, or what the neighbour table says. All <see cref="XAddrs"/> lead there.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The name of the box's interface behind which it is; null when unknown.</summary>
    public string? Interface { get; init; }

    public PhysicalAddress? Mac { get; init; }

    /// <summary>What it calls itself towards the box's DHCP server; null when it has no lease, or told no name.</summary>
    public string? HostName { get; init; }

    /// <summary>Addresses of its device service, the first the best; empty when it named none that can be used.</summary>
    public IReadOnlyList<Uri> XAddrs { get; init; } = [];

    /// <summary>Local names of the types that it says it has, such as <c>NetworkVideoTransmitter</c> and <c>Device</c>.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    public DeviceScopes Scopes { get; init; } = DeviceScopes.None;

    public required DiscoveryVia Via { get; init; }

    /// <summary>Whether it says that it is a camera or encoder. Some answer with no type at all.</summary>
    public bool SaysCamera => Types.Contains("NetworkVideoTransmitter") || Types.Contains("Device") || Scopes.Profiles.Count > 0;

    /// <summary>Whether it answered or announced itself. One that did not may be a camera without ONVIF, or none.</summary>
    public bool Speaks => Via is not (DiscoveryVia.Neighbour or DiscoveryVia.Lease);
}
