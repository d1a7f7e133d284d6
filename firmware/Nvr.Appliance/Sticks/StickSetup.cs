using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nvr.Adoption.Devices;
using Nvr.Appliance.Hosting;
using Nvr.Appliance.Panel;
using Nvr.Board;
using Nvr.Board.Linux.Sticks;
using Nvr.Board.Sticks;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Export;
using Nvr.Recording.Cameras;
using Nvr.Storage;
using Nvr.Storage.Settings;
using Nvr.Web.Box;
using Nvr.Web.Sticks;

namespace Nvr.Appliance.Sticks;

/// <summary>USB sticks and the exports to them, on whatever looks after the sockets of the board.</summary>
internal static class StickSetup
{
    public static void Add(IServiceCollection services, BoardDescription board, DataDirectory data)
    {
        services.AddSingleton<ISticks>(s => board.Simulated ? new SimulatedSticks(Path.Combine(data.Root, "simulated-sticks"), Clock(s).Time) : new UdisksSticks(board, at => KnownVolume.At(at) is not null));
        services.AddSingleton(s => new StickSteward(s.GetRequiredService<ISticks>(), s.GetRequiredService<HealthBoard>()));
        services.AddSingleton<StickUse>();
        services.AddSingleton(_ => ButtonBook.Open(data));
        services.AddSingleton(s => new WishReader(s.GetRequiredService<ICameraDirectory>(), s.GetRequiredService<IFootageReader>(), Clock(s)));
        services.AddSingleton(s => new OrderMaker(
            s.GetRequiredService<ICameraDirectory>(), s.GetRequiredService<IDeviceBook>(), board, s.GetRequiredService<PageAddress>(), s.GetRequiredService<BoxBook>(), s.GetRequiredService<ClockJudge>(), s.GetRequiredService<SystemClock>()));
        services.AddSingleton(s => new ExportSigner(data.SettingsPath, Environment.MachineName, Clock(s)));
        services.AddSingleton(s => new Exporter(s.GetRequiredService<IFootageReader>(), s.GetRequiredService<ExportSigner>(), Clock(s)));
        services.AddSingleton(s => new ExportHolds(s.GetRequiredService<IFootageReader>()));
        services.AddSingleton(s => new StickExport(s.GetRequiredService<StickSteward>(), s.GetRequiredService<Exporter>(), s.GetRequiredService<ExportSigner>(), s.GetRequiredService<OrderMaker>(), s.GetRequiredService<ExportHolds>(), Clock(s)));
        services.AddSingleton(s => new StickDesk(
            s.GetRequiredService<StickSteward>(), s.GetRequiredService<ButtonBook>(), s.GetRequiredService<WishReader>(), s.GetRequiredService<StickExport>(), s.GetRequiredService<StickUse>(), Clock(s),
            s.GetRequiredService<ILogger<StickDesk>>()));
        services.AddSingleton<IStickRoom>(s => s.GetRequiredService<StickDesk>());
        services.AddHostedService<StickService>();
    }

    private static BoxClock Clock(IServiceProvider services) => services.GetRequiredService<BoxClock>();
}
