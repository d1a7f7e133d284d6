using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Host.Tests.Kit;
using Nvr.Host.Tests.Panel;
using SimCamera;
using Torture.Box;
using Torture.Oracle;
using Xunit;

namespace Nvr.Host.Tests.Sticks;

/// <summary>A simulated box that records cameras and has some seconds of them already.</summary>
internal sealed class StickDeskBox : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Scratch scratch;
    private readonly SimCameraServer cameras;
    private readonly NvrdProcess box;

    private StickDeskBox(Scratch scratch, SimCameraServer cameras, NvrdProcess box, BoxApi api) => (this.scratch, this.cameras, this.box, Api) = (scratch, cameras, box, api);

    public BoxApi Api { get; }

    public static async Task<StickDeskBox> StartAsync()
    {
        var scratch = new Scratch();
        SimCameraServer cameras = await RecordedBox.ServeAsync();
        NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) });
        BoxApi api = await BoxApi.OpenAsync(box);
        await api.WaitForFootageAsync(RecordedBox.Names, 6, Patience);
        return new StickDeskBox(scratch, cameras, box, api);
    }

    /// <summary>Plugs in a stick and waits until it is seen; returns its id.</summary>
    public async Task<string> PlugAsync(JsonObject stick)
    {
        string id = (await Api.SendAsync(HttpMethod.Post, "sticks/simulated", stick)).GetProperty("stick").GetString()!;
        await Wait.UntilAsync(
            async () => (await Api.GetAsync("sticks")).GetProperty("sticks").EnumerateArray().Any(s => s.GetProperty("id").GetString() == id), Patience, () => $"stick {id}\n{box.Log}");
        return id;
    }

    public Task PressAsync() => Finger.HoldAsync(Api, "export", TimeSpan.FromSeconds(0.3));

    /// <summary>The export once it has ended one way or another.</summary>
    public async Task<JsonElement> WaitForEndAsync()
    {
        JsonElement export = default;
        await Wait.UntilAsync(
            async () => (export = (await Api.GetAsync("sticks")).GetProperty("export")).ValueKind == JsonValueKind.Object && export.GetProperty("state").GetString() is not ("running" or "releasing"),
            Patience,
            () => $"the end of the export; it is {export}\n{box.Log}");
        return export;
    }

    public async Task WaitForSentenceAsync(string part)
    {
        JsonElement sticks = default;
        await Wait.UntilAsync(
            async () => (sticks = await Api.GetAsync("sticks")).GetProperty("export") is { ValueKind: JsonValueKind.Object } export && export.GetProperty("sentence").GetString()!.Contains(part, StringComparison.Ordinal),
            Patience,
            () => $"'{part}'; it is {sticks}\n{box.Log}");
    }

    public async Task WaitForLedAsync(string name, string colour, string rhythm)
    {
        string now = "";
        await Wait.UntilAsync(
            async () => (now = (await Api.GetAsync("panel")).GetProperty("leds").EnumerateArray().First(l => l.GetProperty("name").GetString()!.Equals(name, StringComparison.OrdinalIgnoreCase)).ToString())
                .Contains($"\"colour\":\"{colour}\",\"rhythm\":\"{rhythm}\"", StringComparison.Ordinal),
            Patience,
            () => $"{name} {colour} {rhythm}; it is {now}");
    }

    public async Task WaitForDisplayAsync(string words)
    {
        string now = "";
        await Wait.UntilAsync(
            async () => (now = (await Api.GetAsync("panel")).GetProperty("display").GetProperty("words").ToString()).Contains(words, StringComparison.Ordinal), Patience, () => $"'{words}' on the display; it is {now}");
    }

    /// <summary>The one export on a stick, as another computer would find it.</summary>
    public string FolderOf(string stick) => Assert.Single(FoldersOf(stick));

    public IReadOnlyList<string> FoldersOf(string stick)
    {
        string sticks = Path.Combine(scratch.Data, "simulated-sticks");
        string root = new[] { Path.Combine(sticks, "mounted", stick), Path.Combine(sticks, stick + ".stick") }.First(Directory.Exists);
        return Directory.GetDirectories(root, "NVR-*");
    }

    /// <summary>What happens to a stick must not cost a picture.</summary>
    public async Task RequireUnbrokenRecordingAsync()
    {
        double before = (await Api.RecentAsync((await Api.CamerasAsync())[0].Id)).Seconds;
        await Api.WaitForFootageAsync(RecordedBox.Names, before + 3, Patience);
        foreach (CameraReading camera in await Api.CamerasAsync())
        {
            Assert.Single((await Api.RecentAsync(camera.Id)).Spans);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await box.DisposeAsync();
        await cameras.DisposeAsync();
        scratch.Dispose();
    }
}
