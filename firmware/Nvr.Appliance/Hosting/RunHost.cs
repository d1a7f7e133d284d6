using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Web;

namespace Nvr.Appliance.Hosting;

/// <summary>The composition root of <c>nvrd run</c>: recorder first, page on top, torn down in the reverse order.</summary>
internal static class RunHost
{
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellation)
    {
        try
        {
            await RecordAsync(options, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Told to stop before it had started: that is no failure.
        }
        return 0;
    }

    private static async Task RecordAsync(RunOptions options, CancellationToken cancellation)
    {
        BoxClock clock = BoxClock.System();
        var health = new HealthBoard();
        using var ring = new LogRing(clock.Time);
        using ILoggerFactory loggers = LoggerFactory.Create(logging => ServiceSetup.AddLogging(logging, ring));
        await using Recorder recorder = await Recorder.OpenAsync(options, clock, health, loggers, cancellation);

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(WithoutWatchingFiles());
        ServiceSetup.AddLogging(builder.Logging, ring);
        ServiceSetup.AddRecorder(builder, options, recorder, clock, health, ring);
        await using WebApplication app = builder.Build();
        app.MapNvrWeb();
        if (await IsStartedAsync(app, options, cancellation))
        {
            Announcement.Print(app, options);
            await app.WaitForShutdownAsync(cancellation);
        }
    }

    // By default the web framework watches its content root, the working directory, with all below it for changed settings: under
    // systemd that is every directory of the box, and every write to a recording below it wakes a thread.
    private static WebApplicationOptions WithoutWatchingFiles() =>
        new() { Args = ["--hostBuilder:reloadConfigOnChange=false"], ContentRootPath = AppContext.BaseDirectory };

    /// <summary>Starts the page; an address that cannot be had becomes a sentence. False where a service stopped the program meanwhile: an update that ends again and again has the box go back at once.</summary>
    private static async Task<bool> IsStartedAsync(WebApplication app, RunOptions options, CancellationToken cancellation)
    {
        try
        {
            await StartOrStopAsync(app, cancellation);
            return true;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            throw new NvrException(
                ErrorKind.Conflict,
                $"The page cannot be served at {options.Listen}: {failure.GetBaseException().Message}. Choose another address with --listen.",
                failure);
        }
    }

    // A host whose start failed leaves the services running that came before the one that failed; what they use must not be disposed under their hands.
    private static async Task StartOrStopAsync(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch
        {
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }
}
