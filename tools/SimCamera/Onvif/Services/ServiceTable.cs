using System.Xml.Linq;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Services;

/// <summary>All operations by service and name, and which services a device has. Immutable.</summary>
internal static class ServiceTable
{
    private static readonly Dictionary<(XNamespace Service, string Name), Operation> s_operations = new[]
    {
        DeviceService.All, UserService.All, DeviceTimeService.All, MediaService.All, MediaSettingsService.All, Media2Service.All,
        EventService.All, PtzService.All, ImagingService.All, RecordingService.All, SearchService.All,
    }.SelectMany(o => o).ToDictionary(o => (o.Service, o.Name));

    public static Operation? Find(XNamespace service, string name) => s_operations.GetValueOrDefault((service, name));

    /// <summary>Namespace, path and version of each service that the device announces.</summary>
    public static IEnumerable<(XNamespace Name, string Path, int Major, int Minor)> Of(OnvifDevice device)
    {
        yield return (Ns.Device, "device_service", 22, 12);
        yield return (Ns.Media, "media_service", 2, 6);
        yield return (Ns.Events, "event_service", 22, 6);
        yield return (Ns.Imaging, "imaging_service", 22, 6);
        if (device.Plan.HasMedia2)
        {
            yield return (Ns.Media2, "media2_service", 22, 12);
        }

        if (device.Options.HasPtz)
        {
            yield return (Ns.Ptz, "ptz_service", 22, 6);
        }

        if (device.Options.CardSeconds > 0)
        {
            yield return (Ns.Recording, "recording_service", 22, 6);
            yield return (Ns.Search, "search_service", 22, 6);
            yield return (Ns.Replay, "replay_service", 21, 12);
        }
    }

    /// <summary>False for services that the device lacks, and for those that it only pretends to have.</summary>
    public static bool Works(OnvifDevice device, XNamespace service, string action)
    {
        bool isLie = device.Plan.Lies && action != "GetServiceCapabilities"
            && (service == Ns.Media2 || service == Ns.Events || service == Ns.Ptz);
        return !isLie && (service == Ns.Notification || Of(device).Any(s => s.Name == service));
    }

    public static Uri Address(OnvifCall call, string path) => new($"http://{call.Device.Plan.AddressHost ?? call.Host}/onvif/{path}");

    /// <summary>The WS-Addressing action of an answer.</summary>
    public static string ReplyAction(Operation operation) =>
        operation.Service == Ns.Events ? EventService.ActionOf(operation.Name) + "Response"
        : operation.Service == Ns.Notification ? $"http://docs.oasis-open.org/wsn/bw-2/SubscriptionManager/{operation.Name}Response"
        : $"{operation.Service.NamespaceName}/{operation.Name}Response";
}
