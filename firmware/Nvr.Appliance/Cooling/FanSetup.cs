using Microsoft.Extensions.DependencyInjection;
using Nvr.Board;
using Nvr.Board.Cooling;
using Nvr.Board.Lines;
using Nvr.Board.Linux.Cooling;
using Nvr.Core.Health;
using Nvr.Core.Time;

namespace Nvr.Appliance.Cooling;

/// <summary>The fan of the board, if it has one.</summary>
internal static class FanSetup
{
    public static void Add(IServiceCollection services, BoardDescription board)
    {
        if (board.Fan is null)
        {
            return;
        }
        services.AddSingleton<IFan>(s => board.Simulated ? new SimulatedFan() : new BoardFan(board, s.GetRequiredService<IBoardLines>(), Clock(s).Time));
        services.AddSingleton(s => new FanKeeper(s.GetRequiredService<IFan>(), Clock(s), s.GetRequiredService<HealthBoard>()));
        services.AddHostedService<FanService>();
    }

    private static BoxClock Clock(IServiceProvider services) => services.GetRequiredService<BoxClock>();
}
