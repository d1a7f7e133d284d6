using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nvr.Adoption;
using Nvr.Core.Time;

namespace Nvr.Appliance.Sticks;

/// <summary>Has the USB sockets looked after and exports written for as long as the program runs. Whatever goes wrong is told and tried again: it must not end the program, which records.</summary>
internal sealed partial class StickService(StickSteward steward, StickDesk desk, ExportHolds holds, BoxClock clock, ILogger<StickService> logger) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        steward.Looked = desk.Note;
        return Task.WhenAll(Rounds.RunAsync(steward.RunAsync, Rest, clock.Time, LogTrouble, stoppingToken), Rounds.RunAsync(WriteAsync, Rest, clock.Time, LogTrouble, stoppingToken));
    }

    private Task WriteAsync(CancellationToken stop)
    {
        holds.DropLeftovers();
        return desk.RunAsync(stop);
    }

    [LoggerMessage(LogLevel.Error, "Looking after USB keys broke off and begins anew")]
    private partial void LogTrouble(Exception trouble);
}
