using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nvr.Adoption;
using Nvr.Core.Time;

namespace Nvr.Appliance.Exports;

/// <summary>Has exports made for as long as the program runs. Whatever goes wrong is told and tried again: it must not end the program, which records.</summary>
internal sealed partial class ExportService(ExportQueue queue, BoxClock clock, ILogger<ExportService> logger) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RunAsync(queue.RunAsync, Rest, clock.Time, LogTrouble, stoppingToken);

    [LoggerMessage(LogLevel.Error, "Making exports broke off and begins anew")]
    private partial void LogTrouble(Exception trouble);
}
