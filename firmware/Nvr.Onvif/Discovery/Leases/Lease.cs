using System.Net;
using System.Net.NetworkInformation;

namespace Nvr.Onvif.Discovery.Leases;

/// <summary>
/// An IPv4 address that the box's DHCP server has given to a device. Immutable. The MAC is that of the wire; the name is what the device told the
/// server, of letters, digits, dots, dashes and underscores, and null where it told none.
/// </summary>
public sealed record Lease(IPAddress Address, PhysicalAddress Mac, string? HostName);
