using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Nvr.Onvif.Discovery;

/// <summary>An interface of the box on which cameras can be asked, by its IPv4 address there.</summary>
internal sealed record NetworkPath(string Interface, int Index, IPAddress Address)
{
    /// <summary>What there is now; empty while there is no network.</summary>
    public static IReadOnlyList<NetworkPath> All(DiscoveryOptions options)
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces().Where(i => IsWanted(i, options)).Select(From).OfType<NetworkPath>()];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }

    /// <summary>Addresses that are this machine's own: whatever claims to come from there is no camera.</summary>
    public static HashSet<IPAddress> Own()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address)];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }

    /// <summary>The networks behind the wanted interfaces: all of them, where an interface has several addresses.</summary>
    public static IReadOnlyList<NetworkPlace> Places(DiscoveryOptions options)
    {
        try
        {
            return
            [
                .. NetworkInterface.GetAllNetworkInterfaces().Where(i => IsWanted(i, options))
                    .SelectMany(i => i.GetIPProperties().UnicastAddresses, (i, a) => (i.Name, a.Address, a.PrefixLength))
                    .Where(p => p.Address.AddressFamily == AddressFamily.InterNetwork)
                    .Select(p => new NetworkPlace(p.Name, NetworkOf(p.Address, p.PrefixLength))),
            ];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }

    private static IPNetwork NetworkOf(IPAddress address, int prefixLength)
    {
        uint mask = prefixLength == 0 ? 0 : uint.MaxValue << (32 - prefixLength);
        byte[] bytes = address.GetAddressBytes();
        BinaryPrimitives.WriteUInt32BigEndian(bytes, BinaryPrimitives.ReadUInt32BigEndian(bytes) & mask);
        return new IPNetwork(new IPAddress(bytes), prefixLength);
    }

    private static bool IsWanted(NetworkInterface network, DiscoveryOptions options) =>
        network.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown
        && (options.UseInterface?.Invoke(network.Name) ?? network.NetworkInterfaceType != NetworkInterfaceType.Loopback);

    private static NetworkPath? From(NetworkInterface network)
    {
        IPInterfaceProperties properties = network.GetIPProperties();
        IPAddress? address = properties.UnicastAddresses.Select(a => a.Address).FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork);
        return address is null ? null : new NetworkPath(network.Name, properties.GetIPv4Properties()?.Index ?? 0, address);
    }
}
