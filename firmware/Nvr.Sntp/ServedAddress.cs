using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Nvr.Sntp;

/// <summary>An address of the box on an interface behind which there are cameras. Immutable; equal when all of it is.</summary>
public sealed record ServedAddress(string Interface, int Index, IPAddress Address, int PrefixLength)
{
    /// <summary>Whether that address is in the same subnet as this one.</summary>
    public bool IsOnLink(IPAddress other)
    {
        byte[] one = Address.GetAddressBytes();
        byte[] two = other.GetAddressBytes();
        return one.Length == two.Length && Enumerable.Range(0, PrefixLength).All(bit => ((one[bit / 8] ^ two[bit / 8]) & (0x80 >> (bit % 8))) == 0);
    }

    /// <summary>All that there are now; none while there is no network.</summary>
    public static IReadOnlyList<ServedAddress> On(IReadOnlyList<string> interfaces)
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces().Where(i => interfaces.Contains(i.Name, StringComparer.Ordinal)).SelectMany(Of)];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }

    private static IEnumerable<ServedAddress> Of(NetworkInterface network)
    {
        IPInterfaceProperties properties = network.GetIPProperties();
        int index = network.Supports(NetworkInterfaceComponent.IPv4) ? properties.GetIPv4Properties().Index : properties.GetIPv6Properties().Index;
        return properties.UnicastAddresses
            .Where(a => a.Address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
            .Select(a => new ServedAddress(network.Name, index, a.Address, a.PrefixLength));
    }
}
