using System.Xml.Linq;
using Nvr.Onvif.Metadata;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Events;

/// <summary>
/// Reads wsnt:NotificationMessage with the tt:Message in it (Core specification, "Notification message format"). Never throws; a message
/// without a topic is left out.
/// </summary>
internal static class NotificationReader
{
    private const int MaxMessages = 1024;
    private const int MaxItems = 64;
    private const int MaxRaw = 16 * 1024;

    public static IReadOnlyList<OnvifNotification> All(IEnumerable<XElement> messages) =>
        [.. messages.Take(MaxMessages).Select(One).OfType<OnvifNotification>()];

    /// <summary>Null for one without a topic.</summary>
    public static OnvifNotification? One(XElement notification)
    {
        string topic = PlainTopic(notification.Text(Ns.Notification + "Topic") ?? "");
        if (topic.Length == 0)
        {
            return null;
        }
        // A few cameras put the message into no namespace, or a wrong one.
        XElement? outer = notification.Element(Ns.Notification + "Message");
        XElement? message = outer?.Element(Ns.Schema + "Message") ?? outer?.Elements().FirstOrDefault(e => e.Name.LocalName == "Message");
        return new OnvifNotification
        {
            Topic = topic,
            CameraTime = Xml.AsTime(message?.Said("UtcTime")),
            Operation = OperationOf(message?.Said("PropertyOperation")),
            Source = Items(message, "Source"),
            Key = Items(message, "Key"),
            Data = Items(message, "Data"),
            Objects = Objects(message),
            Raw = Raw(notification),
        };
    }

    /// <summary><c>tns1:RuleEngine/tnsx:Detector/Motion</c> becomes <c>RuleEngine/Detector/Motion</c>: any prefix can stand for any namespace.</summary>
    public static string PlainTopic(string expression) => string.Join(
        '/',
        expression.Split('/', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Xml.LocalPart).Where(s => s is not ("." or "")));

    private static PropertyOperation OperationOf(string? text) =>
        Enum.TryParse(text, ignoreCase: true, out PropertyOperation operation) ? operation : PropertyOperation.None;

    private static IReadOnlyList<SimpleItem> Items(XElement? message, string part) =>
    [
        .. Part(message, part).Where(e => e.Name.LocalName == "SimpleItem").Take(MaxItems)
            .Select(e => new SimpleItem(e.Said("Name"), e.Said("Value"))),
    ];

    private static IReadOnlyList<AnalyticsObject> Objects(XElement? message) =>
    [
        .. Part(message, "Data").Where(e => e.Name.LocalName == "ElementItem").SelectMany(e => e.Elements())
            .Where(e => e.Name == Ns.Schema + "Object").Take(MaxItems).Select(e => SceneReader.Object(e, SceneTransform.Identity)),
    ];

    private static IEnumerable<XElement> Part(XElement? message, string part) =>
        message?.Elements().FirstOrDefault(e => e.Name.LocalName == part)?.Elements() ?? [];

    private static string Raw(XElement notification)
    {
        string text = notification.ToString(SaveOptions.DisableFormatting);
        return text.Length <= MaxRaw ? text : text[..MaxRaw];
    }
}
