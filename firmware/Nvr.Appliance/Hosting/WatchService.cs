using Microsoft.Extensions.Hosting;
using Nvr.Recording.Watching;

namespace Nvr.Appliance.Hosting;

/// <summary>Looks for motion in the cameras' pictures for as long as the program runs.</summary>
internal sealed class WatchService(MotionWatch watch) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => watch.RunAsync(stoppingToken);
}
