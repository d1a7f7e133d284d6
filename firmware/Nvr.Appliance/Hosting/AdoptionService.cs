using Microsoft.Extensions.Hosting;
using Nvr.Adoption.Adopting;
using Nvr.Onvif.Discovery;

namespace Nvr.Appliance.Hosting;

/// <summary>Looks for cameras and adopts them for as long as the program runs.</summary>
internal sealed class AdoptionService(Adopter adopter, IDiscovery discovery) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => adopter.RunAsync(discovery, stoppingToken);
}
