using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nvr.Appliance.Cargo;
using Nvr.Appliance.Disks;
using Nvr.Appliance.Hosting;
using Nvr.Board;
using Nvr.Board.Power;
using Nvr.Board.Updates;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Storage;
using Nvr.Web.Audit;
using Nvr.Web.Cargo;

namespace Nvr.Appliance.Updates;

/// <summary>The trial of updates: what they are measured by, and who measures.</summary>
internal static class UpdateSetup
{
    public static void Add(IServiceCollection services, BoardDescription board, Recorder recorder)
    {
        services.AddSingleton(recorder.Running);
        services.AddSingleton(recorder.Updates);
        services.AddSingleton(s => new UpdateMemory(
            recorder.Updates, recorder.Data, recorder.Running, s.GetRequiredService<ICameraDirectory>(), s.GetRequiredService<FootageStore>(), s.GetRequiredService<DiskSteward>(), Clock(s)));
        services.AddSingleton(s => new UpdateWatch(ServicesOf(s, board, recorder), s.GetRequiredService<ILogger<UpdateWatch>>()));
        services.AddHostedService(s => s.GetRequiredService<UpdateWatch>());
        services.AddSingleton<ISystemRoom>(s => new SystemDesk(
            recorder.Updates, s.GetRequiredService<UpdateWatch>(), s.GetRequiredService<UpdateErrand>(), recorder.Running, s.GetRequiredService<IBoxPower>(), Clock(s)));
    }

    private static UpdateServices ServicesOf(IServiceProvider services, BoardDescription board, Recorder recorder) => new()
    {
        Book = recorder.Updates,
        Memory = services.GetRequiredService<UpdateMemory>(),
        Running = recorder.Running,
        Updater = services.GetRequiredService<IUpdater>(),
        Page = new PageProbe(services.GetRequiredService<IServer>()),
        Power = services.GetRequiredService<IBoxPower>(),
        Deeds = services.GetRequiredService<BoxDeeds>(),
        Health = services.GetRequiredService<HealthBoard>(),
        Clock = Clock(services),
        Rules = new TrialRules().Hastened(board.SimulatedHaste),
    };

    private static BoxClock Clock(IServiceProvider services) => services.GetRequiredService<BoxClock>();
}
