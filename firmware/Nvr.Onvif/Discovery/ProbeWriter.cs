using System.Text;

namespace Nvr.Onvif.Discovery;

/// <summary>
/// Writes the questions of WS-Discovery (April 2005, as ONVIF prescribes). Written out rather than composed: simple cameras look for these very
/// prefixes.
/// </summary>
internal static class ProbeWriter
{
    /// <summary>Video transmitters of the first specification, devices of the second, and whatever answers to no type at all.</summary>
    public static readonly string[] Types = ["dn:NetworkVideoTransmitter", "tds:Device", ""];

    public static byte[] Write(Guid message, string types) => Encoding.UTF8.GetBytes(
        $"""
        <?xml version="1.0" encoding="utf-8"?>
        <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl" xmlns:tds="http://www.onvif.org/ver10/device/wsdl">
        <e:Header><w:MessageID>uuid:{message:D}</w:MessageID><w:To e:mustUnderstand="true">urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To><w:Action e:mustUnderstand="true">http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action></e:Header>
        <e:Body><d:Probe>{(types.Length > 0 ? $"<d:Types>{types}</d:Types>" : "")}</d:Probe></e:Body>
        </e:Envelope>
        """);
}
