using System.Text;
using System.Xml.Linq;
using Fuzz.Engine;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Onvif.Discovery;
using Nvr.Onvif.Events;
using Nvr.Onvif.Metadata;
using Nvr.Onvif.Soap;

namespace Fuzz.Targets;

/// <summary>
/// What a camera answers in XML: envelopes, notifications, metadata documents, discovery datagrams. Only NvrException (Protocol) may come
/// out of the tree's reader, nothing out of the others; no tree is deeper or larger than its bounds, no event or box out of the picture.
/// </summary>
internal sealed class OnvifTarget : IFuzzTarget
{
    private const string Namespaces =
        "xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:tt=\"http://www.onvif.org/ver10/schema\" xmlns:wsnt=\"http://docs.oasis-open.org/wsn/b-2\" "
        + "xmlns:d=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\" xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\"";

    private const string Notification =
        "<wsnt:NotificationMessage><wsnt:Topic>tns1:RuleEngine/CellMotionDetector/Motion</wsnt:Topic><wsnt:Message><tt:Message UtcTime=\"2026-11-24T10:00:00Z\" "
        + "PropertyOperation=\"Changed\"><tt:Source><tt:SimpleItem Name=\"VideoSourceConfigurationToken\" Value=\"1\"/></tt:Source><tt:Data><tt:SimpleItem "
        + "Name=\"IsMotion\" Value=\"true\"/></tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage>";

    private const string Frame =
        "<tt:VideoAnalytics><tt:Frame UtcTime=\"2026-11-24T10:00:00Z\"><tt:Transformation><tt:Translate x=\"-1\" y=\"-1\"/><tt:Scale x=\"0.003\" y=\"0.004\"/></tt:Transformation>"
        + "<tt:Object ObjectId=\"12\"><tt:Appearance><tt:Shape><tt:BoundingBox left=\"20\" top=\"180\" right=\"100\" bottom=\"30\"/></tt:Shape><tt:Class><tt:Type "
        + "Likelihood=\"0.9\">Human</tt:Type></tt:Class></tt:Appearance></tt:Object></tt:Frame></tt:VideoAnalytics>";

    public string Name => "onvif";

    public int MaxBytes => 64 * 1024;

    public IReadOnlyList<byte[]> Words { get; } = Split.Words(
        "<", ">", "</", "/>", "&amp;", "&#0;", "&#xFFFF;", "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
        "xmlns=\"\"", "xmlns:tt=\"\"", "\"", "NaN", "INF", "-1e300", "9999-99-99T99:99:99Z", "0001-01-01T00:00:00Z", "Initialized", "Deleted", "\u00ff\u00fe", "\0");

    public IEnumerable<byte[]> Seeds()
    {
        yield return Bytes($"<s:Envelope {Namespaces}><s:Header/><s:Body><r>{Notification}{Notification}</r></s:Body></s:Envelope>");
        yield return Bytes($"<tt:MetadataStream {Namespaces}>{Frame}<tt:Event>{Notification}</tt:Event></tt:MetadataStream>");
        yield return Bytes(
            $"<s:Envelope {Namespaces}><s:Header><a:RelatesTo>uuid:3b241101-e2bb-4255-8caf-4136c566a962</a:RelatesTo></s:Header><s:Body><d:ProbeMatches><d:ProbeMatch>"
            + "<a:EndpointReference><a:Address>urn:uuid:3b241101-e2bb-4255-8caf-4136c566a963</a:Address></a:EndpointReference><d:Types>dn:NetworkVideoTransmitter</d:Types>"
            + "<d:Scopes>onvif://www.onvif.org/name/Door onvif://www.onvif.org/Profile/T</d:Scopes><d:XAddrs>http://192.168.1.20/onvif/device_service</d:XAddrs>"
            + "</d:ProbeMatch></d:ProbeMatches></s:Body></s:Envelope>");
        // Found by fuzzing: each element paid for the whole name of its namespace.
        yield return Bytes($"<a xmlns=\"{new string('n', 20_000)}\">{string.Concat(Enumerable.Repeat("<b/>", 8_000))}</a>");
    }

    public IReadOnlyList<Range> Pieces(byte[] input)
    {
        var pieces = new List<Range>();
        for (int at = 0; at < input.Length;)
        {
            int next = input.AsSpan(at + 1).IndexOf((byte)'<');
            int end = next < 0 ? input.Length : at + 1 + next;
            pieces.Add(at..end);
            at = end;
        }
        return pieces;
    }

    public void Run(byte[] input)
    {
        CheckTree(input);
        _ = DiscoveryMessage.Read(input);
        if (MetadataParser.TryParse(input, out MetadataDocument? document))
        {
            foreach (AnalyticsObject seen in document.Frames.SelectMany(f => f.Objects))
            {
                Check(seen.Box);
            }
            document.Notifications.ToList().ForEach(Check);
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static void CheckTree(byte[] input)
    {
        XElement root;
        try
        {
            root = BoundedXml.Read(input);
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Protocol)
        {
            return;
        }
        BrokenPromiseException.Unless(root.DescendantsAndSelf().All(e => e.Ancestors().Take(BoundedXml.MaxDepth + 1).Count() <= BoundedXml.MaxDepth), "a tree deeper than the bound");
        NotificationReader.All(root.Descendants().Where(e => e.Name.LocalName == "NotificationMessage")).ToList().ForEach(Check);
    }

    private static void Check(OnvifNotification notification)
    {
        CameraEvent told = EventNormalizer.Normalize(notification, new UtcTime(0));
        BrokenPromiseException.Unless(told.Topic.Length > 0 && told.Raw.Length <= 16 * 1024, "an event without a topic, or with too much text");
        BrokenPromiseException.Unless(told.Confidence is null or (>= 0 and <= 1), "a confidence that is none");
        Check(told.Box);
    }

    private static void Check(EventBox? box)
    {
        const float Rounding = 1e-5f;
        BrokenPromiseException.Unless(
            box is not { } b || (b is { Left: >= 0, Top: >= 0, Width: > 0, Height: > 0 } && b.Left + b.Width <= 1 + Rounding && b.Top + b.Height <= 1 + Rounding), "a box outside the picture");
    }
}
