using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Backfill;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Events;
using Nvr.Adoption.Healing;
using Nvr.Adoption.Paths;
using Nvr.Adoption.Steering;
using Nvr.Board;
using Nvr.Board.Poe;
using Nvr.Core.Events;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Onvif;
using Nvr.Onvif.Discovery;
using Nvr.Recording.Cameras;
using Nvr.Storage;
using Nvr.Storage.Settings;

namespace Nvr.Appliance.Hosting;

/// <summary>What is done for adopted cameras beyond recording them: their events are heard, and dead ones are healed.</summary>
internal static class CareSetup
{
    private const int UsualPort = 80;

    /// <param name="services">What there is.</param>
    /// <param name="board">The board.</param>
    /// <param name="data">Where the steps of a day are kept.</param>
    /// <param name="isLooking">Whether cameras are looked for: only then adopted ones are listened to.</param>
    public static void Add(IServiceCollection services, BoardDescription board, DataDirectory data, bool isLooking)
    {
        services.AddSingleton<ICameraEventSink, EventRouter>();
        services.AddSingleton<IAdoptedDevices>(s => new BookDevices(s.GetRequiredService<IDeviceBook>(), device => ServiceOf(device, s.GetService<IDiscovery>())));
        services.AddSingleton(HandCamerasOf);
        services.AddSingleton<HandCameraDoors>();
        services.AddSingleton<AllDevices>();
        services.AddSingleton<ICameraSteering>(s => new CameraSteering(s.GetRequiredService<AllDevices>(), new OnvifOptions(), s.GetRequiredService<BoxClock>()));
        services.AddSingleton(s => new Healer(HealingOf(s, board, data), s.GetRequiredService<ILogger<Healer>>()));
        services.AddHostedService<HealingService>();
        if (isLooking)
        {
            services.AddSingleton(s => new CameraEvents(EventsOf(s), s.GetRequiredService<ILogger<CameraEvents>>()));
            services.AddSingleton(s => new Backfiller(BackfillOf(s), s.GetRequiredService<ILogger<Backfiller>>()));
            services.AddHostedService<CareService>();
        }
    }

    private static EventServices EventsOf(IServiceProvider services) => new()
    {
        Devices = services.GetRequiredService<IAdoptedDevices>(),
        Cameras = services.GetRequiredService<ICameraDirectory>(),
        Sink = services.GetRequiredService<ICameraEventSink>(),
        Health = services.GetRequiredService<HealthBoard>(),
        Clock = services.GetRequiredService<BoxClock>(),
    };

    private static BackfillServices BackfillOf(IServiceProvider services)
    {
        FootageStore store = services.GetRequiredService<FootageStore>();
        return new BackfillServices
        {
            Cameras = services.GetRequiredService<ICameraDirectory>(),
            Devices = services.GetRequiredService<IAdoptedDevices>(),
            Holes = store,
            Footage = store,
            Writer = store,
            FlushAsync = store.FlushAsync,
            Sink = services.GetRequiredService<ICameraEventSink>(),
            Clock = services.GetRequiredService<BoxClock>(),
        };
    }

    private static HealingServices HealingOf(IServiceProvider services, BoardDescription board, DataDirectory data)
    {
        BoxClock clock = services.GetRequiredService<BoxClock>();
        var log = new HealthJournal(services.GetRequiredService<HealthBoard>(), services.GetRequiredService<ILogger<HealthJournal>>());
        return new HealingServices
        {
            Cameras = services.GetRequiredService<ICameraDirectory>(),
            Devices = services.GetRequiredService<AllDevices>(),
            Rebooter = new OnvifRebooter(new OnvifOptions(), clock),
            Ports = services.GetRequiredService<IPoePorts>(),
            Updates = services.GetRequiredService<FirmwareUpdates>(),
            History = HealingHistory.Open(data, clock),
            Journal = new EventJournal(services.GetRequiredService<ICameraEventSink>(), log),
            Clock = clock,
            Rules = new HealingRules().Hastened(board.SimulatedHaste),
        };
    }

    private static HandCameraServices HandCamerasOf(IServiceProvider services) => new()
    {
        Cameras = services.GetRequiredService<ICameraDirectory>(),
        Book = services.GetRequiredService<IDeviceBook>(),
        Neighbours = new LinuxNeighbourTable(),
        PasswordOf = services.GetRequiredService<CameraRegistry>().PasswordOf,
        ServiceOf = address => SaidAt(address, services.GetService<IDiscovery>()) ?? UsualAt(address),
        Guard = services.GetRequiredService<SignInGuard>(),
        Clock = services.GetRequiredService<BoxClock>(),
    };

    /// <summary>Where the device said that its service is; where it says nothing now, what is usual, if it ever named itself as ONVIF devices do.</summary>
    private static Uri? ServiceOf(DeviceRecord device, IDiscovery? discovery) =>
        SaidAt(device.Address, discovery) ?? (device.EndpointId is null ? null : UsualAt(device.Address));

    private static Uri? SaidAt(IPAddress address, IDiscovery? discovery) =>
        discovery?.Known.FirstOrDefault(d => d.Address.Equals(address) && d.XAddrs.Count > 0)?.XAddrs[0];

    private static Uri UsualAt(IPAddress address) => new UriBuilder(Uri.UriSchemeHttp, address.ToString(), UsualPort, OnvifTarget.UsualPath).Uri;
}
