using Microsoft.Extensions.Hosting;
using Nvr.Network.Trying;

namespace Nvr.Appliance.Networks;

/// <summary>Watches over the box's networks for as long as the program runs.</summary>
internal sealed class NetworkDeskService(NetworkDesk desk) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => desk.RunAsync(stoppingToken);
}
