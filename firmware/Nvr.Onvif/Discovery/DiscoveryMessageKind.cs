namespace Nvr.Onvif.Discovery;

/// <summary>What a datagram of a device says.</summary>
internal enum DiscoveryMessageKind
{
    ProbeMatches,
    Hello,
    Bye,
}
