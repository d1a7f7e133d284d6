using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Nvr.Adoption.Devices;
using Nvr.Appliance.Disks;
using Nvr.Appliance.Hosting;
using Nvr.Appliance.Sticks;
using Nvr.Board;
using Nvr.Board.Buttons;
using Nvr.Board.Buzzer;
using Nvr.Board.Cooling;
using Nvr.Board.Display;
using Nvr.Board.Lines;
using Nvr.Board.Linux.Display;
using Nvr.Board.Linux.Lines;
using Nvr.Board.Linux.Power;
using Nvr.Board.Panel;
using Nvr.Board.Parts;
using Nvr.Board.Poe;
using Nvr.Board.Power;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Storage;
using Nvr.Storage.Settings;
using Nvr.Web.Accounts;
using Nvr.Web.Box;
using Nvr.Web.Tls;
using Nvr.Web.Panel;

namespace Nvr.Appliance.Panel;

/// <summary>The front panel of the board, on whatever lines it has.</summary>
internal static class PanelSetup
{
    public static void Add(IServiceCollection services, RunOptions options, DataDirectory data)
    {
        BoardDescription board = options.Board;
        services.AddSingleton<IBoardLines>(s => board.Simulated ? new SimulatedLines(Clock(s)) : new LinuxLines(board, Clock(s)));
        services.AddSingleton<AlarmBook>();
        services.AddSingleton(s => Outputs(board, s));
        services.AddSingleton(s => new PanelButtons(board, s.GetRequiredService<IBoardLines>(), Clock(s), s.GetRequiredService<HealthBoard>()));
        services.AddSingleton(s => new FrontPanel(board, s.GetRequiredService<PanelOutputs>(), s.GetRequiredService<IBoardLines>(), s.GetRequiredService<AlarmBook>(), Clock(s), s.GetService<FanKeeper>(), s.GetService<IFan>()));
        services.AddSingleton<IFrontPanel>(s => s.GetRequiredService<FrontPanel>());
        services.AddSingleton(s => new PanelFactsSource(
            board,
            s.GetRequiredService<ICameraDirectory>(),
            s.GetRequiredService<FootageStore>(),
            s.GetRequiredService<IDeviceBook>(),
            s.GetRequiredService<StickDesk>(),
            s.GetRequiredService<HealthBoard>(),
            Clock(s),
            s.GetService<IPoePorts>(),
            s.GetService<DiskSteward>()));
        services.AddSingleton(s => new DisplayFactsSource(
            s.GetRequiredService<PageAddress>(), s.GetRequiredService<IFootageReader>(), s.GetRequiredService<SetupCode>(), s.GetRequiredService<StickDesk>(), s.GetRequiredService<BoxBook>(), s.GetRequiredService<PageCertificate>(), s.GetRequiredService<HealthBoard>(),
            Clock(s)));
        services.AddSingleton(s => new PageAddress(board, options.Listen, s.GetRequiredService<IServer>()));
        services.AddSingleton<IBoxPower>(s => board.Simulated ? new SimulatedPower(s.GetRequiredService<IHostApplicationLifetime>()) : new LogindPower());
        services.AddSingleton(data);
        services.AddSingleton<PanelDeeds>();
        services.AddHostedService<PanelService>();
    }

    private static PanelOutputs Outputs(BoardDescription board, IServiceProvider services)
    {
        IBoardLines lines = services.GetRequiredService<IBoardLines>();
        HealthBoard health = services.GetRequiredService<HealthBoard>();
        return new PanelOutputs(
            new PanelConductor(board, lines, Clock(services), health),
            board.Panel.Buzzer is { } buzzer ? new BuzzerConductor(buzzer, lines, Clock(services), health) : null,
            board.Panel.Display is { } display ? new DisplayConductor(DisplayOf(board, display), Clock(services), health) : null);
    }

    private static IPanelDisplay DisplayOf(BoardDescription board, DisplayDescription display) =>
        board.Simulated ? new SimulatedDisplay(display.Rows) : new Ssd1306Display(board.Chips.First(c => c.Name == display.Chip), display);

    private static BoxClock Clock(IServiceProvider services) => services.GetRequiredService<BoxClock>();
}
