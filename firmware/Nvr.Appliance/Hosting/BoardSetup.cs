using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nvr.Board;
using Nvr.Board.Lines;
using Nvr.Board.Linux.Poe;
using Nvr.Board.Poe;
using Nvr.Core.Time;

namespace Nvr.Appliance.Hosting;

/// <summary>What the board can do, behind its interfaces. A board without PoE ports has a <see cref="PortBook"/> that knows none.</summary>
internal static class BoardSetup
{
    public static void Add(IServiceCollection services, BoardDescription board)
    {
        if (board is { Simulated: true, Poe: { } poe })
        {
            services.AddSingleton<IPoePorts>(s => PortsOf(s, board, [.. poe.Ports.Select(p => p.Name)]));
        }
        else if (board.Poe is not null)
        {
            services.AddSingleton<IPoePorts>(s => new BoardPoePorts(board, s.GetRequiredService<IBoardLines>(), s.GetRequiredService<BoxClock>().Time));
        }
        services.AddSingleton(s => new PortBook(s.GetService<IPoePorts>(), s.GetRequiredService<ILogger<PortBook>>()));
    }

    private static IPoePorts PortsOf(IServiceProvider services, BoardDescription board, string[] names)
    {
        TimeProvider time = services.GetRequiredService<BoxClock>().Time;
        return board.SimulatedPortScript is { } script
            ? new ScriptedPorts(names, script, time, services.GetRequiredService<ILogger<ScriptedPorts>>())
            : new SimulatedPoePorts(names, time);
    }
}
