using Microsoft.Extensions.Hosting;
using Nvr.Adoption.Events;
using Nvr.Adoption.Timekeeping;

namespace Nvr.Appliance.Hosting;

/// <summary>Listens to the adopted cameras and keeps their clocks right, for as long as the program runs.</summary>
internal sealed class CareService(CameraEvents events, ClockWatch clocks) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(events.RunAsync(stoppingToken), clocks.RunAsync(stoppingToken));
}
