using Microsoft.Extensions.Hosting;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Healing;

namespace Nvr.Appliance.Hosting;

/// <summary>Heals cameras that died, adopted ones and those entered by hand, for as long as the program runs.</summary>
internal sealed class HealingService(Healer healer, HandCameraDoors doors) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(healer.RunAsync(stoppingToken), doors.RunAsync(stoppingToken));
}
