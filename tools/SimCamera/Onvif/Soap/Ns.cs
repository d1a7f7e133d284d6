using System.Xml.Linq;

namespace SimCamera.Onvif.Soap;

/// <summary>The namespaces of ONVIF 2.x and of what it is built on, with the prefixes that its specifications use.</summary>
internal static class Ns
{
    public static readonly XNamespace Soap = "http://www.w3.org/2003/05/soap-envelope";
    public static readonly XNamespace Addressing = "http://www.w3.org/2005/08/addressing";
    public static readonly XNamespace DiscoveryAddressing = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
    public static readonly XNamespace Discovery = "http://schemas.xmlsoap.org/ws/2005/04/discovery";
    public static readonly XNamespace Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    public static readonly XNamespace Utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    public static readonly XNamespace Notification = "http://docs.oasis-open.org/wsn/b-2";
    public static readonly XNamespace Schema = "http://www.onvif.org/ver10/schema";
    public static readonly XNamespace Device = "http://www.onvif.org/ver10/device/wsdl";
    public static readonly XNamespace Media = "http://www.onvif.org/ver10/media/wsdl";
    public static readonly XNamespace Media2 = "http://www.onvif.org/ver20/media/wsdl";
    public static readonly XNamespace Events = "http://www.onvif.org/ver10/events/wsdl";
    public static readonly XNamespace Ptz = "http://www.onvif.org/ver20/ptz/wsdl";
    public static readonly XNamespace Imaging = "http://www.onvif.org/ver20/imaging/wsdl";
    public static readonly XNamespace Recording = "http://www.onvif.org/ver10/recording/wsdl";
    public static readonly XNamespace Search = "http://www.onvif.org/ver10/search/wsdl";
    public static readonly XNamespace Replay = "http://www.onvif.org/ver10/replay/wsdl";

    /// <summary>Prefixes of everything that a body may hold; all are declared on the envelope, as cameras do.</summary>
    public static readonly IReadOnlyList<(string Prefix, XNamespace Name)> Declared =
    [
        ("wsa", Addressing), ("wsnt", Notification), ("tt", Schema), ("tds", Device), ("trt", Media), ("tr2", Media2), ("tev", Events),
        ("tptz", Ptz), ("timg", Imaging), ("trc", Recording), ("tse", Search), ("trp", Replay),
        ("ter", "http://www.onvif.org/ver10/error"), ("tns1", "http://www.onvif.org/ver10/topics"),
        ("wsrf-rw", "http://docs.oasis-open.org/wsrf/rw-2"), ("wstop", "http://docs.oasis-open.org/wsn/t-1"), ("xs", "http://www.w3.org/2001/XMLSchema"),
    ];
}
