using Microsoft.Extensions.Hosting;
using Nvr.Adoption.Events;
using Nvr.Adoption.Healing;

namespace Nvr.Appliance.Hosting;

/// <summary>Listens to the adopted cameras and heals those that died, for as long as the program runs.</summary>
internal sealed class CareService(CameraEvents events, Healer healer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(events.RunAsync(stoppingToken), healer.RunAsync(stoppingToken));
}
