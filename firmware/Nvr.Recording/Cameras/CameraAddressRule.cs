using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Nvr.Core;
using Nvr.Recording.Captured;

namespace Nvr.Recording.Cameras;

/// <summary>
/// Decides which addresses a camera may have, with a sentence for each that it may not. Used when a camera is created or changed.
/// Thread-safe. Failures are <see cref="NvrException"/> of kind InvalidInput that name the field.
/// </summary>
public static class CameraAddressRule
{
    private const int MaxLength = 2048;

    /// <summary>
    /// Reads the text of an address. Its form is checked, nothing is looked up. Credentials inside it are kept in
    /// <see cref="Uri.UserInfo"/>: take them out with <see cref="TakeCredentials"/>.
    /// </summary>
    public static Uri Parse(string? text, string field)
    {
        string trimmed = text?.Trim() ?? "";
        if (trimmed.Length == 0)
        {
            throw Invalid($"'{field}' is empty. A camera's address looks like rtsp://192.168.1.20/stream1.");
        }
        if (trimmed.Length > MaxLength || trimmed.Any(char.IsControl) || !Uri.TryCreate(trimmed, UriKind.Absolute, out Uri? url))
        {
            throw Invalid($"'{field}' is not an address that can be read. It should look like rtsp://192.168.1.20/stream1.");
        }
        if (AnalogSource.Is(url))
        {
            AnalogSource.Parse(url, field);
            return url;
        }
        if (url.Scheme is not ("rtsp" or "rtsps"))
        {
            throw Invalid($"'{field}' begins with {url.Scheme}:, but a camera's address begins with rtsp:// or rtsps://, or with analog: for a video device.");
        }
        if (url.Host.Length == 0)
        {
            throw Invalid($"'{field}' names no camera. It should look like rtsp://192.168.1.20/stream1.");
        }
        if (IsHalfTyped(trimmed))
        {
            throw Invalid($"'{field}' has only a part of an IP address, which is four numbers up to 255, as in rtsp://192.168.1.20/stream1.");
        }
        return url;
    }

    /// <summary>
    /// The address without credentials, and the credentials that stood in it, decoded. A password inside path or query counts
    /// (<see cref="AddressSecret"/>); one before the host wins over it.
    /// </summary>
    public static (Uri Address, string? UserName, string? Password) TakeCredentials(Uri url)
    {
        (Uri marked, string? inside) = AddressSecret.TakeOut(url);
        if (url.UserInfo.Length == 0)
        {
            return (marked, null, inside);
        }
        string[] parts = url.UserInfo.Split(':', 2);
        Uri bare = new UriBuilder(marked) { UserName = "", Password = "" }.Uri;
        return (bare, Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : inside);
    }

    /// <summary>
    /// Refuses a host that cannot be found and, unless <paramref name="allowLoopback"/>, an address of this box itself: recording
    /// its own output feeds on itself, and the box's own ports are nobody's to probe. The same board that may be its own camera, the
    /// simulated one, may have test pictures. May block while a name is looked up.
    /// </summary>
    public static void Check(Uri url, string field, bool allowLoopback)
    {
        if (AnalogSource.Is(url))
        {
            bool isReal = AnalogSource.Parse(url, field).TestSource is null;
            if (!isReal && !allowLoopback)
            {
                throw Invalid($"'{field}' is a test picture, which only the simulated board has. Enter a video device, such as analog:/dev/video0.");
            }
            return;
        }
        IPAddress[] addresses = Resolve(url, field);
        if (!allowLoopback && addresses.Any(IsOwn))
        {
            throw Invalid($"'{field}' points at this recorder itself ({url.Host}). Enter the address of the camera.");
        }
        if (addresses.Any(a => a.IsIPv6Multicast || (a.AddressFamily == AddressFamily.InterNetwork && a.GetAddressBytes()[0] >= 224)))
        {
            throw Invalid($"'{field}' is a multicast or broadcast address ({url.Host}). Enter the camera's own address; multicast is chosen as its transport.");
        }
    }

    /// <summary>True for loopback, the unspecified address and every address that an interface of this machine has.</summary>
    public static bool IsOwn(IPAddress address)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain) || plain.Equals(IPAddress.Any) || plain.Equals(IPAddress.IPv6Any) || IsOnInterface(plain);
    }

    // The system's own functions take 192.168.1 for 192.168.0.1, which is somebody else.
    private static bool IsHalfTyped(string text)
    {
        string authority = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('/', '?', '#')[0];
        string host = authority[(authority.LastIndexOf('@') + 1)..].Split(':')[0];
        return host.Length > 0 && host.All(c => char.IsAsciiDigit(c) || c == '.')
            && (host.Count(c => c == '.') != 3 || !host.Split('.').All(part => byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _)));
    }

    private static bool IsOnInterface(IPAddress address) =>
        NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(i => i.GetIPProperties().UnicastAddresses)
            .Any(own => own.Address.GetAddressBytes().AsSpan().SequenceEqual(address.GetAddressBytes()));

    private static IPAddress[] Resolve(Uri url, string field)
    {
        if (IPAddress.TryParse(url.IdnHost, out IPAddress? literal))
        {
            return [literal];
        }
        try
        {
            IPAddress[] found = Dns.GetHostAddresses(url.IdnHost);
            return found.Length > 0 ? found : throw Unknown(url, field, null);
        }
        catch (SocketException e)
        {
            throw Unknown(url, field, e);
        }
    }

    private static NvrException Unknown(Uri url, string field, Exception? cause) =>
        new(ErrorKind.InvalidInput, $"'{field}': no device called \"{url.Host}\" can be found on the network. Check the spelling, or enter its IP address.", cause);

    private static NvrException Invalid(string sentence) => new(ErrorKind.InvalidInput, sentence);
}
