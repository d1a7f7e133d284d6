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
