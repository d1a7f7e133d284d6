using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Adopting;
using Nvr.Adoption.Timekeeping;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Sntp;

namespace Nvr.Appliance.Hosting;

/// <summary>The box's time for the cameras: the server where this program is it, and the watch over cameras' clocks.</summary>
internal static class TimeSetup
{
    public static void Add(IServiceCollection services, RunOptions options)
    {
        TimeServing serving = options.Time ?? (options.Board.CameraNetworks.Count > 0 ? TimeServing.Own : TimeServing.Off);
        services.AddSingleton(s => new ClockJudge(s.GetRequiredService<BoxClock>(), s.GetRequiredService<SystemClock>(), s.GetRequiredService<HealthBoard>()));
        services.AddSingleton(s => WatchOf(s));
        if (serving.OwnPort is { } port)
        {
            services.AddSingleton(s => ServerOf(s, options.Board.CameraNetworks, port));
            services.AddSingleton<IBoxTime>(s => new BoxTime(s.GetRequiredService<ClockJudge>(), IsServing(s.GetRequiredService<SntpServer>())));
            services.AddHostedService<TimeService>();
        }
        else
        {
            services.AddSingleton<IBoxTime>(s => new BoxTime(s.GetRequiredService<ClockJudge>(), _ => serving.IsServed));
        }
    }

    private static SntpServer ServerOf(IServiceProvider services, IReadOnlyList<string> interfaces, int port) => new(
        new SntpOptions { Port = port, Interfaces = interfaces },
        services.GetRequiredService<ClockJudge>().Trust,
        services.GetRequiredService<BoxClock>(),
        services.GetRequiredService<ILogger<SntpServer>>());

    // One and the same keeper: it remembers which cameras follow no time server.
    private static ClockWatch WatchOf(IServiceProvider services) => new(
        services.GetRequiredService<IAdoptedDevices>(),
        services.GetRequiredService<Adopter>().Timekeeper,
        services.GetRequiredService<BoxClock>(),
        new ClockWatchOptions(),
        services.GetRequiredService<ILogger<ClockWatch>>());

    private static Func<IPAddress, bool> IsServing(SntpServer server) => address => server.Serving.Any(e => e.Address.Equals(address));
}
