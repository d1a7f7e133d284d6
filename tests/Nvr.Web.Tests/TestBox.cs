using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Nvr.Adoption.Adopting;
using Nvr.Adoption.Healing;
using Nvr.Adoption.Steering;
using Nvr.Adoption.Trying;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Recording.Exports;
using Nvr.Recording.Pictures;
using Nvr.Sandbox.Processes;
using Nvr.Recording.Policy;
using Nvr.Recording.Live;
using Nvr.Recording.Talk;
using Nvr.Recording.Watching;
using Nvr.Storage;
using Nvr.Storage.Events;
using Nvr.Storage.Overviews;
using Nvr.Storage.Pictures;
using Nvr.Web.Accounts;
using Nvr.Web.Box;
using Nvr.Web.Cargo;
using Nvr.Web.Disks;
using Nvr.Web.Exports;
using Nvr.Web.Panel;
using Nvr.Web.Sticks;
using Nvr.Web.Support;
using Nvr.Web.Tests.Fakes;
using Nvr.Web.Tests.OpenApi;
using Nvr.Web.Tls;

namespace Nvr.Web.Tests;

/// <summary>The whole web room over a real Kestrel on a loopback port, with fakes of the rooms behind it and a settable clock.</summary>
public sealed class TestBox : IAsyncDisposable
{
    public const string AdminName = "owner";
    public const string AdminPassword = "a good password";

    private readonly WebApplication app;
    private readonly string directory;

    private TestBox(WebApplication app, string directory, Uri address)
    {
        this.app = app;
        this.directory = directory;
        Address = address;
    }

    public FakeCameras Cameras { get; private init; } = null!;

    public FakeFootage Footage { get; private init; } = null!;

    public FakeLive Live { get; private init; } = null!;

    public FakeDisks Disks => (FakeDisks)app.Services.GetRequiredService<IDiskRoom>();

    public FakeSticks Sticks => (FakeSticks)app.Services.GetRequiredService<IStickRoom>();

    public FakeExports Exports => (FakeExports)app.Services.GetRequiredService<IExportRoom>();

    public FakeCargo Cargo => (FakeCargo)app.Services.GetRequiredService<ICargoRoom>();

    public FakeBoxFacts Facts => (FakeBoxFacts)app.Services.GetRequiredService<IBoxFacts>();

    public FakeReset Reset => (FakeReset)app.Services.GetRequiredService<IFactoryReset>();

    public FakeSettings Settings => (FakeSettings)app.Services.GetRequiredService<ISettingsRoom>();

    public FakeUpdates Updates => (FakeUpdates)app.Services.GetRequiredService<IUpdateRoom>();

    public FakeSystem Systems => (FakeSystem)app.Services.GetRequiredService<ISystemRoom>();

    public FakeSupportLog SupportLog => (FakeSupportLog)app.Services.GetRequiredService<ISupportLog>();

    public FakeSteering Steering => (FakeSteering)app.Services.GetRequiredService<ICameraSteering>();

    public FakeTrial Trial => (FakeTrial)app.Services.GetRequiredService<ICameraTrial>();

    public FakePanel Panel => (FakePanel)app.Services.GetRequiredService<IFrontPanel>();

    public FakeTriggers Triggers => (FakeTriggers)app.Services.GetRequiredService<IRecordingTriggers>();

    public FakeTalk Talk => (FakeTalk)app.Services.GetRequiredService<ITalkDesk>();

    public FakeAdoption Adoption { get; private init; } = null!;

    public FakeEvents Events { get; private init; } = null!;

    public FakeOverviews Overviews => (FakeOverviews)app.Services.GetRequiredService<IOverviewReader>();

    public PowerPlant Power { get; private init; } = null!;

    public OfficeNetwork Office { get; private init; } = null!;

    public PageCertificate Certificate => Services.GetRequiredService<PageCertificate>();

    public OfferedServices Offered { get; private init; } = null!;

    public FakeTimeProvider Time { get; private init; } = null!;

    public HealthBoard Health => app.Services.GetRequiredService<HealthBoard>();

    public SetupCode Code => app.Services.GetRequiredService<SetupCode>();

    public IServiceProvider Services => app.Services;

    public Uri Address { get; }

    public string Directory => directory;

    public UtcTime Now => UtcTime.From(Time.GetUtcNow());

    public static async Task<TestBox> StartAsync(
        Func<WebOptions, WebOptions>? change = null, string? directory = null, TimeProvider? clock = null, ILoggerProvider? log = null)
    {
        directory ??= System.IO.Directory.CreateTempSubdirectory("nvr-web-").FullName;
        FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 21, 40, 0, TimeSpan.Zero));
        WebOptions options = new() { DataDirectory = directory, ProductVersion = "1.2.3", Listen = new IPEndPoint(IPAddress.Loopback, 0) };
        options = change?.Invoke(options) ?? options;
        BoxClock box = new(clock ?? time, Guid.NewGuid());
        (FakeCameras cameras, FakeFootage footage, FakeEvents events) = (new(), new(), new());
        (FakeLive live, FakeAdoption adoption) = (new(), new());
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (log is not null)
        {
            builder.Logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log);
        }
        builder.Services.AddSingleton(box).AddSingleton<ICameraDirectory>(cameras).AddSingleton<IFootageReader>(footage).AddSingleton<ILiveHub>(live);
        builder.Services.AddSingleton<ITalkDesk>(new FakeTalk(cameras));
        builder.Services.AddSingleton(new OwnMotion(new PictureTaps(box.Time), box)).AddSingleton(new WatchOptions(FakePictures.Program, IsAutomatic: true)).AddSingleton<WatchOutlook>();
        builder.Services.AddSingleton<IRecordingTriggers>(new FakeTriggers(cameras));
        builder.Services.AddSingleton<IFrontPanel>(new FakePanel());
        builder.Services.AddSingleton<IDiskRoom>(new FakeDisks());
        builder.Services.AddSingleton<IStickRoom>(new FakeSticks());
        builder.Services.AddSingleton<IExportRoom>(new FakeExports(box));
        builder.Services.AddSingleton<ICargoRoom>(new FakeCargo());
        builder.Services.AddSingleton<IBoxFacts>(new FakeBoxFacts());
        builder.Services.AddSingleton<IFactoryReset>(new FakeReset());
        builder.Services.AddSingleton<ISettingsRoom>(new FakeSettings());
        builder.Services.AddSingleton<IUpdateRoom>(new FakeUpdates());
        builder.Services.AddSingleton<ISystemRoom>(new FakeSystem());
        builder.Services.AddSingleton<ISupportLog>(new FakeSupportLog());
        builder.Services.AddSingleton<ICameraTrial>(new FakeTrial());
        builder.Services.AddSingleton<ICameraSteering>(new FakeSteering());
        builder.Services.AddSingleton(new ExportDesk(new WorkerProgram("/nonexistent", []), box));
        var shelf = new PictureShelf(() => new PictureRoom(null, 0, 0), box.Time);
        builder.Services.AddSingleton(new PicturePlanner(footage, footage, shelf, new CameraMasks(cameras)));
        builder.Services.AddSingleton(_ => new PictureDesk(FakePictures.Program, footage, shelf, box, NullLogger<PictureDesk>.Instance));
        builder.Services.AddSingleton<IAdoption>(adoption).AddSingleton<FirmwareUpdates>();
        builder.Services.AddSingleton<IEventReader>(events).AddSingleton<IOverviewReader>(new FakeOverviews());
        PowerPlant plant = new(directory, box, cameras);
        plant.Add(builder.Services);
        OfficeNetwork office = new(directory, box);
        OfferedServices offered = new(directory);
        office.Add(builder.Services);
        offered.Add(builder.Services);
        builder.Services.AddNvrWeb(options);
        builder.WebHost.ConfigureKestrel(k => WebRoom.ConfigureKestrel(k, options));
        WebApplication app = builder.Build();
        app.MapNvrWeb();
        await app.StartAsync();
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new TestBox(app, directory, new Uri(address))
        {
            Cameras = cameras, Footage = footage, Events = events, Live = live, Adoption = adoption, Time = time, Power = plant, Office = office, Offered = offered,
        };
    }

    /// <summary>A client with no session that follows no redirects.</summary>
    public HttpClient NewClient()
    {
        SocketsHttpHandler handler = new() { UseCookies = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None };
        return new HttpClient(new DescribedHandler(handler)) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>Sets the box up and returns a client with the administrator's bearer token.</summary>
    public async Task<HttpClient> SetUpAsync()
    {
        using HttpClient client = NewClient();
        using HttpResponseMessage answer = await client.PostAsync(
            "/api/v1/setup", Body(new { code = Code.Value, userName = AdminName, password = AdminPassword }));
        answer.EnsureSuccessStatusCode();
        return await SignInAsync(AdminName, AdminPassword);
    }

    public async Task<HttpClient> SignInAsync(string name, string password)
    {
        HttpClient client = NewClient();
        using HttpResponseMessage answer = await client.PostAsync("/api/v1/sessions", Body(new { userName = name, password, token = true }));
        answer.EnsureSuccessStatusCode();
        JsonNode json = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        client.DefaultRequestHeaders.Authorization = new("Bearer", json["token"]!.GetValue<string>());
        return client;
    }

    /// <summary>Makes a user and returns its client.</summary>
    public async Task<HttpClient> AddUserAsync(HttpClient admin, string name, string role, params string[] cameras)
    {
        using HttpResponseMessage answer = await admin.PostAsync("/api/v1/users", Body(new { userName = name, password = "a good password", role, cameras }));
        answer.EnsureSuccessStatusCode();
        return await SignInAsync(name, "a good password");
    }

    public static StringContent Body(object value) => new(JsonSerializer.Serialize(value), System.Text.Encoding.UTF8, "application/json");

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Power.Dispose();
        System.IO.Directory.Delete(directory, recursive: true);
    }
}
