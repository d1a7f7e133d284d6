using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nvr.Adoption;
using Nvr.Core.Time;

namespace Nvr.Appliance.Disks;

/// <summary>Has the disks looked after for as long as the program runs. Whatever goes wrong is told and tried again: it must not end the program, which records.</summary>
internal sealed partial class DiskService(DiskSteward steward, BoxClock clock, ILogger<DiskService> logger) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        steward.Disks is null ? Task.CompletedTask : Rounds.RunAsync(steward.RunAsync, Rest, clock.Time, LogTrouble, stoppingToken);

    [LoggerMessage(LogLevel.Error, "Looking after the disks broke off and begins anew")]
    private partial void LogTrouble(Exception trouble);
}
