using System.Net;
using System.Net.Sockets;
using Nvr.Core;

namespace Nvr.Network.Settings;

/// <summary>Whether settings of the office network can work, as far as that can be known before they are tried. Pure; what cannot is InvalidInput, and names the field.</summary>
internal static class OfficeCheck
{
    private const int ShortestPrefix = 8;

    /// <summary>A network of two addresses has none for the box beside its own and that for all.</summary>
    private const int LongestPrefix = 30;

    private const int MostNameServers = 3;

    /// <param name="office">The settings.</param>
    /// <param name="cameras">Of the cameras' own network; null where there is none.</param>
    public static void Check(OfficeSettings office, IPNetwork? cameras)
    {
        if (office.Address is not { } address)
        {
            return;
        }
        if (office.PrefixLength is < ShortestPrefix or > LongestPrefix)
        {
            throw Wrong($"'prefixLength' is a number from {ShortestPrefix} to {LongestPrefix}: in most networks it is 24, which is the mask 255.255.255.0.");
        }
        if (!IsHost(address))
        {
            throw Wrong($"'address' cannot be {address}: that is no address that one device has for itself.");
        }
        IPNetwork network = office.Network!.Value;
        if (!IsInside(address, network))
        {
            throw Wrong($"'address' cannot be {address}: in the network {network} that is the first or the last one, which no device has.");
        }
        if (office.Gateway is { } gateway && (gateway.Equals(address) || !IsInside(gateway, network)))
        {
            throw Wrong(gateway.Equals(address) ? $"'gateway' cannot be {gateway}: that is the recorder's own address." : $"'gateway' cannot be {gateway}: the recorder would not reach it, as it is none of the devices in the network {network}.");
        }
        CheckNameServers(office);
        if (cameras is { } range && Ranges.Overlap(range, network))
        {
            throw new NvrException(ErrorKind.InvalidInput, $"The network {network} overlaps that of the cameras, {range}.") { NextStep = "Give the cameras another network first, further down in this form." };
        }
    }

    private static void CheckNameServers(OfficeSettings office)
    {
        if (office.NameServers.Count > MostNameServers)
        {
            throw Wrong($"'nameServers' are {MostNameServers} at most.");
        }
        if (office.NameServers.FirstOrDefault(n => !IsHost(n)) is { } odd)
        {
            throw Wrong($"'nameServers' cannot have {odd}: that is no address that one device has for itself.");
        }
    }

    private static bool IsInside(IPAddress address, IPNetwork network) =>
        network.Contains(address) && !address.Equals(network.BaseAddress) && !address.Equals(Ranges.Last(network));

    // Neither "this network" (0/8), nor loopback, nor what devices take for want of any (169.254/16), nor multicast and what lies above (224/3).
    private static bool IsHost(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork && bytes[0] is not (0 or 127) and < 224 && (bytes[0], bytes[1]) != (169, 254);
    }

    private static NvrException Wrong(string sentence) => new(ErrorKind.InvalidInput, sentence);
}
