using System.Xml;
using System.Xml.Linq;

namespace SimCamera.Onvif.Soap;

/// <summary>One SOAP request, read: the operation and the headers that matter. Immutable.</summary>
internal sealed record SoapRequest(XElement Operation, XElement? Header)
{
    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 1 << 20,
    };

    public string? MessageId => Header?.Element(Ns.Addressing + "MessageID")?.Value.Trim();

    /// <summary>Null when this is no SOAP 1.2 envelope with an operation in it.</summary>
    public static SoapRequest? Parse(byte[] bytes)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes), s_settings);
            XElement root = XElement.Load(reader);
            XElement? operation = root.Element(Ns.Soap + "Body")?.Elements().FirstOrDefault();
            return root.Name == Ns.Soap + "Envelope" && operation is not null
                ? new SoapRequest(operation, root.Element(Ns.Soap + "Header"))
                : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
