using System.Net.NetworkInformation;
using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Devices;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Onvif;
using Nvr.Recording.Cameras;
using Nvr.Recording.Streams;
using Nvr.Storage;
using Nvr.Storage.Settings;
using SimCamera;
using SimCamera.Onvif;
using OnvifOptions = SimCamera.Onvif.OnvifOptions;

namespace Nvr.Adoption.Tests.Healing;

/// <summary>Real cameras' recording in a directory of its own: registry, store and disk as in the program, and simulated cameras with an ONVIF side.</summary>
internal sealed class RecordingBox : IAsyncDisposable
{
    public const string User = "admin";
    public const string Password = "s3cret";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly string folder = Directory.CreateTempSubdirectory("nvr-healing-").FullName;
    private readonly FootageStore store;

    private RecordingBox(SimCameraServer server)
    {
        Server = server;
        Data = DataDirectory.Open(folder);
        var options = new FootageStoreOptions { Volumes = [new VolumeOptions(Data.FootagePath) { Initialise = true }] };
        store = FootageStore.Open(options, Clock, Health);
        Registry = CameraRegistry.Open(Data, store, Clock, Health, new RtspStreamOpener(Clock, NameGuard.Of(allowOwn: true)), NullLoggerFactory.Instance);
        foreach (SimulatedCamera camera in server.Cameras)
        {
            var settings = new CameraSettings { Name = camera.Name, MainUrl = camera.Url, UserName = User, Password = Password };
            Ids[camera.Name] = Registry.Create(settings).Id;
        }
    }

    public SimCameraServer Server { get; }

    public OnvifDevice Device => Server.Devices[0];

    public DataDirectory Data { get; }

    public BoxClock Clock { get; } = BoxClock.System();

    public HealthBoard Health { get; } = new();

    public CameraRegistry Registry { get; }

    public Dictionary<string, CameraId> Ids { get; } = [];

    public static Task<RecordingBox> StartAsync(params string[] moreSources) => StartAsync(moreSources, []);

    /// <summary>One camera with these quirks.</summary>
    public static Task<RecordingBox> StartWithAsync(params string[] quirks) => StartAsync([], quirks);

    private static async Task<RecordingBox> StartAsync(string[] moreSources, string[] quirks)
    {
        var template = new CameraOptions { Width = 320, Height = 240, Gop = 10, Kbit = 300, User = User, Password = Password };
        CameraOptions[] cameras =
        [
            .. moreSources.Select(n => template with { Name = n }),
            template with { Name = "door", Quirks = quirks, Onvif = new OnvifOptions { MoreSources = moreSources, RebootTime = TimeSpan.FromSeconds(2) } },
        ];
        return new RecordingBox(await SimCameraServer.StartAsync(
            new SimCameraOptions { Cameras = cameras, CacheDirectory = Path.Combine(AppContext.BaseDirectory, "material") }));
    }

    /// <summary>The device as the book would know it; its sources are the first camera and those of the encoder.</summary>
    public AdoptedDevice Adopted(Uri? service = null, params string[] moreSources) => new()
    {
        Id = DeviceId.New(),
        Mac = PhysicalAddress.Parse(Device.Mac.Replace(':', '-').ToUpperInvariant()),
        Onvif = new OnvifTarget(service ?? Device.Url, User, Password),
        Sources =
        [
            .. moreSources.Prepend("door").Select((n, i) => new DeviceSource { Token = $"VideoSource_{i + 1}", Camera = Ids[n].Value }),
        ],
    };

    public CameraState StateOf(string name) => Registry.Find(Ids[name])!.Streams[0].State;

    /// <summary>How many seconds of the camera are on the disk and in the index.</summary>
    public double SecondsOf(string name) =>
        store.ListSpans(Ids[name], StreamKind.Main, new UtcRange(Clock.WallNow.Plus(-3_600_000_000), Clock.WallNow.Plus(3_600_000_000))).Sum(s => s.Range.DurationUs / 1e6);

    public async Task UntilAsync(Func<bool> condition, string what)
    {
        long giveUpUs = Clock.MonotonicUs + (long)Patience.TotalMicroseconds;
        while (!condition())
        {
            Assert.True(Clock.MonotonicUs < giveUpUs, $"It did not come about: {what}. Faults: {string.Join("; ", Server.Faults)}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        await store.DisposeAsync();
        Data.Dispose();
        await Server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        Assert.Empty(Server.Faults);
    }
}
