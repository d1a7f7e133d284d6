using System.Net;
using Nvr.Core;
using Nvr.Core.Health;

namespace Nvr.Onvif.Soap;

/// <summary>
/// Keeps everything that a camera names on the camera itself: an address on another host is wrong (factory settings, an address behind
/// NAT) or hostile (the recorder led into the office network or to itself), and in both cases the host that is talked to is the right one.
/// Thread-safe; never throws for what cannot be used but says null.
/// </summary>
internal sealed class AddressGuard(Uri camera)
{
    private const int MaxLength = 2048;

    public Uri Camera { get; } = camera;

    /// <summary>A service's address. An encrypted connection is never left for an open one.</summary>
    public Uri? Service(string? text)
    {
        if (Parse(text) is not { } named || named.Scheme is not ("http" or "https"))
        {
            return null;
        }
        bool isSameHost = IsSameHostNoted(named);
        bool keep = isSameHost && (named.Scheme == Camera.Scheme || named.Scheme == Uri.UriSchemeHttps);
        return keep ? Bare(named, Camera.Host, named.Port) : new UriBuilder(Bare(named, Camera.Host, Camera.Port)) { Scheme = Camera.Scheme, Port = Camera.Port }.Uri;
    }

    /// <summary>A stream's address (rtsp or rtsps): the port is the camera's to choose, the host is not.</summary>
    public Uri? Stream(string? text)
    {
        if (Parse(text) is not { Scheme: "rtsp" or "rtsps" } named)
        {
            return null;
        }
        IsSameHostNoted(named);
        return Bare(named, Camera.Host, named.Port);
    }

    /// <summary>A redirect: followed only to the host that was asked, and never from an encrypted to an open connection.</summary>
    public static Uri Redirect(Uri from, string? location)
    {
        if (location is null || location.Length > MaxLength || !Uri.TryCreate(from, location, out Uri? to) || to.Scheme is not ("http" or "https"))
        {
            throw new NvrException(ErrorKind.Refused, "The camera redirects the recorder without a usable address. Check the address in its settings.");
        }
        if (!to.Host.Equals(from.Host, StringComparison.OrdinalIgnoreCase))
        {
            LedAway.Note();
            throw new NvrException(ErrorKind.Refused, $"The camera redirects to another device ({to.Host}), which is not followed. Enter that address if it is right.");
        }
        if (from.Scheme == Uri.UriSchemeHttps && to.Scheme != Uri.UriSchemeHttps)
        {
            throw new NvrException(ErrorKind.Refused, "The camera redirects from an encrypted to an open connection, which is not followed.");
        }
        return Bare(to, from.Host, to.Port);
    }

    private bool IsSameHostNoted(Uri named)
    {
        bool isSame = IsSameHost(named);
        if (!isSame)
        {
            LedAway.Note();
        }
        return isSame;
    }

    private bool IsSameHost(Uri named) => named.Host.Equals(Camera.Host, StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(named.DnsSafeHost, out IPAddress? a) && IPAddress.TryParse(Camera.DnsSafeHost, out IPAddress? b) && a.Equals(b));

    private static Uri? Parse(string? text)
    {
        string trimmed = text?.Trim() ?? "";
        bool usable = trimmed.Length is > 0 and <= MaxLength && !trimmed.Any(char.IsControl);
        return usable && Uri.TryCreate(trimmed, UriKind.Absolute, out Uri? url) && url.Host.Length > 0 ? url : null;
    }

    /// <summary>Without credentials and fragment: neither is the camera's to choose.</summary>
    private static Uri Bare(Uri url, string host, int port) =>
        new UriBuilder(url) { Host = host, Port = port, UserName = "", Password = "", Fragment = "" }.Uri;
}
