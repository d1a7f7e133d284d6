using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Events;
using Nvr.Adoption.Healing;
using Nvr.Board;
using Nvr.Board.Poe;
using Nvr.Core.Events;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Onvif;
using Nvr.Onvif.Discovery;
using Nvr.Recording.Cameras;
using Nvr.Storage.Settings;

namespace Nvr.Appliance.Hosting;

/// <summary>What is done for adopted cameras beyond recording them: their events are heard, and dead ones are healed.</summary>
internal static class CareSetup
{
    private const int UsualPort = 80;

    public static void Add(IServiceCollection services, BoardDescription board, DataDirectory data)
    {
        services.AddSingleton<ICameraEventSink, EventRouter>();
        services.AddSingleton<IAdoptedDevices>(s => new BookDevices(s.GetRequiredService<IDeviceBook>(), device => ServiceOf(device, s.GetRequiredService<IDiscovery>())));
        services.AddSingleton(s => new CameraEvents(EventsOf(s), s.GetRequiredService<ILogger<CameraEvents>>()));
        services.AddSingleton(s => new Healer(HealingOf(s, board, data), s.GetRequiredService<ILogger<Healer>>()));
        services.AddHostedService<CareService>();
    }

    private static EventServices EventsOf(IServiceProvider services) => new()
    {
        Devices = services.GetRequiredService<IAdoptedDevices>(),
        Cameras = services.GetRequiredService<ICameraDirectory>(),
        Sink = services.GetRequiredService<ICameraEventSink>(),
        Health = services.GetRequiredService<HealthBoard>(),
        Clock = services.GetRequiredService<BoxClock>(),
    };

    private static HealingServices HealingOf(IServiceProvider services, BoardDescription board, DataDirectory data)
    {
        BoxClock clock = services.GetRequiredService<BoxClock>();
        var log = new HealthJournal(services.GetRequiredService<HealthBoard>(), services.GetRequiredService<ILogger<HealthJournal>>());
        return new HealingServices
        {
            Cameras = services.GetRequiredService<ICameraDirectory>(),
            Devices = services.GetRequiredService<IAdoptedDevices>(),
            Rebooter = new OnvifRebooter(new OnvifOptions(), clock),
            Ports = board.SimulatedPoePorts > 0 ? new SimulatedPoePorts(board.SimulatedPoePorts, clock.Time) : null,
            Updates = services.GetRequiredService<FirmwareUpdates>(),
            History = HealingHistory.Open(data, clock),
            Journal = new EventJournal(services.GetRequiredService<ICameraEventSink>(), log),
            Clock = clock,
        };
    }

    /// <summary>Where the device said that its service is; where it says nothing now, what is usual, if it ever named itself as ONVIF devices do.</summary>
    private static Uri? ServiceOf(DeviceRecord device, IDiscovery discovery)
    {
        Uri? said = discovery.Known.FirstOrDefault(d => d.Address.Equals(device.Address) && d.XAddrs.Count > 0)?.XAddrs[0];
        return said ?? (device.EndpointId is null ? null : new UriBuilder(Uri.UriSchemeHttp, device.Address.ToString(), UsualPort, OnvifTarget.UsualPath).Uri);
    }
}
