using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Recording.Live;
using Nvr.Storage;
using Nvr.Web;

namespace Nvr.Appliance.Hosting;

/// <summary>The composition root of <c>nvrd run</c>: recorder first, page on top, torn down in the reverse order.</summary>
internal static class RunHost
{
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellation)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        BoxClock clock = BoxClock.System();
        var health = new HealthBoard();
        AddLogging(builder);
        using ILoggerFactory loggers = LoggerFactory.Create(logging => Configure(logging));
        await using Recorder recorder = Recorder.Open(options, clock, health, loggers);
        AddServices(builder, options, recorder, clock, health);
        await using WebApplication app = builder.Build();
        app.MapNvrWeb();
        await app.StartAsync(cancellation);
        Announcement.Print(app, options);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }
}
