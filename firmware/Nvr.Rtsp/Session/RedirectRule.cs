using System.Net;
using Nvr.Core;
using Nvr.Core.Health;

namespace Nvr.Rtsp.Session;

/// <summary>
/// A camera may move the recorder to another path or port of its own, never to another device (a recorder that follows anywhere
/// can be led into the network and made to hand over credentials), and never from an encrypted to an open connection.
/// </summary>
internal static class RedirectRule
{
    public const int MaxRedirects = 3;

    public static bool IsRedirect(int status) => status is >= 300 and < 400 and not 304;

    public static RtspAddress Follow(RtspAddress from, IPAddress camera, string? location)
    {
        if (!Uri.TryCreate(Absolute(from, location), UriKind.Absolute, out Uri? url))
        {
            throw new NvrException(ErrorKind.Refused, "The camera redirects the recorder without a usable address. Check the address in its settings.");
        }
        RtspAddress to = RtspAddress.From(url);
        bool sameHost = to.Host.Equals(from.Host, StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(to.Host, out IPAddress? address) && address.Equals(camera));
        if (!sameHost)
        {
            LedAway.Note();
            throw new NvrException(ErrorKind.Refused, $"The camera redirects to another device ({to.Host}), which is not followed. Enter that address if it is right.");
        }
        if (from.IsSecure && !to.IsSecure)
        {
            throw new NvrException(ErrorKind.Refused, "The camera redirects from an encrypted to an open connection, which is not followed.");
        }
        return to;
    }

    public static NvrException TooMany() =>
        new(ErrorKind.Refused, "The camera redirects the recorder in circles. Restart it, or check the path of its address.");

    private static string? Absolute(RtspAddress from, string? location) =>
        location is { Length: > 0 } && location[0] == '/' ? ControlBase.Authority(from.RequestUri) + location : location;
}
