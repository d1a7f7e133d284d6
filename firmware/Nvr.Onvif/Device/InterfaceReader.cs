using System.Net;
using System.Net.NetworkInformation;
using System.Xml.Linq;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Device;

/// <summary>Reads one tt:NetworkInterface. Makers write the MAC with colons, dashes, dots or nothing.</summary>
internal static class InterfaceReader
{
    public static DeviceInterface From(XElement element)
    {
        XElement? ipv4 = element.Element(Ns.Schema + "IPv4").At(Ns.Schema + "Config");
        XElement? ipv6 = element.Element(Ns.Schema + "IPv6").At(Ns.Schema + "Config");
        IEnumerable<XElement> addresses = (ipv4?.Elements() ?? []).Concat(ipv6?.Elements() ?? []);
        return new DeviceInterface(
            element.Said("token"),
            element.Flag(Ns.Schema + "Enabled") ?? true,
            Mac(element.Element(Ns.Schema + "Info").Text(Ns.Schema + "HwAddress")),
            [.. addresses.Select(a => IPAddress.TryParse(a.Text(Ns.Schema + "Address"), out IPAddress? ip) ? ip : null).OfType<IPAddress>().Distinct()],
            ipv4.Flag(Ns.Schema + "DHCP") ?? false);
    }

    /// <summary>Null for what is no MAC of 48 bits, and for the all-zero and broadcast ones.</summary>
    public static PhysicalAddress? Mac(string? text)
    {
        string digits = string.Concat((text ?? "").Where(char.IsAsciiHexDigit));
        bool usable = digits.Length == 12 && text!.All(c => char.IsAsciiHexDigit(c) || c is ':' or '-' or '.' or ' ');
        return usable && digits.Any(c => c != '0') && digits.Any(c => c is not ('f' or 'F')) ? new PhysicalAddress(Convert.FromHexString(digits)) : null;
    }
}
