using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Nvr.Appliance.Cargo;
using Nvr.Appliance.Cooling;
using Nvr.Appliance.Disks;
using Nvr.Appliance.Exports;
using Nvr.Appliance.Networks;
using Nvr.Appliance.Panel;
using Nvr.Appliance.Sticks;
using Nvr.Appliance.Updates;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Recording.Exports;
using Nvr.Recording.Live;
using Nvr.Recording.Talk;
using Nvr.Sandbox.Processes;
using Nvr.Storage;
using Nvr.Web;

namespace Nvr.Appliance.Hosting;

/// <summary>What the page is given of the recorder, and how the program logs.</summary>
internal static class ServiceSetup
{
    /// <summary>To the journal under systemd, readable lines elsewhere, and everywhere into the ring; the web framework speaks up only about trouble.</summary>
    public static void AddLogging(ILoggingBuilder logging, LogRing ring)
    {
        logging.ClearProviders();
        logging.AddProvider(ring);
        if (SystemdHelpers.IsSystemdService())
        {
            logging.AddSystemdConsole();
        }
        else
        {
            logging.Services.AddSingleton<ConsoleFormatter, LineFormatter>();
            logging.Services.TryAddSingleton(TimeProvider.System);
            logging.AddConsole(console => console.FormatterName = LineFormatter.FormatterName);
        }
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // A start that fails is told once, as a sentence, by whoever started it.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
    }

    public static void AddRecorder(WebApplicationBuilder builder, RunOptions options, Recorder recorder, BoxClock clock, HealthBoard health, LogRing ring)
    {
        IServiceCollection services = builder.Services;
        services.AddSingleton(clock);
        services.AddSingleton(clock.Time);
        services.AddSingleton(health);
        services.AddSingleton(recorder.Box);
        services.AddSingleton(recorder.SystemClock);
        services.AddSingleton(recorder.Store);
        services.AddSingleton<IFootageReader>(recorder.Store);
        services.AddSingleton(recorder.Store.Events);
        services.AddSingleton(recorder.Store.Overviews);
        services.AddSingleton(recorder.Store.EventWriter);
        services.AddSingleton<ICameraDirectory>(recorder.Cameras);
        services.AddSingleton<ILiveHub>(recorder.Cameras);
        services.AddSingleton<ITalkDesk>(new TalkDesk(recorder.Cameras, clock));
        services.AddSingleton(new ExportDesk(WorkerProgram.Self(), clock));
        PictureSetup.Add(services, recorder.Store, clock);
        services.AddSingleton(recorder.Cameras);
        services.AddSingleton(recorder.Cameras.Triggers);
        WatchSetup.Add(services, options, recorder.Cameras);
        AdoptionSetup.Add(services, options, recorder.Data);
        DiskSetup.Add(services, options.Board, recorder.Disks);
        StickSetup.Add(services, options.Board, recorder.Data);
        ExportSetup.Add(services, recorder.Data);
        CargoSetup.Add(services, options.Board, recorder.Data);
        UpdateSetup.Add(services, options.Board, recorder);
        PanelSetup.Add(services, options, recorder.Data);
        BoxSetup.Add(services, options.Board);
        NetworkSetup.Add(services, options, recorder.Data);
        SupportSetup.Add(services, options.Board, ring);
        FanSetup.Add(services, options.Board);
        AddServiceSupervision(services);
        services.AddHostedService<SettledMemory>();
        var web = new WebOptions
        {
            Listen = options.Listen,
            DataDirectory = options.DataDirectory,
            ProductVersion = ProductVersion.Text,
            Simulated = options.Board.Simulated,
            AllowLoopbackCameras = options.Board.Simulated,
        };
        services.AddNvrWeb(web);
        builder.WebHost.ConfigureKestrel(kestrel => WebRoom.ConfigureKestrel(kestrel, web));
    }

    /// <summary>
    /// Answers to whoever supervises the service: READY, STOPPING and the watchdog. Goes by the socket that the supervisor hands over, not by
    /// who the parent process is, so that it works under a wrapper and in a container too.
    /// </summary>
    private static void AddServiceSupervision(IServiceCollection services)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is { Length: > 0 })
        {
            services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
            services.AddSingleton<IHostLifetime, SystemdLifetime>();
            services.AddHostedService<SystemdWatchdog>();
        }
    }
}
