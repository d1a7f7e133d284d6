using Microsoft.Extensions.DependencyInjection;
using Nvr.Recording.Cameras;
using Nvr.Recording.Watching;
using Nvr.Sandbox.Processes;

namespace Nvr.Appliance.Hosting;

/// <summary>The search for motion in what cameras show.</summary>
internal static class WatchSetup
{
    public static void Add(IServiceCollection services, RunOptions options, CameraRegistry cameras)
    {
        services.AddSingleton(cameras.Pictures);
        services.AddSingleton<OwnMotion>();
        services.AddSingleton(new WatchOptions(WorkerProgram.Self(), options.LooksForMotion ?? !options.Board.Simulated));
        services.AddSingleton<WatchOutlook>();
        services.AddSingleton<MotionWatch>();
        services.AddHostedService<WatchService>();
    }
}
