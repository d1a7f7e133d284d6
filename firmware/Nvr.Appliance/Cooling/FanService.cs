using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nvr.Adoption;
using Nvr.Board.Cooling;
using Nvr.Core.Time;

namespace Nvr.Appliance.Cooling;

/// <summary>Has the fan looked after for as long as the program runs. Whatever goes wrong is told and tried again: it must not end the program, which records.</summary>
internal sealed partial class FanService(FanKeeper keeper, BoxClock clock, ILogger<FanService> logger) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RunAsync(keeper.RunAsync, Rest, clock.Time, LogTrouble, stoppingToken);

    [LoggerMessage(LogLevel.Error, "Looking after the fan broke off and begins anew")]
    private partial void LogTrouble(Exception trouble);
}
