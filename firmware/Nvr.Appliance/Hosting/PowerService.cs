using Microsoft.Extensions.Hosting;
using Nvr.Power.Keeping;

namespace Nvr.Appliance.Hosting;

/// <summary>Keeps the power of the cameras' ports for as long as the program runs.</summary>
internal sealed class PowerService(PowerKeeper power) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => power.RunAsync(stoppingToken);
}
