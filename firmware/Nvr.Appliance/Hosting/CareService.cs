using Microsoft.Extensions.Hosting;
using Nvr.Adoption.Backfill;
using Nvr.Adoption.Events;
using Nvr.Adoption.Timekeeping;

namespace Nvr.Appliance.Hosting;

/// <summary>Listens to the adopted cameras, keeps their clocks right and fills what is missing of them, for as long as the program runs.</summary>
internal sealed class CareService(CameraEvents events, ClockWatch clocks, Backfiller backfiller) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(events.RunAsync(stoppingToken), clocks.RunAsync(stoppingToken), backfiller.RunAsync(stoppingToken));
}
