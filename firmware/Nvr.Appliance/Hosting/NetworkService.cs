using Microsoft.Extensions.Hosting;
using Nvr.Adoption.Diagnosing;

namespace Nvr.Appliance.Hosting;

/// <summary>Measures the way from each camera for as long as the program runs.</summary>
internal sealed class NetworkService(NetworkWatch network) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => network.RunAsync(stoppingToken);
}
