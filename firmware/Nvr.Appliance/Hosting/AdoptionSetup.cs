using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nvr.Adoption;
using Nvr.Adoption.Adopting;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Diagnosing;
using Nvr.Adoption.Healing;
using Nvr.Adoption.Paths;
using Nvr.Adoption.Timekeeping;
using Nvr.Board;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Onvif.Discovery;
using Nvr.Onvif.Discovery.Leases;
using Nvr.Storage.Settings;

namespace Nvr.Appliance.Hosting;

/// <summary>Finding cameras, and what is remembered of them. Where it is switched off no network is touched, and the book can still be read.</summary>
internal static class AdoptionSetup
{
    // A bridge without any plug in it has no carrier and is not asked: the first camera must not wait long for the next round.
    private static readonly TimeSpan CalmInterval = TimeSpan.FromSeconds(10);

    public static void Add(IServiceCollection services, RunOptions options, DataDirectory data)
    {
        AdoptionOptions adoption = Of(options);
        services.AddSingleton(s => adoption with { Time = s.GetRequiredService<IBoxTime>(), PortOf = s.GetRequiredService<PortBook>().PortOf, PlugOf = s.GetRequiredService<PortBook>().PlugOf });
        BoardSetup.Add(services, options.Board, data);
        TimeSetup.Add(services, options);
        services.AddSingleton<IDeviceBook>(s => DeviceBook.Open(data, s.GetRequiredService<BoxClock>(), s.GetRequiredService<HealthBoard>()));
        services.AddSingleton(_ => SiteAccount.Open(data));
        services.AddSingleton<SignInGuard>();
        services.AddSingleton<FirmwareUpdates>();
        services.AddSingleton<NetworkWatch>();
        services.AddHostedService<NetworkService>();
        services.AddSingleton<Adopter>();
        services.AddSingleton<IAdoption>(s => s.GetRequiredService<Adopter>());
        if (adoption.Mode != AdoptionMode.Off)
        {
            services.AddSingleton<ILeaseTable>(s => new DnsmasqLeaseFile(options.Leases, s.GetRequiredService<BoxClock>(), s.GetRequiredService<ILogger<DnsmasqLeaseFile>>()));
            services.AddSingleton<IDiscovery>(s => new WsDiscovery(
                DiscoveryOf(options), new LinuxNeighbourTable(), s.GetRequiredService<ILeaseTable>(), s.GetRequiredService<BoxClock>()));
            services.AddSingleton(s => new DiscoveryFigures(s.GetRequiredService<IDiscovery>()));
            services.AddHostedService<AdoptionService>();
        }
        CareSetup.Add(services, options.Board, data, isLooking: adoption.Mode != AdoptionMode.Off);
    }

    private static AdoptionOptions Of(RunOptions options) => new()
    {
        Mode = options.Discover ?? (options.Board.CameraNetworks.Count > 0 ? AdoptionMode.Auto : AdoptionMode.Off),
        Policy = new AdoptionPolicy { CameraInterfaces = options.Board.CameraNetworks },
        GoneAfter = AdoptionOptions.UsualGoneAfter / options.Board.SimulatedHaste,
    };

    // Whoever asks for discovery on the command line gets it everywhere; by itself the box looks behind its own ports alone.
    private static DiscoveryOptions DiscoveryOf(RunOptions options)
    {
        BoardDescription board = options.Board;
        return new DiscoveryOptions
        {
            UseInterface = options.Discover is null ? name => board.CameraNetworks.Contains(name) : null,
            CalmInterval = CalmInterval,
        };
    }
}
