using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nvr.Appliance.Sticks;
using Nvr.Appliance.Updates;
using Nvr.Board;
using Nvr.Board.Linux.Updates;
using Nvr.Board.Updates;
using Nvr.Board.Sticks;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Storage.Models;
using Nvr.Storage.Settings;
using Nvr.Web.Box;
using Nvr.Web.Cargo;
using Nvr.Web.Sticks;

namespace Nvr.Appliance.Cargo;

/// <summary>What sticks carry beside exports, on whatever installs updates of the board.</summary>
internal static class CargoSetup
{
    public static void Add(IServiceCollection services, BoardDescription board, DataDirectory data)
    {
        services.AddSingleton<IUpdater>(s => board.Simulated ? new SimulatedUpdater(Clock(s).Time, s.GetRequiredService<RunningSystem>().Slot ?? SimulatedUpdater.First) : new RaucUpdater(Clock(s).Time));
        services.AddSingleton(_ => CargoPolicyBook.Open(data));
        services.AddSingleton(s => new CargoReader(s.GetRequiredService<IUpdater>(), s.GetRequiredService<RunningSystem>()));
        services.AddSingleton(_ => new ModelShelf(data));
        services.AddSingleton(s => new BackupErrand(data, s.GetRequiredService<ICameraDirectory>(), s.GetRequiredService<IHostApplicationLifetime>(), s.GetRequiredService<BoxBook>(), Clock(s)));
        services.AddSingleton(s => new UpdateErrand(
            s.GetRequiredService<IUpdater>(), s.GetRequiredService<ISticks>(), s.GetRequiredService<UpdateMemory>(), s.GetRequiredService<RunningSystem>(), s.GetRequiredService<IHostApplicationLifetime>(),
            s.GetRequiredService<ILogger<UpdateErrand>>()));
        services.AddSingleton(s => new UpdateFetcher(new UpdateServer(board), s.GetRequiredService<IHostApplicationLifetime>(), s.GetRequiredService<ILogger<UpdateFetcher>>()));
        services.AddSingleton<ISettingsRoom>(s => new SettingsDesk(data, s.GetRequiredService<BackupErrand>()));
        services.AddSingleton<IUpdateRoom>(s => new UpdateDesk(
            data, s.GetRequiredService<CargoPolicyBook>(), s.GetRequiredService<IUpdater>(), s.GetRequiredService<UpdateErrand>(), s.GetRequiredService<RunningSystem>(), s.GetRequiredService<UpdateFetcher>()));
        services.AddSingleton<ICargoRoom>(s => new CargoDesk(
            s.GetRequiredService<StickSteward>(), s.GetRequiredService<IStickRoom>(), s.GetRequiredService<StickUse>(), s.GetRequiredService<CargoPolicyBook>(), s.GetRequiredService<CargoReader>(),
            s.GetRequiredService<BackupErrand>(), s.GetRequiredService<UpdateErrand>(), s.GetRequiredService<ModelShelf>()));
    }

    private static BoxClock Clock(IServiceProvider services) => services.GetRequiredService<BoxClock>();
}
