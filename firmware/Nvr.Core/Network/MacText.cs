using System.Net.NetworkInformation;

namespace Nvr.Core.Network;

/// <summary>How a MAC address is written wherever the box writes one: <c>02:00:5e:10:00:01</c>. Pure.</summary>
public static class MacText
{
    public static string Of(PhysicalAddress mac) => BitConverter.ToString(mac.GetAddressBytes()).Replace('-', ':').ToLowerInvariant();
}
