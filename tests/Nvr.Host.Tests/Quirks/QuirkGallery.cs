using System.Diagnostics;
using System.Text.Json.Nodes;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Torture.Oracle;
using Xunit;

namespace Nvr.Host.Tests.Quirks;

/// <summary>Every misbehaving camera and one that behaves, recorded at the same time by one nvrd that has then been stopped.</summary>
public sealed class QuirkGallery : IAsyncLifetime
{
    public const string Control = "control";

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(32);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    private readonly Scratch scratch = new();
    private readonly Dictionary<string, QuirkSighting> sightings = [];
    private readonly Dictionary<string, IReadOnlyList<RecordedFile>> files = [];

    /// <summary>From the first state that was read to the last.</summary>
    internal double WatchedSeconds { get; private set; }

    internal int ExitCode { get; private set; }

    internal IReadOnlyList<Exception> CameraFaults { get; private set; } = [];

    internal QuirkSighting Seen(string name) => sightings[name];

    internal IReadOnlyList<RecordedFile> Files(string name) => files.GetValueOrDefault(name, []);

    /// <summary>The counters of one of a camera's streams (0 is the main stream), over all its files.</summary>
    internal CounterLedger Counters(string name, int stream = 0) =>
        new(Files(name).SelectMany(f => f.Stamps).Where(s => s.Stream == stream).Select(s => s.Counter));

    public async ValueTask InitializeAsync()
    {
        await using SimCameraServer control = await ServeAsync([new CameraOptions { Name = Control, Width = 320, Height = 240, Fps = 25, Gop = 25, Kbit = 300 }]);
        await using SimCameraServer others = await ServeAsync([.. QuirkCases.All.Where(c => !c.HasServerOfItsOwn).Select(c => c.Camera)]);
        await using SimCameraServer alone = await ServeAsync([.. QuirkCases.All.Where(c => c.HasServerOfItsOwn).Select(c => c.Camera)]);
        SimulatedCamera[] cameras = [.. control.Cameras, .. others.Cameras, .. alone.Cameras];
        await RecordAsync([.. cameras.Select(c => (c.Name, AddressOf(c)))]);
        CameraFaults = [.. control.Faults, .. others.Faults, .. alone.Faults];
    }

    public ValueTask DisposeAsync()
    {
        scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Task<SimCameraServer> ServeAsync(IReadOnlyList<CameraOptions> cameras) =>
        SimCameraServer.StartAsync(new SimCameraOptions { Cameras = cameras });

    private static Uri AddressOf(SimulatedCamera camera)
    {
        CameraOptions? options = QuirkCases.All.SingleOrDefault(c => c.Name == camera.Name)?.Camera;
        return options?.User is null
            ? camera.Url
            : new UriBuilder(camera.Url) { UserName = options.User, Password = Uri.EscapeDataString(options.Password) }.Uri;
    }

    private async Task RecordAsync(IReadOnlyList<(string Name, Uri Url)> cameras)
    {
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = cameras });
        using BoxApi api = await BoxApi.OpenAsync(box);
        await ChangeSettingsAsync(api, cameras);
        await WatchAsync(api);
        Dictionary<string, string> names = [];
        foreach (CameraReading camera in await api.CamerasAsync())
        {
            names[camera.Id] = camera.Name;
            sightings[camera.Name].Seconds = (await api.RecentAsync(camera.Id)).Seconds;
        }
        ExitCode = await box.StopAsync();
        foreach (IGrouping<string, RecordedFile> found in FootageOracle.Read(scratch.Data).Files.GroupBy(f => names[f.Scan.Identity!.Camera.ToString()]))
        {
            files[found.Key] = [.. found];
        }
    }

    private static async Task ChangeSettingsAsync(BoxApi api, IReadOnlyList<(string Name, Uri Url)> cameras)
    {
        foreach (QuirkCase chosen in QuirkCases.All.Where(c => c.Transport is not null || c.WithSubStream))
        {
            string url = cameras.Single(c => c.Name == chosen.Name).Url.OriginalString;
            var body = new JsonObject
            {
                ["name"] = chosen.Name,
                ["mainUrl"] = url,
                ["subUrl"] = chosen.WithSubStream ? url + "/sub" : null,
                ["transport"] = chosen.Transport ?? "auto",
            };
            await api.SendAsync(HttpMethod.Put, $"cameras/{(await api.CameraAsync(chosen.Name)).Id}", body);
        }
    }

    private async Task WatchAsync(BoxApi api)
    {
        var watch = Stopwatch.StartNew();
        do
        {
            foreach (CameraReading camera in await api.CamerasAsync())
            {
                sightings.TryAdd(camera.Name, new QuirkSighting());
                sightings[camera.Name].States[camera.Main.State] = camera.Main;
            }
            await Task.Delay(TimeSpan.FromSeconds(0.5));
        }
        while (watch.Elapsed < Shortest || (watch.Elapsed < Longest && !QuirkCases.All.All(HasShown)));
        WatchedSeconds = watch.Elapsed.TotalSeconds;
    }

    private bool HasShown(QuirkCase camera) => camera.States.Any(sightings[camera.Name].States.ContainsKey);
}
