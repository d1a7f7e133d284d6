using System.Xml;
using System.Xml.Linq;
using Nvr.Core;

namespace Nvr.Onvif.Soap;

/// <summary>Writes SOAP 1.2 envelopes and takes the body out of those that come. Thread-safe.</summary>
internal static class SoapEnvelope
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        CloseOutput = false,
        // A password or a name may hold anything that a keyboard can write; what XML cannot carry is refused here, not at the camera.
        CheckCharacters = true,
    };

    // Any prefix means the same; simple cameras look for those that the specification uses in its examples.
    private static readonly (string Prefix, XNamespace Namespace)[] Prefixes =
    [
        ("a", Ns.Addressing), ("wsse", Ns.Security), ("wsu", Ns.SecurityUtility), ("tt", Ns.Schema), ("tds", Ns.Device), ("trt", Ns.Media1),
        ("tr2", Ns.Media2), ("tev", Ns.Events), ("wsnt", Ns.Notification), ("tptz", Ns.Ptz), ("timg", Ns.Imaging), ("trc", Ns.Recording),
        ("tse", Ns.Search), ("trp", Ns.Replay),
    ];

    public static byte[] Write(XElement body, IReadOnlyList<XElement> headers)
    {
        using var bytes = new MemoryStream();
        using (XmlWriter writer = XmlWriter.Create(bytes, Settings))
        {
            writer.WriteStartElement("s", "Envelope", Ns.Soap.NamespaceName);
            Declare(writer, body, headers);
            writer.WriteStartElement("s", "Header", Ns.Soap.NamespaceName);
            foreach (XElement header in headers)
            {
                header.WriteTo(writer);
            }
            writer.WriteEndElement();
            writer.WriteStartElement("s", "Body", Ns.Soap.NamespaceName);
            body.WriteTo(writer);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }
        return bytes.ToArray();
    }

    private static void Declare(XmlWriter writer, XElement body, IReadOnlyList<XElement> headers)
    {
        HashSet<XNamespace> used = [.. headers.Append(body).SelectMany(e => e.DescendantsAndSelf()).Select(e => e.Name.Namespace)];
        foreach ((string prefix, XNamespace space) in Prefixes)
        {
            if (used.Contains(space))
            {
                writer.WriteAttributeString("xmlns", prefix, null, space.NamespaceName);
            }
        }
    }

    /// <summary>The Body of an envelope of either version of SOAP, whatever its prefix.</summary>
    public static XElement BodyOf(XElement envelope)
    {
        XElement? body = envelope.Name == Ns.Soap + "Envelope" ? envelope.Element(Ns.Soap + "Body")
            : envelope.Name == Ns.Soap11 + "Envelope" ? envelope.Element(Ns.Soap11 + "Body")
            : null;
        return body ?? throw new NvrException(ErrorKind.Protocol, "The device answers, but not as an ONVIF camera does. Check the address and the port.");
    }
}
