using Microsoft.Extensions.Hosting;
using Nvr.Adoption.Backfill;
using Nvr.Adoption.Events;
using Nvr.Adoption.Healing;

namespace Nvr.Appliance.Hosting;

/// <summary>Listens to the adopted cameras, heals those that died and fills what is missing of them, for as long as the program runs.</summary>
internal sealed class CareService(CameraEvents events, Healer healer, Backfiller backfiller) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(events.RunAsync(stoppingToken), healer.RunAsync(stoppingToken), backfiller.RunAsync(stoppingToken));
}
