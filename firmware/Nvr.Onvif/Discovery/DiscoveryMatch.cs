using System.Xml.Linq;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Discovery;

/// <summary>What a device says about itself in a ProbeMatch, Hello or Bye.</summary>
internal sealed record DiscoveryMatch(string? Endpoint, IReadOnlyList<string> Types, DeviceScopes Scopes, IReadOnlyList<string> XAddrs)
{
    private const int MaxItems = 64;

    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

    public static DiscoveryMatch From(XElement element)
    {
        XElement? reference = element.Element(Ns.OldAddressing + "EndpointReference") ?? element.Element(Ns.Addressing + "EndpointReference");
        string? address = reference.Text(Ns.OldAddressing + "Address") ?? reference.Text(Ns.Addressing + "Address");
        return new DiscoveryMatch(
            DiscoveryMessage.Uuid(address),
            [.. List(element, "Types").Select(Xml.LocalPart).Distinct(StringComparer.Ordinal)],
            ScopeReader.Read(List(element, "Scopes")),
            List(element, "XAddrs"));
    }

    /// <summary>Scopes are longer than any single text may be, so that they are split before they are bounded.</summary>
    private static string[] List(XElement element, string name) =>
        [.. (element.Element(Ns.Discovery + name)?.Value ?? "").Split(Blanks, StringSplitOptions.RemoveEmptyEntries).Take(MaxItems)];
}
