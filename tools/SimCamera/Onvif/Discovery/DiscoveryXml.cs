using System.Net;
using System.Text;
using System.Xml.Linq;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Discovery;

/// <summary>Reads probes and writes what WS-Discovery says back (version 2005/04, as ONVIF Core 7.3 has it). Pure but for message ids.</summary>
internal static class DiscoveryXml
{
    private const string Anonymous = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous";
    private static readonly string[] s_types = ["NetworkVideoTransmitter", "Device"];

    /// <summary>Null when the request is none of ours or asks for something else.</summary>
    public static byte[]? Answer(OnvifDevice device, SoapRequest request, IPAddress local)
    {
        string? id = request.Header?.Element(Ns.DiscoveryAddressing + "MessageID")?.Value.Trim();
        string? to = request.Header?.Element(Ns.DiscoveryAddressing + "ReplyTo")?.Element(Ns.DiscoveryAddressing + "Address")?.Value.Trim();
        XElement operation = request.Operation;
        bool isProbe = operation.Name == Ns.Discovery + "Probe" && Fits(device, operation);
        bool isResolve = operation.Name == Ns.Discovery + "Resolve" && operation.Value.Contains(Reference(device), StringComparison.OrdinalIgnoreCase);
        if (!isProbe && !isResolve)
        {
            return null;
        }

        var name = new Xml(isProbe ? "Probe" : "Resolve");
        Xml match = Description(device, local);
        return Message($"{name.Text}Matches", to ?? Anonymous, id, Xml.Of($"<d:{name}Matches><d:{name}Match>{match}</d:{name}Match></d:{name}Matches>"));
    }

    public static byte[] Hello(OnvifDevice device, IPAddress local) =>
        Message("Hello", "urn:schemas-xmlsoap-org:ws:2005:04:discovery", null, Xml.Of($"<d:Hello>{Description(device, local)}</d:Hello>"));

    public static byte[] Bye(OnvifDevice device, IPAddress local) =>
        Message("Bye", "urn:schemas-xmlsoap-org:ws:2005:04:discovery", null, Xml.Of($"<d:Bye>{EndpointReference(device)}</d:Bye>"));

    private static string Reference(OnvifDevice device) => $"urn:uuid:{device.Id}";

    private static Xml EndpointReference(OnvifDevice device) =>
        Xml.Of($"<a:EndpointReference><a:Address>{Reference(device)}</a:Address></a:EndpointReference>");

    private static Xml Description(OnvifDevice device, IPAddress local)
    {
        IPAddress address = device.Where.Address.Equals(IPAddress.Any) ? local : device.Where.Address;
        string host = device.Plan.AddressHost ?? new IPEndPoint(address, device.Where.Port).ToString();
        return Xml.Of($"""
            {EndpointReference(device)}<d:Types>dn:NetworkVideoTransmitter tds:Device</d:Types><d:Scopes>{string.Join(' ', DeviceScopes.Of(device))}</d:Scopes><d:XAddrs>http://{host}/onvif/device_service</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion>
            """);
    }

    private static byte[] Message(string action, string to, string? relatesTo, Xml body) => Encoding.UTF8.GetBytes(Xml.Of($"""
        <?xml version="1.0" encoding="UTF-8"?>
        <s:Envelope xmlns:s="{Ns.Soap.NamespaceName}" xmlns:a="{Ns.DiscoveryAddressing.NamespaceName}" xmlns:d="{Ns.Discovery.NamespaceName}" xmlns:dn="http://www.onvif.org/ver10/network/wsdl" xmlns:tds="{Ns.Device.NamespaceName}"><s:Header><a:MessageID>urn:uuid:{Guid.NewGuid().ToString()}</a:MessageID>{Xml.If(relatesTo is not null, $"<a:RelatesTo>{relatesTo}</a:RelatesTo>")}<a:To>{to}</a:To><a:Action>{Ns.Discovery.NamespaceName}/{action}</a:Action></s:Header><s:Body>{body}</s:Body></s:Envelope>
        """).Text);

    /// <summary>Every type asked for must be one of ours, and every scope asked for the beginning of one of ours (RFC 3986 rule).</summary>
    private static bool Fits(OnvifDevice device, XElement probe)
    {
        string[] types = Words(probe.Element(Ns.Discovery + "Types"));
        string[] scopes = Words(probe.Element(Ns.Discovery + "Scopes"));
        return types.All(t => s_types.Contains(t.Split(':')[^1]))
            && scopes.All(wanted => DeviceScopes.Of(device).Any(own => IsBelow(own, wanted)));
    }

    private static string[] Words(XElement? element) => element?.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static bool IsBelow(string own, string wanted) =>
        own.Equals(wanted, StringComparison.OrdinalIgnoreCase) || own.StartsWith(wanted.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase);
}
