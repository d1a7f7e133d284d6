using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Backfill;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Tests.Events;
using Nvr.Adoption.Tests.Healing;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Onvif;
using Nvr.Recording.Cameras;
using Nvr.Recording.Streams;
using Nvr.Rtsp.Replay;
using Nvr.Storage;
using Nvr.Storage.Settings;
using SimCamera;
using SimCamera.Stamp;
using OnvifOptions = SimCamera.Onvif.OnvifOptions;

namespace Nvr.Adoption.Tests.Backfill;

/// <summary>
/// Cameras with cards, recorded through a wire that can be cut; registry, store and disk are those of the program. Each camera has the quirk that its name
/// says, with an x in front of a number for the equals sign.
/// </summary>
internal sealed class OutageBox : IAsyncDisposable
{
    public const string User = "admin";
    public const string Password = "s3cret";

    public static readonly BackfillRules Hurried = new()
    {
        LookInterval = TimeSpan.FromMilliseconds(300), Settle = TimeSpan.FromSeconds(2), FirstPause = TimeSpan.FromMilliseconds(200), MostTries = 3,
        Replay = new ReplayRules { Silence = TimeSpan.FromSeconds(2) },
    };

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string folder = Directory.CreateTempSubdirectory("nvr-backfill-").FullName;
    private readonly SimCameraServer server;
    private readonly CuttableLink link;
    private readonly DataDirectory data;
    private readonly BoxClock clock = BoxClock.System();
    private readonly CameraRegistry registry;
    private bool isClosed;

    private OutageBox(SimCameraServer server)
    {
        this.server = server;
        link = new CuttableLink(new IPEndPoint(IPAddress.Loopback, server.Cameras[0].Url.Port));
        data = DataDirectory.Open(folder);
        Store = FootageStore.Open(new FootageStoreOptions { Volumes = [new VolumeOptions(data.FootagePath) { Initialise = true }] }, clock, new HealthBoard());
        registry = CameraRegistry.Open(data, Store, clock, new HealthBoard(), new RtspStreamOpener(clock, NameGuard.Of(allowOwn: true)), NullLoggerFactory.Instance);
        foreach (SimulatedCamera camera in server.Cameras)
        {
            Uri through = new UriBuilder(camera.Url) { Host = link.Where.Address.ToString(), Port = link.Where.Port }.Uri;
            Ids[camera.Name] = registry.Create(new CameraSettings { Name = camera.Name, MainUrl = through, UserName = User, Password = Password }).Id;
        }
    }

    public FootageStore Store { get; }

    public Dictionary<string, CameraId> Ids { get; } = [];

    public NotedEvents Events { get; } = new();

    public string FootagePath => data.FootagePath;

    /// <param name="quirks">One camera for each, by its text; an empty one is a camera without any.</param>
    public static async Task<OutageBox> StartAsync(params string[] quirks)
    {
        CameraOptions[] cameras =
        [
            .. quirks.Select(quirk => new CameraOptions
            {
                Name = NameOf(quirk), Width = 320, Height = 240, Gop = 10, Kbit = 300, User = User, Password = Password,
                Quirks = quirk.Length == 0 ? [] : [quirk], Onvif = new OnvifOptions { CardSeconds = 60 },
            }),
        ];
        return new OutageBox(await SimCameraServer.StartAsync(
            new SimCameraOptions { Cameras = cameras, CacheDirectory = Path.Combine(AppContext.BaseDirectory, "material") }));
    }

    public static string NameOf(string quirk) => quirk.Length == 0 ? "door" : quirk.Replace('=', '_');

    /// <summary>Records, loses all cameras for so long, and records again.</summary>
    public async Task LoseAsync(TimeSpan outage)
    {
        await UntilAsync(() => Ids.Keys.All(n => SecondsOf(n) > 3), "footage");
        await link.CutAsync();
        await Task.Delay(outage, TestContext.Current.CancellationToken);
        double[] before = [.. Ids.Keys.Select(SecondsOf)];
        link.Mend();
        await UntilAsync(() => Ids.Keys.Zip(before).All(c => SecondsOf(c.First) > c.Second + 3), "footage after the outage");
    }

    public Task FillAsync(BackfillRules rules, CancellationToken stop)
    {
        var devices = new FixedDevices();
        devices.Set([.. server.Devices.Select((d, i) => new AdoptedDevice
        {
            Id = DeviceId.New(),
            Onvif = new OnvifTarget(d.Url, User, Password),
            Sources = [new DeviceSource { Token = "VideoSource_1", Camera = Ids[server.Cameras[i].Name].Value }],
        })]);
        var services = new BackfillServices
        {
            Cameras = registry, Devices = devices, Holes = Store, Footage = Store, Writer = Store, FlushAsync = Store.FlushAsync, Sink = Events, Clock = clock, Rules = rules,
        };
        return Task.Run(() => new Backfiller(services, NullLogger<Backfiller>.Instance).RunAsync(stop), CancellationToken.None);
    }

    public IReadOnlyList<FootageSpan> Spans(string name) => Store.ListSpans(Ids[name], StreamKind.Main, Recent());

    public IReadOnlyList<FootageGap> Outages(string name) =>
        [.. Store.ListGaps(Ids[name], StreamKind.Main, Recent()).Where(g => g.Reason != GapReason.RecorderStopped)];

    public double SecondsOf(string name) => Spans(name).Sum(s => s.Range.DurationUs / 1e6);

    /// <summary>The counters of all pictures of a camera that lie on the disk, read without the index.</summary>
    public List<long> Counters(string name)
    {
        int number = server.Cameras.ToList().FindIndex(c => c.Name == name) + 1;
        return [.. StampsOnDisk().Where(s => s.Camera == number).Select(s => s.Counter).Order()];
    }

    public async Task UntilAsync(Func<bool> condition, string what)
    {
        long giveUpUs = clock.MonotonicUs + (long)Patience.TotalMicroseconds;
        while (!condition())
        {
            string gaps = string.Join("; ", Ids.Keys.Select(n => $"{n}: {string.Join(", ", Outages(n).Select(g => g.Range.DurationUs))}"));
            Assert.True(
                clock.MonotonicUs < giveUpUs,
                $"It did not come about: {what}. {gaps}. {string.Join("; ", Events.Told.Select(t => t.Message.Raw))}. Faults: {string.Join("; ", server.Faults)}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Stops recording and closes the disk, for a look at it.</summary>
    public async Task CloseAsync()
    {
        if (!isClosed)
        {
            isClosed = true;
            await registry.DisposeAsync();
            await Store.DisposeAsync();
            data.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await link.DisposeAsync();
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        Assert.Empty(server.Faults);
    }

    private UtcRange Recent() => new(clock.WallNow.Plus(-3_600_000_000), clock.WallNow.Plus(3_600_000_000));

    private IEnumerable<FrameStamp> StampsOnDisk() =>
        Directory.EnumerateFiles(data.FootagePath, "*.mp4", SearchOption.AllDirectories).SelectMany(path => StampsIn(File.ReadAllBytes(path)));

    private static List<FrameStamp> StampsIn(byte[] file)
    {
        List<FrameStamp> stamps = [];
        ReadOnlySpan<byte> rest = file;
        for (int at = rest.IndexOf(FrameStamp.Uuid); at >= 0; at = rest.IndexOf(FrameStamp.Uuid))
        {
            if (FrameStamp.TryRead(rest[at..], out FrameStamp stamp))
            {
                stamps.Add(stamp);
            }
            rest = rest[(at + FrameStamp.Uuid.Length)..];
        }
        return stamps;
    }
}
