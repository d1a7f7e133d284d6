using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Healing;
using Nvr.Board;
using Nvr.Board.Lines;
using Nvr.Board.Linux.Poe;
using Nvr.Board.Poe;
using Nvr.Board.Snmp.Switches;
using Nvr.Core.Events;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Power.Keeping;
using Nvr.Power.Settings;
using Nvr.Recording.Cameras;
using Nvr.Storage.Settings;

namespace Nvr.Appliance.Hosting;

/// <summary>What the board can do, behind its interfaces. To everybody the PoE ports are those that the keeper keeps, of the board and of the switches that it manages.</summary>
internal static class BoardSetup
{
    /// <summary>Who is behind the ports of a switch takes long tables to tell, and changes when somebody moves a plug.</summary>
    private static readonly TimeSpan SwitchLookAround = TimeSpan.FromSeconds(30);

    public static void Add(IServiceCollection services, BoardDescription board, DataDirectory data)
    {
        services.AddSingleton(new PowerRules().Hastened(board.SimulatedHaste));
        services.AddSingleton(_ => new SwitchBook(data, allowLoopback: board.Simulated));
        services.AddSingleton(s => new PowerKeeper(PowerOf(s, board, data), s.GetRequiredService<ILogger<PowerKeeper>>()));
        services.AddSingleton<IPoePorts>(s => s.GetRequiredService<PowerKeeper>());
        services.AddSingleton(s => new PortBook(s.GetRequiredService<PowerKeeper>(), s.GetRequiredService<ILogger<PortBook>>()));
        services.AddHostedService<PowerService>();
    }

    private static PowerServices PowerOf(IServiceProvider services, BoardDescription board, DataDirectory data)
    {
        TimeProvider time = services.GetRequiredService<BoxClock>().Time;
        return new PowerServices
        {
            Board = PortsOf(services, board, time),
            OpenSwitch = known => new SnmpSwitch(known, time, SwitchLookAround / board.SimulatedHaste),
            Data = data,
            Switches = services.GetRequiredService<SwitchBook>(),
            Devices = services.GetRequiredService<AllDevices>(),
            Cameras = services.GetRequiredService<ICameraDirectory>(),
            Updates = services.GetRequiredService<FirmwareUpdates>(),
            Sink = services.GetRequiredService<ICameraEventSink>(),
            Health = services.GetRequiredService<HealthBoard>(),
            Clock = services.GetRequiredService<BoxClock>(),
            Rules = services.GetRequiredService<PowerRules>(),
        };
    }

    private static IPoePorts? PortsOf(IServiceProvider services, BoardDescription board, TimeProvider time) => board switch
    {
        { Poe: null } => null,
        { Simulated: false } => new BoardPoePorts(board, services.GetRequiredService<IBoardLines>(), time),
        { SimulatedPortScript: { } script } => new ScriptedPorts(board.Poe, script, time, services.GetRequiredService<ILogger<ScriptedPorts>>()),
        _ => new SimulatedPoePorts(board.Poe, time),
    };
}
