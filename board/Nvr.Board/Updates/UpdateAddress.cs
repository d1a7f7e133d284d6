using System.Net;
using System.Net.Sockets;
using Nvr.Core;

namespace Nvr.Board.Updates;

/// <summary>
/// From where an update is fetched at all: encrypted, from a server that is neither the box itself nor behind its cameras' ports, whatever a name is made to lead to meanwhile. Pure. Failures are <see cref="NvrException"/> in
/// words: InvalidInput for a text, Refused for where it leads.
/// </summary>
public static class UpdateAddress
{
    private const int MostLetters = 2048;
    private const string Example = "https://updates.example/recorder.raucb";

    /// <summary>Reads what somebody typed.</summary>
    public static Uri Parse(string? text)
    {
        string trimmed = text?.Trim() ?? "";
        if (trimmed.Length is 0 or > MostLetters || trimmed.Any(char.IsControl) || !Uri.TryCreate(trimmed, UriKind.Absolute, out Uri? address) || address.Host.Length == 0)
        {
            throw new NvrException(ErrorKind.InvalidInput, $"This is no address that an update can be fetched from. It looks like {Example}.");
        }
        RequireEncrypted(address);
        return address.UserInfo.Length == 0 ? address : throw new NvrException(ErrorKind.InvalidInput, "The address holds a user name or a password, which would be shown to others. Leave them out.");
    }

    /// <summary>Where a server leads on to.</summary>
    public static Uri Next(Uri from, Uri? location)
    {
        Uri? next = location is null || location.OriginalString.Length > MostLetters ? null : location.IsAbsoluteUri ? location : new Uri(from, location);
        if (next is null || next.Host.Length == 0 || next.UserInfo.Length > 0)
        {
            throw new NvrException(ErrorKind.Refused, $"{from.Host} leads on to an address that cannot be used.");
        }
        RequireEncrypted(next);
        return next;
    }

    /// <summary>Refuses a server by one of its addresses: one that is not to be asked among them is enough, since which one is tried is the name server's choice.</summary>
    /// <param name="isOwn">Whether an address is this machine's.</param>
    /// <param name="cameraNetworks">The networks in which there are cameras alone.</param>
    public static void RequireElsewhere(string host, IReadOnlyCollection<IPAddress> addresses, Func<IPAddress, bool> isOwn, IReadOnlyCollection<IPNetwork> cameraNetworks)
    {
        foreach (IPAddress address in addresses.Select(a => a.IsIPv4MappedToIPv6 ? a.MapToIPv4() : a))
        {
            if (isOwn(address))
            {
                throw new NvrException(ErrorKind.Refused, $"{host} leads to this recorder itself. Enter the address of a server with updates.");
            }
            if (IsNobodys(address))
            {
                throw new NvrException(ErrorKind.Refused, $"{host} leads to {address}, where no server with updates can be. Enter another address.");
            }
            if (cameraNetworks.Any(n => n.Contains(address)))
            {
                throw new NvrException(ErrorKind.Refused, $"{host} leads to the cameras' own network. Updates are not taken from there.");
            }
        }
    }

    private static void RequireEncrypted(Uri address)
    {
        if (address.Scheme != Uri.UriSchemeHttps)
        {
            throw new NvrException(ErrorKind.InvalidInput, $"Updates are fetched encrypted only: the address has to begin with https://, as in {Example}.");
        }
    }

    /// <summary>Link-local, where whoever is on the same cable may answer, multicast and broadcast.</summary>
    private static bool IsNobodys(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? address.GetAddressBytes() is [169, 254, ..] or [>= 224, ..] or [0, ..]
        : address.IsIPv6LinkLocal || address.IsIPv6Multicast;
}
