using Microsoft.Extensions.Hosting;
using Nvr.Sntp;

namespace Nvr.Appliance.Hosting;

/// <summary>Serves the time to the cameras for as long as the program runs.</summary>
internal sealed class TimeService(SntpServer server) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => server.RunAsync(stoppingToken);
}
