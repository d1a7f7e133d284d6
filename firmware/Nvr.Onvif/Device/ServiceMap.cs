using System.Xml.Linq;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Device;

/// <summary>Which services a camera offers and where; every address is on the camera itself. Immutable.</summary>
internal sealed class ServiceMap
{
    private static readonly Dictionary<string, OnvifService> ByNamespace = new(StringComparer.OrdinalIgnoreCase)
    {
        [Ns.Device.NamespaceName] = OnvifService.Device,
        [Ns.Media1.NamespaceName] = OnvifService.Media1,
        [Ns.Media2.NamespaceName] = OnvifService.Media2,
        [Ns.Events.NamespaceName] = OnvifService.Events,
        [Ns.Ptz.NamespaceName] = OnvifService.Ptz,
        [Ns.Imaging.NamespaceName] = OnvifService.Imaging,
        [Ns.Analytics.NamespaceName] = OnvifService.Analytics,
        [Ns.Recording.NamespaceName] = OnvifService.Recording,
        [Ns.Search.NamespaceName] = OnvifService.Search,
        [Ns.Replay.NamespaceName] = OnvifService.Replay,
        [Ns.DeviceIo.NamespaceName] = OnvifService.DeviceIo,
    };

    /// <summary>The names of GetCapabilities; media is version 1, which is all that it can name.</summary>
    private static readonly Dictionary<string, OnvifService> ByCapability = new(StringComparer.Ordinal)
    {
        ["Media"] = OnvifService.Media1,
        ["Events"] = OnvifService.Events,
        ["PTZ"] = OnvifService.Ptz,
        ["Imaging"] = OnvifService.Imaging,
        ["Analytics"] = OnvifService.Analytics,
        ["Recording"] = OnvifService.Recording,
        ["Search"] = OnvifService.Search,
        ["Replay"] = OnvifService.Replay,
        ["DeviceIO"] = OnvifService.DeviceIo,
    };

    private readonly Dictionary<OnvifService, Uri> addresses;

    private ServiceMap(Dictionary<OnvifService, Uri> addresses, Uri device)
    {
        this.addresses = addresses;
        // Whatever it says: this is the address that answers.
        addresses[OnvifService.Device] = device;
    }

    public IReadOnlyCollection<OnvifService> Offered => addresses.Keys;

    public Uri? this[OnvifService service] => addresses.GetValueOrDefault(service);

    public static ServiceMap FromServices(XElement response, AddressGuard guard)
    {
        var found = new Dictionary<OnvifService, Uri>();
        foreach (XElement service in response.Elements(Ns.Device + "Service"))
        {
            string space = service.Text(Ns.Device + "Namespace") ?? "";
            if (ByNamespace.TryGetValue(space.TrimEnd('/'), out OnvifService which) && guard.Service(service.Text(Ns.Device + "XAddr")) is { } address)
            {
                found.TryAdd(which, address);
            }
        }
        return new ServiceMap(found, guard.Camera);
    }

    public static ServiceMap FromCapabilities(XElement response, AddressGuard guard)
    {
        var found = new Dictionary<OnvifService, Uri>();
        foreach (XElement entry in response.Element(Ns.Device + "Capabilities")?.Descendants() ?? [])
        {
            if (ByCapability.TryGetValue(entry.Name.LocalName, out OnvifService which) && guard.Service(entry.Text(Ns.Schema + "XAddr")) is { } address)
            {
                found.TryAdd(which, address);
            }
        }
        return new ServiceMap(found, guard.Camera);
    }
}
