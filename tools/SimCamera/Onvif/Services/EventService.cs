using System.Globalization;
using SimCamera.Onvif.Events;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Services;

/// <summary>Events by pull points (ONVIF Core, 9). A subscription is named by the address that its creation told. Stateless.</summary>
internal static class EventService
{
    private const string SubscriptionPath = "subscription/";
    private static readonly TimeSpan s_standardLife = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestPoll = TimeSpan.FromMinutes(1);

    public static IEnumerable<Operation> All { get; } =
    [
        Operation.Of(Ns.Events, "GetServiceCapabilities", OnvifLevel.Anonymous, _ => Xml.Of($"""
            <tev:GetServiceCapabilitiesResponse><tev:Capabilities WSSubscriptionPolicySupport="false" WSPausableSubscriptionManagerInterfaceSupport="false" MaxPullPoints="50" PersistentNotificationStorage="false"/></tev:GetServiceCapabilitiesResponse>
            """)),
        Operation.Of(Ns.Events, "GetEventProperties", OnvifLevel.User, c => Properties(c.Device)),
        Operation.Of(Ns.Events, "CreatePullPointSubscription", OnvifLevel.User, Create),
        new(Ns.Events, "PullMessages", OnvifLevel.User, PullAsync),
        Operation.Of(Ns.Events, "SetSynchronizationPoint", OnvifLevel.User, Synchronize),
        Operation.Of(Ns.Notification, "Renew", OnvifLevel.User, Renew),
        Operation.Of(Ns.Notification, "Unsubscribe", OnvifLevel.User, Unsubscribe),
    ];

    /// <summary>The WS-Addressing action of a request: the port type stands between.</summary>
    public static string ActionOf(string operation) => operation is "PullMessages" or "SetSynchronizationPoint"
        ? $"{Ns.Events.NamespaceName}/PullPointSubscription/{operation}"
        : $"{Ns.Events.NamespaceName}/EventPortType/{operation}";

    private static Xml Create(OnvifCall call)
    {
        TimeSpan life = LifeOf(call, "InitialTerminationTime");
        PullPoint point = call.Device.Events.Subscribe(new TopicFilter(call.Text("TopicExpression")), life);
        string address = ServiceTable.Address(call, SubscriptionPath + point.Number.ToString(CultureInfo.InvariantCulture)).ToString();
        return Xml.Of($"""
            <tev:CreatePullPointSubscriptionResponse><tev:SubscriptionReference><wsa:Address>{address}</wsa:Address></tev:SubscriptionReference>{Times(call, point, "wsnt")}</tev:CreatePullPointSubscriptionResponse>
            """);
    }

    private static async Task<Xml> PullAsync(OnvifCall call)
    {
        PullPoint point = Find(call);
        TimeSpan asked = XmlTime.ParseSpan(call.Required("Timeout")) ?? throw SoapFault.Invalid("Timeout is not a duration.");
        TimeSpan timeout = TimeSpan.FromTicks(Math.Clamp(asked.Ticks, 0, s_longestPoll.Ticks));
        IReadOnlyList<Notification> taken = await point.PullAsync(timeout, Math.Max(1, call.Number("MessageLimit") ?? 100), call.Stop).ConfigureAwait(false);
        return Xml.Of($"""
            <tev:PullMessagesResponse>{Times(call, point, "tev")}{Xml.Each(taken, n => n.Message)}</tev:PullMessagesResponse>
            """);
    }

    private static Xml Synchronize(OnvifCall call)
    {
        call.Device.Events.Synchronize(Find(call));
        return Xml.Of($"<tev:SetSynchronizationPointResponse/>");
    }

    private static Xml Renew(OnvifCall call)
    {
        PullPoint point = Find(call);
        point.Renew(LifeOf(call, "TerminationTime"));
        DateTimeOffset now = call.Device.Clock.Now;
        return Xml.Of($"""
            <wsnt:RenewResponse><wsnt:TerminationTime>{now + point.Left}</wsnt:TerminationTime><wsnt:CurrentTime>{now}</wsnt:CurrentTime></wsnt:RenewResponse>
            """);
    }

    private static Xml Unsubscribe(OnvifCall call)
    {
        call.Device.Events.Remove(Find(call));
        return Xml.Of($"<wsnt:UnsubscribeResponse/>");
    }

    private static Xml Times(OnvifCall call, PullPoint point, string prefix)
    {
        DateTimeOffset now = call.Device.Clock.Now;
        var p = new Xml(prefix);
        return Xml.Of($"<{p}:CurrentTime>{now}</{p}:CurrentTime><{p}:TerminationTime>{now + point.Left}</{p}:TerminationTime>");
    }

    private static PullPoint Find(OnvifCall call)
    {
        string name = call.Http.Path.Split('/')[^1];
        bool reads = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        return (reads ? call.Device.Events.Find(number) : null)
            ?? throw new SoapFault(true, "There is no such subscription.", "wsrf-rw:ResourceUnknownFault");
    }

    /// <summary>A life is told as a duration, or as a moment on the device's clock.</summary>
    private static TimeSpan LifeOf(OnvifCall call, string element)
    {
        string? text = call.Text(element);
        TimeSpan asked = string.IsNullOrEmpty(text) ? s_standardLife
            : XmlTime.ParseSpan(text) ?? (XmlTime.Parse(text) - call.Device.Clock.Now)
            ?? throw new SoapFault(true, "The time is neither a duration nor a moment.", "wsnt:UnacceptableInitialTerminationTimeFault");
        if (asked <= TimeSpan.Zero)
        {
            throw new SoapFault(true, "The time is over already.", "wsnt:UnacceptableInitialTerminationTimeFault");
        }

        return asked < call.Device.Plan.MaxPullPointLife ? asked : call.Device.Plan.MaxPullPointLife;
    }

    private static Xml Properties(OnvifDevice device) => Xml.Of($"""
        <tev:GetEventPropertiesResponse><tev:TopicNamespaceLocation>http://www.onvif.org/onvif/ver10/topics/topicns.xml</tev:TopicNamespaceLocation><wsnt:FixedTopicSet>true</wsnt:FixedTopicSet>
        <wstop:TopicSet>{TopicTree.Write(EventTopic.All.DistinctBy(t => t.Topic), device.Sources[0])}</wstop:TopicSet>
        <wsnt:TopicExpressionDialect>http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet</wsnt:TopicExpressionDialect>
        <wsnt:TopicExpressionDialect>http://docs.oasis-open.org/wsn/t-1/TopicExpression/Concrete</wsnt:TopicExpressionDialect>
        <tev:MessageContentFilterDialect>http://www.onvif.org/ver10/tev/messageContentFilter/ItemFilter</tev:MessageContentFilterDialect>
        <tev:MessageContentSchemaLocation>http://www.onvif.org/onvif/ver10/schema/onvif.xsd</tev:MessageContentSchemaLocation></tev:GetEventPropertiesResponse>
        """);
}
