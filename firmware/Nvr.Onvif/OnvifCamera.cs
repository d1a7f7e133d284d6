using System.Xml.Linq;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Onvif.Device;
using Nvr.Onvif.Events;
using Nvr.Onvif.Imaging;
using Nvr.Onvif.Media;
using Nvr.Onvif.Ptz;
using Nvr.Onvif.Replay;
using Nvr.Onvif.Soap;
using Nvr.Onvif.Web;

namespace Nvr.Onvif;

/// <summary>
/// One ONVIF device and its services. Connecting asks what anybody may ask: the clock, and which services there are; the password is tried
/// by the first request that needs it. Thread-safe; the parts are valid until it is disposed. Failures are <see cref="NvrException"/>:
/// Unauthorised when a password is missing or wrong, which is then final for this instance, Unreachable, Protocol, Unsupported.
/// </summary>
public sealed class OnvifCamera : IDisposable
{
    private readonly SoapChannel channel;
    private readonly ServiceMap services;

    private OnvifCamera(SoapChannel channel, ServiceMap services)
    {
        this.channel = channel;
        this.services = services;
        Device = new DeviceClient(Port(OnvifService.Device, Ns.Device)!);
        Media = Port(OnvifService.Media2, Ns.Media2) is { } two ? new Media2Client(two)
            : Port(OnvifService.Media1, Ns.Media1) is { } one ? new Media1Client(one)
            : null;
        // Cameras that lie about Media2, or whose Media2 is broken, are served by the older one.
        MediaFallback = Media is Media2Client && Port(OnvifService.Media1, Ns.Media1) is { } older ? new Media1Client(older) : null;
        Events = Port(OnvifService.Events, Ns.Events) is { } events ? new EventClient(events, services[OnvifService.Events]!) : null;
        Ptz = Port(OnvifService.Ptz, Ns.Ptz) is { } ptz ? new PtzClient(ptz) : null;
        Imaging = Port(OnvifService.Imaging, Ns.Imaging) is { } imaging ? new ImagingClient(imaging) : null;
        Recordings = Port(OnvifService.Search, Ns.Search) is { } search && Port(OnvifService.Replay, Ns.Replay) is { } replay
            ? new RecordingClient(search, replay)
            : null;
    }

    public DeviceClient Device { get; }

    /// <summary>Media2 where the camera offers it, else Media1; null where it has neither.</summary>
    public IMediaClient? Media { get; }

    /// <summary>Media1 beside Media2; null where there is nothing to fall back to.</summary>
    public IMediaClient? MediaFallback { get; }

    public EventClient? Events { get; }

    public PtzClient? Ptz { get; }

    public ImagingClient? Imaging { get; }

    /// <summary>What is on the camera's own card (Profile G); null where it cannot be searched and replayed.</summary>
    public RecordingClient? Recordings { get; }

    public IReadOnlyCollection<OnvifService> Services => services.Offered;

    /// <summary>To be pinned at first use; null for a connection without encryption.</summary>
    public string? CertificateSha256 => channel.CertificateSha256;

    /// <summary>Whether the user name and password have been accepted.</summary>
    public bool IsSignedIn => channel.IsSignedIn;

    /// <summary>The camera's clock minus the box's, in its likeliest reading.</summary>
    public TimeSpan ClockOffset => TimeSpan.FromMicroseconds(channel.Clock.OffsetUs);

    /// <summary>A time by the camera's clock, by the box's: for what the camera tells outside of these services. What cannot be believed is now.</summary>
    public UtcTime ToBox(UtcTime? cameraTime) => channel.Clock.ToBox(cameraTime);

    public static async Task<OnvifCamera> ConnectAsync(OnvifTarget target, OnvifOptions options, BoxClock clock, CancellationToken cancellation)
    {
        if (target.DeviceService is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            throw new NvrException(ErrorKind.InvalidInput, "An ONVIF address begins with http:// or https:// and names the camera.");
        }
        var channel = new SoapChannel(target, options, clock);
        try
        {
            await channel.TryReadClockAsync(cancellation);
            return new OnvifCamera(channel, await ServicesAsync(channel, cancellation));
        }
        catch
        {
            channel.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The profiles, by the media service that has something to record: cameras announce a Media2 that fails or lists nothing usable, and are
    /// served by the older service then.
    /// </summary>
    public async Task<MediaOffer> OfferAsync(CancellationToken cancellation)
    {
        if (Media is null)
        {
            throw new NvrException(ErrorKind.Unsupported, "The device speaks ONVIF but has no media service: it is no camera.");
        }
        if (MediaFallback is null)
        {
            return new MediaOffer(Media, await Media.ProfilesAsync(cancellation));
        }
        try
        {
            IReadOnlyList<MediaProfile> profiles = await Media.ProfilesAsync(cancellation);
            if (StreamChoice.Pick(profiles).Count > 0)
            {
                return new MediaOffer(Media, profiles);
            }
        }
        catch (NvrException e) when (e.Kind is not (ErrorKind.Unauthorised or ErrorKind.Unreachable))
        {
            // The older service has the last word.
        }
        return new MediaOffer(MediaFallback, await MediaFallback.ProfilesAsync(cancellation));
    }

    /// <summary>
    /// The camera's own web interface, for the same user and under the same rules. The caller disposes it; the password is tried anew there, as cameras may
    /// have other users for it.
    /// </summary>
    public CameraWeb OpenWeb(OnvifOptions options) => new(
        channel.Target with { PinnedCertificateSha256 = channel.Target.PinnedCertificateSha256 ?? CertificateSha256 }, options, channel.BoxClock.Time);

    public void Dispose() => channel.Dispose();

    private ServicePort? Port(OnvifService service, XNamespace space) =>
        services[service] is { } address ? new ServicePort(channel, address, space) : null;

    private static async Task<ServiceMap> ServicesAsync(SoapChannel channel, CancellationToken cancellation)
    {
        var port = new ServicePort(channel, channel.Guard.Camera, Ns.Device);
        try
        {
            XElement services = await port.OpenCallAsync("GetServices", cancellation, port.Element("IncludeCapability", "false"));
            ServiceMap map = ServiceMap.FromServices(services, channel.Guard);
            if (map.Offered.Count > 1)
            {
                return map;
            }
        }
        catch (NvrException e) when (e.Kind is not (ErrorKind.Unauthorised or ErrorKind.Unreachable))
        {
            // Before version 2.1 of the specification there was no GetServices, and cameras refuse what they do not know in every way.
        }
        XElement capabilities = await port.OpenCallAsync("GetCapabilities", cancellation, port.Element("Category", "All"));
        return ServiceMap.FromCapabilities(capabilities, channel.Guard);
    }
}
