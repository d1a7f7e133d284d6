using System.Net;
using System.Net.NetworkInformation;

namespace Nvr.Onvif.Discovery;

/// <summary>An entry of the neighbour (ARP) table: a device that the box has exchanged packets with.</summary>
public sealed record Neighbour(IPAddress Address, PhysicalAddress Mac, string Interface);
