using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using Nvr.Onvif.Device;

namespace Nvr.Onvif.Discovery.Leases;

/// <summary>
/// One line of dnsmasq's lease file, as its <c>lease.c</c> writes it: <c>EXPIRY MAC ADDRESS NAME CLIENT-ID</c>, with <c>*</c> for an unknown name or
/// client. The expiry is in seconds since 1970, 0 for never; hardware that is no Ethernet has its type before a dash. The lines of IPv6 and of vendor
/// classes have another form and are no leases here. Pure.
/// </summary>
/// <param name="Lease">The lease.</param>
/// <param name="ExpirySeconds">When it runs out, by the server's clock; 0 for never.</param>
internal sealed record LeaseLine(Lease Lease, long ExpirySeconds)
{
    /// <summary>A name has 255 letters at most, and a client id 255 octets of three letters.</summary>
    private const int MaxBytes = 1200;

    private const int MaxName = 255;
    private const int Fields = 5;
    private const int MacLetters = 17;

    /// <summary>Null for what is no lease of an IPv4 address to an Ethernet device.</summary>
    public static LeaseLine? Read(ReadOnlySpan<byte> line)
    {
        string[] fields = line.Length > MaxBytes ? [] : Encoding.Latin1.GetString(line).Split(' ');
        return fields.Length == Fields && long.TryParse(fields[0], System.Globalization.NumberStyles.None, null, out long expiry)
            && MacOf(fields[1]) is { } mac && AddressOf(fields[2]) is { } address
            ? new LeaseLine(new Lease(address, mac, NameOf(fields[3])), expiry)
            : null;
    }

    private static PhysicalAddress? MacOf(string text) =>
        text.Length == MacLetters && text.Count(c => c == ':') == 5 ? InterfaceReader.Mac(text) : null;

    // IPAddress reads 10.1 and 0x0a000001 as well.
    private static IPAddress? AddressOf(string text) =>
        IPAddress.TryParse(text, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == text ? address : null;

    // The server lets no other letters through; whoever else wrote the file may.
    private static string? NameOf(string text) =>
        text.Length is > 0 and <= MaxName && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? text : null;
}
