using System.Net;

namespace SimCamera.Onvif;

/// <summary>
/// How the devices of a server are found. Tests on loopback take a free <see cref="Port"/> without multicast and probe it directly.
/// Immutable.
/// </summary>
public sealed record DiscoveryOptions
{
    /// <summary>UDP port; 0 asks the kernel for a free one.</summary>
    public int Port { get; init; } = 3702;

    /// <summary>True: joins 239.255.255.250.</summary>
    public bool Multicast { get; init; } = true;

    /// <summary>Address of the one interface that multicast goes through; null: every one that can.</summary>
    public IPAddress? Through { get; init; }

    /// <summary>Where Hello and Bye go; null: to the multicast group, if that is on.</summary>
    public IPEndPoint? Announce { get; init; }
}
