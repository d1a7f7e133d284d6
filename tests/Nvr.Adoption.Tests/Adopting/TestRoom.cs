using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Adoption.Adopting;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Diagnosing;
using Nvr.Adoption.Paths;
using Nvr.Adoption.Tests.Devices;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Onvif.Discovery;
using Nvr.Storage.Settings;
using SimCamera.Onvif;

namespace Nvr.Adoption.Tests.Adopting;

/// <summary>A book and a site account on disk, cameras in memory, and the machine's clock: simulated devices have that too.</summary>
internal sealed class TestRoom : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("adopting-").FullName;
    private readonly DataDirectory data;

    public TestRoom(AdoptionMode mode = AdoptionMode.Auto)
    {
        data = DataDirectory.Open(folder);
        BoxClock clock = BoxClock.System();
        Site = SiteAccount.Open(data);
        Book = DeviceBook.Open(data, clock, new HealthBoard());
        var network = new NetworkWatch(Cameras, new HealthBoard(), clock, NullLogger<NetworkWatch>.Instance);
        Room = new AdoptionRoom(Book, Cameras, Site, new SignInGuard(clock), network, clock, new AdoptionOptions { Mode = mode, PlugOf = _ => Plug });
    }

    public FakeDirectory Cameras { get; } = new();

    public SiteAccount Site { get; private set; }

    public DeviceBook Book { get; }

    public AdoptionRoom Room { get; }

    /// <summary>What the ports tell of every device.</summary>
    public PlugFacts Plug { get; set; } = PlugFacts.Unknown;

    public SiteAccount ReopenSite() => Site = SiteAccount.Open(data);

    public DeviceRecord Sight(string address, string serial, string? port = null) => Book.Sight(BookOnDisk.At(address, serial: serial, port: port)).Device;

    /// <summary>The case of a simulated device, as discovery would have found it.</summary>
    public (DeviceCase Visit, DeviceRecord Device) Meet(OnvifDevice simulated)
    {
        var seen = new DiscoveredDevice
        {
            EndpointId = simulated.Id.ToString(), Address = System.Net.IPAddress.Loopback, Interface = "poe0", Via = DiscoveryVia.Probe, XAddrs = [simulated.Url],
        };
        DeviceRecord device = Book.Sight(DeviceSighting.Of(seen)).Device;
        return (new DeviceCase(device.DeviceId) { Seen = seen }, device);
    }

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
