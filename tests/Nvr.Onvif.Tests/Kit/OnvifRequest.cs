using System.Xml.Linq;

namespace Nvr.Onvif.Tests.Kit;

/// <summary>A request as the server saw it.</summary>
internal sealed record OnvifRequest(string Path, IReadOnlyDictionary<string, string> Headers, XElement Envelope)
{
    private static readonly XNamespace Soap = "http://www.w3.org/2003/05/soap-envelope";

    public XElement Body => Envelope.Element(Soap + "Body")!.Elements().Single();

    public XElement Header => Envelope.Element(Soap + "Header")!;

    public string Operation => Body.Name.LocalName;

    public string? Value(string localName) => Body.Descendants().FirstOrDefault(e => e.Name.LocalName == localName)?.Value;

    public string? InHeader(string localName) => Header.Descendants().FirstOrDefault(e => e.Name.LocalName == localName)?.Value;
}
