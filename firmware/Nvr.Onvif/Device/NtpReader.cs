using System.Net;
using System.Net.Sockets;
using System.Xml.Linq;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Device;

/// <summary>Reads and writes NTP servers as ONVIF has them (tt:NetworkHost). Pure.</summary>
internal static class NtpReader
{
    private const int MaxServers = 8;
    private const int MaxTextLength = 128;

    public static NtpSettings From(XElement? information) => new(
        information.Flag(Ns.Schema + "FromDHCP") ?? false,
        [.. (information?.Elements(Ns.Schema + "NTPManual") ?? []).Select(NameOf).OfType<string>().Take(MaxServers)]);

    public static XElement Element(XName name, string server)
    {
        (string type, string field) = !IPAddress.TryParse(server, out IPAddress? address) ? ("DNS", "DNSname")
            : address.AddressFamily == AddressFamily.InterNetwork ? ("IPv4", "IPv4Address")
            : ("IPv6", "IPv6Address");
        return new XElement(name, new XElement(Ns.Schema + "Type", type), new XElement(Ns.Schema + field, server));
    }

    private static string? NameOf(XElement server)
    {
        string? text = server.Text(Ns.Schema + "IPv4Address") ?? server.Text(Ns.Schema + "IPv6Address") ?? server.Text(Ns.Schema + "DNSname");
        return text is { Length: > 0 and <= MaxTextLength } && !text.Any(char.IsControl) ? text : null;
    }
}
