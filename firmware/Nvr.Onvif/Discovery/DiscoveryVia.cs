namespace Nvr.Onvif.Discovery;

/// <summary>How a device came to be known.</summary>
public enum DiscoveryVia
{
    /// <summary>It answered a multicast probe.</summary>
    Probe,

    /// <summary>It announced itself.</summary>
    Hello,

    /// <summary>It answered a probe sent to its address.</summary>
    Directed,

    /// <summary>It is in the neighbour table but answers no probe; it may speak ONVIF or RTSP all the same, or be no camera.</summary>
    Neighbour,

    /// <summary>The box's DHCP server gave it an address, but it answers no probe; otherwise as <see cref="Neighbour"/>.</summary>
    Lease,
}
