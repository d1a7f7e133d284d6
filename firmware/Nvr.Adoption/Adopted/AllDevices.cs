using System.Collections.Concurrent;
using System.Net;
using System.Net.NetworkInformation;
using Nvr.Adoption.Devices;
using Nvr.Onvif.Discovery;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Adopted;

/// <summary>
/// The devices of the book and, beside them, what is behind the cameras that were entered by hand. A camera that was entered by hand at the address of
/// an adopted device is one of its sources: what is done to the device is done to it as well.
/// </summary>
public sealed class AllDevices(IAdoptedDevices adopted, HandCameraServices services, HandCameraDoors doors) : IAdoptedDevices
{
    /// <summary>Who was last seen at an address: a camera that hangs drops out of the kernel's table, and is just the one that is looked for.</summary>
    private readonly ConcurrentDictionary<IPAddress, Neighbour> seen = new();

    public IReadOnlyList<AdoptedDevice> List()
    {
        Dictionary<string, CameraView[]> byHost = HandCameras.In(services.Cameras, services.Book).GroupBy(HandCameras.HostOf).ToDictionary(g => g.Key, g => g.ToArray());
        List<AdoptedDevice> all = [];
        foreach (AdoptedDevice device in adopted.List())
        {
            string host = services.Book.Find(device.Id) is { } known ? new UriBuilder("rtsp", known.Address.ToString()).Uri.Host : "";
            all.Add(byHost.Remove(host, out CameraView[]? more) ? device with { Sources = [.. device.Sources, .. more.Select(SourceOf)] } : device);
        }
        if (byHost.Count > 0)
        {
            LookAround();
        }
        return [.. all, .. byHost.Select(g => DeviceAt(g.Key, g.Value))];
    }

    private AdoptedDevice DeviceAt(string host, CameraView[] cameras)
    {
        Neighbour? neighbour = IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) ? seen.GetValueOrDefault(address) : null;
        PhysicalAddress? mac = neighbour?.Mac;
        return new AdoptedDevice
        {
            Id = HandCameras.IdOf(host), Onvif = doors.DoorOf(host), Mac = mac, Interface = neighbour?.Interface, Sources = [.. cameras.Select(SourceOf)],
        };
    }

    private void LookAround()
    {
        foreach (Neighbour neighbour in services.Neighbours.Read())
        {
            seen[neighbour.Address] = neighbour;
        }
    }

    private static DeviceSource SourceOf(CameraView camera) => new() { Token = "", Camera = camera.Id.Value };
}
