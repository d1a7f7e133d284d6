using System.Xml.Linq;
using Nvr.Core;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Discovery;

/// <summary>A datagram of a device, read but not believed. <paramref name="RelatesTo"/> is the UUID of the question, without decoration.</summary>
internal sealed record DiscoveryMessage(DiscoveryMessageKind Kind, string? RelatesTo, IReadOnlyList<DiscoveryMatch> Matches)
{
    private const int MaxMatches = 16;
    private const int UuidLength = 36;

    /// <summary>Null for anything that is no such message: probes of others, other services, rubbish.</summary>
    public static DiscoveryMessage? Read(ReadOnlyMemory<byte> datagram)
    {
        try
        {
            XElement envelope = BoundedXml.Read(datagram);
            XElement? content = SoapEnvelope.BodyOf(envelope).Elements().FirstOrDefault(e => e.Name.Namespace == Ns.Discovery);
            string? relates = envelope.Elements().FirstOrDefault(e => e.Name.LocalName == "Header")?.Elements().FirstOrDefault(e => e.Name.LocalName == "RelatesTo").Trimmed();
            return content?.Name.LocalName switch
            {
                "ProbeMatches" => new(DiscoveryMessageKind.ProbeMatches, Uuid(relates), MatchesIn(content.Elements(Ns.Discovery + "ProbeMatch"))),
                "Hello" => new(DiscoveryMessageKind.Hello, null, MatchesIn([content])),
                "Bye" => new(DiscoveryMessageKind.Bye, null, MatchesIn([content])),
                _ => null,
            };
        }
        catch (NvrException)
        {
            return null;
        }
    }

    /// <summary>The bare UUID of <c>urn:uuid:...</c> or <c>uuid:...</c>, in lower case; other identities as they are.</summary>
    public static string? Uuid(string? identity)
    {
        string text = identity?.Trim().ToLowerInvariant() ?? "";
        string tail = text.Length >= UuidLength ? text[^UuidLength..] : text;
        return Guid.TryParseExact(tail, "D", out _) ? tail : text.Length is > 0 and <= 128 && !text.Any(char.IsControl) ? text : null;
    }

    private static IReadOnlyList<DiscoveryMatch> MatchesIn(IEnumerable<XElement> elements) => [.. elements.Take(MaxMatches).Select(DiscoveryMatch.From)];
}
