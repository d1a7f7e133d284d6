using Microsoft.Extensions.DependencyInjection;
using Nvr.Adoption.Devices;
using Nvr.Appliance.Disks;
using Nvr.Board;
using Nvr.Board.Buttons;
using Nvr.Board.Lines;
using Nvr.Board.Linux.Lines;
using Nvr.Board.Panel;
using Nvr.Board.Poe;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Storage;
using Nvr.Web.Panel;

namespace Nvr.Appliance.Panel;

/// <summary>The front panel of the board, on whatever lines it has.</summary>
internal static class PanelSetup
{
    public static void Add(IServiceCollection services, BoardDescription board)
    {
        services.AddSingleton<IBoardLines>(s => board.Simulated ? new SimulatedLines(s.GetRequiredService<BoxClock>()) : new LinuxLines(board, s.GetRequiredService<BoxClock>()));
        services.AddSingleton(s => new PanelConductor(board, s.GetRequiredService<IBoardLines>(), s.GetRequiredService<BoxClock>(), s.GetRequiredService<HealthBoard>()));
        services.AddSingleton(s => new PanelButtons(board, s.GetRequiredService<IBoardLines>(), s.GetRequiredService<BoxClock>(), s.GetRequiredService<HealthBoard>()));
        services.AddSingleton(s => new FrontPanel(board, s.GetRequiredService<PanelConductor>(), s.GetRequiredService<IBoardLines>(), s.GetRequiredService<BoxClock>()));
        services.AddSingleton<IFrontPanel>(s => s.GetRequiredService<FrontPanel>());
        services.AddSingleton(s => new PanelFactsSource(
            board,
            s.GetRequiredService<ICameraDirectory>(),
            s.GetRequiredService<FootageStore>(),
            s.GetRequiredService<IDeviceBook>(),
            s.GetRequiredService<HealthBoard>(),
            s.GetRequiredService<BoxClock>(),
            s.GetService<IPoePorts>(),
            s.GetService<DiskSteward>()));
        services.AddHostedService<PanelService>();
    }
}
