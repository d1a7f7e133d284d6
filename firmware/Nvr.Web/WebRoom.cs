using System.Net.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Nvr.Adoption.Diagnosing;
using Nvr.Adoption.Adopting;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage.Settings;
using Nvr.Web.Access;
using Nvr.Web.Accounts;
using Nvr.Web.Api;
using Nvr.Web.Api.Routes;
using Nvr.Web.Audit;
using Nvr.Web.Box;
using Nvr.Web.Live;
using Nvr.Web.Movies;
using Nvr.Web.Page;
using Nvr.Web.Problems;
using Nvr.Web.Search;
using Nvr.Web.Shares;
using Nvr.Web.Support;
using Nvr.Web.Tls;
using Nvr.Web.Tls.Acme;

namespace Nvr.Web;

/// <summary>
/// Joins the web room to a host made with <c>WebApplication.CreateSlimBuilder</c>. The host provides <c>ICameraDirectory</c>,
/// <c>IFootageReader</c>, <c>IEventReader</c>, <c>IOverviewReader</c>, <c>IAdoption</c>, <c>ILiveHub</c>, <c>ITalkDesk</c>, <c>ExportDesk</c>, <c>PictureDesk</c>, <c>PicturePlanner</c>, <c>IFrontPanel</c>, <c>PowerKeeper</c>, <c>IDiskRoom</c>, <c>IStickRoom</c>, <c>IExportRoom</c>, <c>ICargoRoom</c>, <c>ISettingsRoom</c>, <c>IUpdateRoom</c>, <c>ISystemRoom</c>, <c>IBoxFacts</c>, <c>NetworkDesk</c>, <c>ServicesDesk</c>, <c>IFactoryReset</c>, <c>ISupportLog</c>, <c>ICameraTrial</c>, <c>ICameraSteering</c> and <c>IRecordingTriggers</c>, and its
/// <see cref="BoxClock"/> and <see cref="HealthBoard"/>.
/// </summary>
public static class WebRoom
{
    private const long MaxBodyBytes = 64 << 10;
    private const long MaxConnections = 1024;

    public static IServiceCollection AddNvrWeb(this IServiceCollection services, WebOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(_ => BoxClock.System());
        services.TryAddSingleton<HealthBoard>();
        services.TryAddSingleton(_ => new DiscoveryFigures());
        services.TryAddSingleton<NetworkWatch>();
        services.AddSingleton(s => new PageCertificate(options, s.GetRequiredService<BoxClock>(), s.GetRequiredService<HealthBoard>()));
        services.AddSingleton<AcmeDoor>();
        services.AddSingleton(s => new AcmeKeeper(
            options, s.GetRequiredService<PageCertificate>(), s.GetRequiredService<AcmeDoor>(), s.GetRequiredService<BoxClock>(), s.GetRequiredService<HealthBoard>(), s.GetRequiredService<ILogger<AcmeKeeper>>()));
        services.AddResponseCompression(SmallAnswers.Configure);
        services.Configure<GzipCompressionProviderOptions>(SmallAnswers.Configure);
        AddAccess(services, options);
        AddRoutes(services);
        return services;
    }

    /// <summary>Plain HTTP on loopback, HTTPS with the device key elsewhere. Fails with an exception when the key file cannot be read.</summary>
    public static void ConfigureKestrel(KestrelServerOptions kestrel, WebOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = MaxConnections / 2;
        // A paused player does not read, and must not be cut off for it.
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(options.Listen, listen =>
        {
            // Over HTTP/2 a WebSocket would need a second kind of route, and one window would hold up live pictures behind a movie.
            listen.Protocols = HttpProtocols.Http1;
            if (!options.IsPlainHttp)
            {
                PageCertificate certificate = kestrel.ApplicationServices.GetRequiredService<PageCertificate>();
                AcmeDoor door = kestrel.ApplicationServices.GetRequiredService<AcmeDoor>();
                listen.Use(next => async connection =>
                {
                    await door.LookAsync(connection);
                    await next(connection);
                });
                listen.UseHttps(new TlsHandshakeCallbackOptions
                {
                    OnConnection = c => ValueTask.FromResult(door.AnswerTo(c.Connection) ?? new SslServerAuthenticationOptions { ServerCertificateContext = certificate.Context }),
                });
            }
        });
    }

    /// <summary>Adds every step and route. Call once, before the host starts.</summary>
    public static void MapNvrWeb(this WebApplication app)
    {
        ProblemGuard problems = ActivatorUtilities.CreateInstance<ProblemGuard>(app.Services);
        AccessGate gate = ActivatorUtilities.CreateInstance<AccessGate>(app.Services);
        app.Use(SecurityHeaders.Add);
        app.UseResponseCompression();
        app.Use(problems.InvokeAsync);
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = TimeSpan.FromSeconds(30) });
        app.UseRouting();
        app.Use(ActivatorUtilities.CreateInstance<AuditGate>(app.Services).InvokeAsync);
        app.Use(gate.InvokeAsync);
        app.Use(ActivatorUtilities.CreateInstance<NetworkWitness>(app.Services).InvokeAsync);
        RouteGroupBuilder api = app.MapGroup("/api/v1");
        foreach (IRoutes routes in app.Services.GetServices<IRoutes>())
        {
            routes.Map(routes is MetricsRoutes ? app : api);
        }
        app.Services.GetRequiredService<SharePages>().Map(app);
        PageRoutes.Map(app);
    }

    private static void AddAccess(IServiceCollection services, WebOptions options)
    {
        Directory.CreateDirectory(options.SettingsDirectory);
        services.AddSingleton(_ => new SettingsFile<AccountFile>(Path.Combine(options.SettingsDirectory, "accounts.json"), StoredJson.Default.AccountFile, f => f.Holds()));
        services.AddSingleton(_ => new SettingsFile<SessionFile>(Path.Combine(options.SettingsDirectory, "sessions.json"), StoredJson.Default.SessionFile, f => f.Holds()));
        services.AddSingleton(_ => new SettingsFile<FirstVisitFile>(Path.Combine(options.SettingsDirectory, FirstVisit.FileName), BoxJson.Default.FirstVisitFile));
        services.TryAddSingleton(s => BoxBook.Open(options.SettingsDirectory, s.GetRequiredService<BoxClock>(), s.GetRequiredService<HealthBoard>()));
        services.AddSingleton<FirstVisit>();
        services.AddSingleton<SetUpProgress>();
        services.AddSingleton(_ => new SettingsFile<ShareFile>(Path.Combine(options.SettingsDirectory, "shares.json"), StoredJson.Default.ShareFile, f => f.Holds()));
        services.AddSingleton<AccountBook>();
        services.AddSingleton<ShareBook>();
        services.AddSingleton<ShareDoor>();
        services.AddSingleton<SharePages>();
        services.AddSingleton<SessionBook>();
        services.AddSingleton(s => new SetupCode(s.GetRequiredService<AccountBook>()));
        services.AddSingleton(s => new PasswordReset(s.GetRequiredService<AccountBook>(), s.GetRequiredService<SessionBook>(), s.GetRequiredService<SetupCode>()));
        services.AddSingleton(s => new AuditBook(
            options.SettingsDirectory, s.GetRequiredService<BoxClock>(), s.GetRequiredService<HealthBoard>(), s.GetRequiredService<ILogger<AuditBook>>()));
        services.AddSingleton(s => new BoxDeeds(s.GetRequiredService<AuditBook>()));
        services.AddSingleton<AttemptLimiter>();
        services.AddSingleton<CallerReader>();
        services.AddSingleton<HostRule>();
    }

    private static void AddRoutes(IServiceCollection services)
    {
        services.AddSingleton<MovieSender>();
        services.AddSingleton<PictureSender>();
        services.AddSingleton<HlsStreams>();
        services.AddSingleton<VisibleHealth>();
        services.AddSingleton<CameraBodyReader>();
        services.AddSingleton<TrialBodyReader>();
        services.AddSingleton<ExportWishReader>();
        services.AddSingleton<SupportBundle>();
        services.AddSingleton<IRoutes, SetupRoutes>();
        services.AddSingleton<IRoutes, SessionRoutes>();
        services.AddSingleton<IRoutes, UserRoutes>();
        services.AddSingleton<IRoutes, AuditRoutes>();
        services.AddSingleton<IRoutes, BoxSettingsRoutes>();
        services.AddSingleton<IRoutes, NetworkRoutes>();
        services.AddSingleton<IRoutes, ServicesRoutes>();
        services.AddSingleton<IRoutes, CertificateRoutes>();
        services.AddSingleton<IRoutes, ResetRoutes>();
        services.AddSingleton<IRoutes, SettingsBackupRoutes>();
        services.AddSingleton<IRoutes, SupportRoutes>();
        services.AddSingleton<IRoutes, UpdateRoutes>();
        services.AddSingleton<IRoutes, FirstVisitRoutes>();
        services.AddSingleton<IRoutes, CameraRoutes>();
        services.AddSingleton<IRoutes, TrialRoutes>();
        services.AddSingleton<IRoutes, CameraMotionRoutes>();
        services.AddSingleton<IRoutes, TriggerRoutes>();
        services.AddSingleton<IRoutes, RecordingRoutes>();
        services.AddSingleton<IRoutes, OverviewRoutes>();
        services.AddSingleton<IRoutes, MovieRoutes>();
        services.AddSingleton<IRoutes, SnapshotRoutes>();
        services.AddSingleton<IRoutes, PictureRoutes>();
        services.AddSingleton<IRoutes, LiveRoutes>();
        services.AddSingleton<IRoutes, DeviceLiveRoutes>();
        services.AddSingleton<IRoutes, TalkRoutes>();
        services.AddSingleton<IRoutes, PtzRoutes>();
        services.AddSingleton<IRoutes, HlsRoutes>();
        services.AddSingleton<IRoutes, HoldRoutes>();
        services.AddSingleton<IRoutes, DeviceRoutes>();
        services.AddSingleton<IRoutes, ImportRoutes>();
        services.AddSingleton<IRoutes, EventRoutes>();
        services.AddSingleton<SearchDesk>();
        services.AddSingleton<IRoutes, SearchRoutes>();
        services.AddSingleton<IRoutes, BoxRoutes>();
        services.AddSingleton<IRoutes, PanelRoutes>();
        services.AddSingleton<IRoutes, PoeRoutes>();
        services.AddSingleton<IRoutes, DiskRoutes>();
        services.AddSingleton<IRoutes, StickRoutes>();
        services.AddSingleton<IRoutes, ExportRoutes>();
        services.AddSingleton<IRoutes, ShareRoutes>();
        services.AddSingleton<IRoutes, CargoRoutes>();
        services.AddSingleton<IRoutes, MetricsRoutes>();
        services.AddSingleton<IRoutes, OpenApiRoutes>();
    }
}
