using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Events;

/// <summary>
/// One subscription at one camera, from creation to goodbye: pulls, and renews at half of what was granted. Used by one loop at a time.
/// Failures are <see cref="NvrException"/>; after one, make another subscription.
/// </summary>
internal sealed class PullPoint
{
    private const int MessageLimit = 100;
    private const string EventActions = "http://www.onvif.org/ver10/events/wsdl/";
    private const string NotificationActions = "http://docs.oasis-open.org/wsn/bw-2/";
    private const string Anonymous = "http://www.w3.org/2005/08/addressing/anonymous";

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);

    private readonly SoapChannel channel;
    private readonly Uri address;
    private readonly XElement[] reference;
    private TimeSpan wait;
    private long renewAtUs;
    private bool renewable = true;

    private PullPoint(SoapChannel channel, Uri address, XElement[] reference)
    {
        this.channel = channel;
        this.address = address;
        this.reference = reference;
        wait = channel.Options.PullWait;
    }

    public static async Task<PullPoint> CreateAsync(SoapChannel channel, Uri service, CancellationToken cancellation)
    {
        XElement response = await RelativeThenAbsoluteAsync(
            channel,
            life => new SoapCall(
                service,
                new XElement(Ns.Events + "CreatePullPointSubscription", new XElement(Ns.Events + "InitialTerminationTime", life)),
                EventActions + "EventPortType/CreatePullPointSubscriptionRequest")
            {
                Headers = Addressing(service, EventActions + "EventPortType/CreatePullPointSubscriptionRequest", []),
            },
            cancellation);
        XElement? endpoint = response.Element(Ns.Events + "SubscriptionReference");
        string? named = endpoint.Text(Ns.Addressing + "Address") ?? endpoint.Text(Ns.OldAddressing + "Address");
        XElement? parameters = endpoint?.Element(Ns.Addressing + "ReferenceParameters") ?? endpoint?.Element(Ns.OldAddressing + "ReferenceParameters");
        // Cameras with one subscription for all give the service's own address, or none.
        var point = new PullPoint(channel, channel.Guard.Service(named) ?? service, [.. (parameters?.Elements() ?? []).Take(8).Select(AsHeader)]);
        point.TakeLife(response, Ns.Notification);
        return point;
    }

    /// <summary>Waits for messages; an empty list when the camera has none in time.</summary>
    public async Task<IReadOnlyList<OnvifNotification>> PullAsync(CancellationToken cancellation)
    {
        await RenewIfDueAsync(cancellation);
        try
        {
            XElement body = new(
                Ns.Events + "PullMessages",
                new XElement(Ns.Events + "Timeout", XmlConvert.ToString(wait)),
                new XElement(Ns.Events + "MessageLimit", MessageLimit));
            XElement response = await CallAsync(body, EventActions + "PullPointSubscription/PullMessagesRequest", wait, cancellation);
            TakeLife(response, Ns.Events);
            return NotificationReader.All(response.Elements(Ns.Notification + "NotificationMessage"));
        }
        catch (NvrException e) when (wait > ShortestWait && e.InnerException is SoapFaultException { Fault: var fault } && fault.Has("PullMessagesFaultResponse"))
        {
            // It does not hold a request open for so long.
            wait = wait / 2 > ShortestWait ? wait / 2 : ShortestWait;
            return [];
        }
    }

    /// <summary>Has the present state of everything sent again, as initial messages. Not all cameras can.</summary>
    public Task SynchronizeAsync(CancellationToken cancellation) => CallAsync(
        new XElement(Ns.Events + "SetSynchronizationPoint"), EventActions + "PullPointSubscription/SetSynchronizationPointRequest", TimeSpan.Zero, cancellation);

    public Task UnsubscribeAsync(CancellationToken cancellation) => CallAsync(
        new XElement(Ns.Notification + "Unsubscribe"), NotificationActions + "SubscriptionManager/UnsubscribeRequest", TimeSpan.Zero, cancellation);

    private async Task RenewIfDueAsync(CancellationToken cancellation)
    {
        if (!renewable || channel.BoxClock.MonotonicUs < renewAtUs)
        {
            return;
        }
        const string Action = NotificationActions + "SubscriptionManager/RenewRequest";
        try
        {
            XElement response = await RelativeThenAbsoluteAsync(
                channel,
                life => new SoapCall(address, new XElement(Ns.Notification + "Renew", new XElement(Ns.Notification + "TerminationTime", life)), Action)
                {
                    Headers = Addressing(address, Action, reference),
                },
                cancellation);
            TakeLife(response, Ns.Notification);
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Unsupported)
        {
            // Then pulling alone keeps it alive, or it dies and is made anew.
            renewable = false;
        }
    }

    private Task<XElement> CallAsync(XElement body, string action, TimeSpan held, CancellationToken cancellation) =>
        channel.CallAsync(new SoapCall(address, body, action) { Wait = held, Headers = Addressing(address, action, reference) }, cancellation);

    /// <summary>Some cameras take durations only, others points in time only, and those by their own clock.</summary>
    private static async Task<XElement> RelativeThenAbsoluteAsync(SoapChannel channel, Func<string, SoapCall> call, CancellationToken cancellation)
    {
        TimeSpan life = channel.Options.SubscriptionLife;
        try
        {
            return await channel.CallAsync(call(XmlConvert.ToString(life)), cancellation);
        }
        catch (NvrException e) when (e.InnerException is SoapFaultException && e.Kind is ErrorKind.InvalidInput or ErrorKind.Refused or ErrorKind.Protocol)
        {
            DateTimeOffset end = channel.Clock.Now(channel.Clock.OffsetUs).ToDateTimeOffset() + life;
            return await channel.CallAsync(call(end.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)), cancellation);
        }
    }

    /// <summary>Both times are by the camera's clock, so that only their difference counts.</summary>
    private void TakeLife(XElement response, XNamespace space)
    {
        UtcTime? now = Xml.AsTime(response.Text(space + "CurrentTime"));
        UtcTime? end = Xml.AsTime(response.Text(space + "TerminationTime"));
        TimeSpan granted = now is { } from && end is { } to ? TimeSpan.FromMicroseconds(to.Since(from)) : TimeSpan.Zero;
        TimeSpan life = granted > ShortestWait && granted < LongestLife ? granted : channel.Options.SubscriptionLife;
        renewAtUs = channel.BoxClock.MonotonicUs + ((long)life.TotalMicroseconds / 2);
    }

    private static XElement[] Addressing(Uri to, string action, XElement[] reference) =>
    [
        new XElement(Ns.Addressing + "Action", new XAttribute(Ns.Soap + "mustUnderstand", "1"), action),
        new XElement(Ns.Addressing + "MessageID", $"urn:uuid:{Guid.NewGuid()}"),
        new XElement(Ns.Addressing + "ReplyTo", new XElement(Ns.Addressing + "Address", Anonymous)),
        new XElement(Ns.Addressing + "To", new XAttribute(Ns.Soap + "mustUnderstand", "1"), to.AbsoluteUri),
        .. reference.Select(r => new XElement(r)),
    ];

    private static XElement AsHeader(XElement parameter)
    {
        var header = new XElement(parameter);
        header.SetAttributeValue(Ns.Addressing + "IsReferenceParameter", "true");
        return header;
    }
}
