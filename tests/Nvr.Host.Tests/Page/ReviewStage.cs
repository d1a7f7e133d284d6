using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Nvr.Core.Time;
using Nvr.Host.Tests.Kit;
using SimCamera;
using SimCamera.Stamp;
using Torture.Box;
using Torture.Oracle;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>A recorder with half a minute of nine cameras, of which the second was silent for a while and the ninth saw two visitors. The cameras are gone by then: nothing but the page needs the processor.</summary>
public sealed class ReviewStage : IAsyncLifetime
{
    public const int Fps = 12;
    private const double SecondsBefore = 30;
    private const double SecondsAfter = 12;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly Scratch scratch = new();
    private readonly ConcurrentDictionary<string, FrameStamp[]> movies = new();
    private Chromium? chromium;
    private IPage? open;

    internal NvrdProcess Box { get; private set; } = null!;

    internal BoxApi Api { get; private set; } = null!;

    public static IReadOnlyList<string> Names { get; } = [.. Enumerable.Range(1, 9).Select(n => $"cam{n}")];

    /// <summary>By name: the id, and what is recorded.</summary>
    internal Dictionary<string, (string Id, RecordingsReading Recorded)> Cameras { get; } = [];

    /// <summary>When the second camera has nothing.</summary>
    internal (double FromMs, double ToMs) Pause { get; private set; }

    /// <summary>When the two visitors came that the ninth camera saw.</summary>
    internal IReadOnlyList<UtcTime> Visits { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await using (SimCameraServer cameras = await SimCameraServer.StartAsync(new SimCameraOptions
        {
            Cameras = [.. Names.Select(n => new CameraOptions { Name = n, Width = 320, Height = 240, Fps = Fps, Gop = Fps, Kbit = 150 })],
        }))
        {
            Box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) });
            Api = await BoxApi.OpenAsync(Box);
            await Api.WaitForFootageAsync(Names, SecondsBefore, s_patience);
            cameras.Cameras[1].IsStalled = true;
            await Api.WaitForStateAsync(Names[1], "stalled", s_patience);
            cameras.Cameras[1].IsStalled = false;
            string silent = (await Api.CameraAsync(Names[1])).Id;
            await Wait.UntilAsync(
                async () => (await Api.RecentAsync(silent)).Spans is { Count: > 1 } spans && spans[^1].DurationUs > SecondsAfter * 1e6, s_patience, () => "footage of the second camera after its pause");
        }
        foreach (string name in Names)
        {
            string id = (await Api.CameraAsync(name)).Id;
            Cameras[name] = (id, await Api.RecentAsync(id));
        }
        RecordingsReading second = Cameras[Names[1]].Recorded;
        Pause = (second.Spans[0].End.Microseconds / 1e3, second.Spans[1].Start.Microseconds / 1e3);
        await LetVisitorsComeAsync(Cameras[Names[^1]]);
        chromium = await Chromium.StartAsync();
    }

    /// <summary>Review of cameras at a moment (milliseconds of UTC), all of them showing a picture but those that have none there.</summary>
    internal async Task<IPage> OpenAsync(IEnumerable<string> names, double ms, string more = "") => await OpenAsync(await chromium!.OpenAsync(), names, ms, more);

    /// <summary>The same on a phone.</summary>
    internal async Task<IPage> OpenOnPhoneAsync(IEnumerable<string> names, double ms) =>
        await OpenAsync(await (await chromium!.PhoneAsync(390, 844, "en-GB")).NewPageAsync(), names, ms, "");

    /// <summary>The moments that the pictures on screen were taken at, by the cameras' own stamps in them; in the order of the cells, null where one shows none.</summary>
    internal async Task<double?[]> MomentsAsync(IPage page)
    {
        JsonElement shown = await page.EvaluateAsync<JsonElement>(
            "() => [...document.querySelectorAll('.cell')].map(c => { const v = c.querySelector('video.recorded'); return c.classList.contains('waits') || !v?.getAttribute('src') ? null : { at: v.currentTime, src: v.src }; })");
        List<double?> moments = [];
        foreach (JsonElement one in shown.EnumerateArray())
        {
            moments.Add(one.ValueKind == JsonValueKind.Null ? null : await MomentAsync(one.GetProperty("src").GetString()!, one.GetProperty("at").GetDouble()));
        }
        return [.. moments];
    }

    public async ValueTask DisposeAsync()
    {
        await (chromium?.DisposeAsync() ?? ValueTask.CompletedTask);
        Api?.Dispose();
        await (Box?.DisposeAsync() ?? ValueTask.CompletedTask);
        scratch.Dispose();
    }

    private async Task<IPage> OpenAsync(IPage page, IEnumerable<string> names, double ms, string more)
    {
        // What a test left open goes on playing, and takes the processors from the next.
        await (open?.CloseAsync() ?? Task.CompletedTask);
        open = page;
        string address = $"/review?cam={string.Join(',', names.Select(n => Cameras[n].Id))}&t={DateTimeOffset.FromUnixTimeMilliseconds((long)ms):yyyy-MM-ddTHH:mm:ss}Z{more}";
        await page.GotoAsync(new Uri(Box.Address, address).ToString());
        await Visitor.SignInAsync(page);
        await page.WaitForFunctionAsync("() => { const all = [...document.querySelectorAll('.cell:not(.waits) video.recorded')]; return all.length > 0 && all.every(v => v.readyState >= 2 && !v.seeking); }");
        return page;
    }

    /// <summary>Nobody is detected in a test picture: the log tells of two whom the recorder saw, and it is read at the start.</summary>
    private async Task LetVisitorsComeAsync((string Id, RecordingsReading Recorded) camera)
    {
        Visits = [camera.Recorded.Spans[0].Start.Plus(10_000_000), camera.Recorded.Spans[0].Start.Plus(18_000_000)];
        Api.Dispose();
        Assert.Equal(0, await Box.StopAsync());
        await Box.DisposeAsync();
        string folder = Path.Combine(scratch.Data, "footage", "events");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "0000000900.log"), string.Concat(Visits.Select((at, i) => Line(Visit(901 + i, camera.Id, at)))));
        Box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        Api = await BoxApi.OpenAsync(Box);
    }

    private static string Visit(int number, string camera, UtcTime at)
    {
        long start = at.Microseconds - Clocks.Box.WallOffsetUs;
        return new JsonObject
        {
            ["type"] = "Event", ["number"] = number, ["camera"] = Guid.Parse(camera), ["boot"] = Clocks.Box.BootId, ["startUs"] = start,
            ["endBoot"] = Clocks.Box.BootId, ["endUs"] = start + 1_000_000, ["closing"] = "Reported", ["box"] = new JsonArray(0.25, 0.25, 0.25, 0.25),
            ["confidence"] = 0.75, ["topic"] = "Test", ["key"] = "", ["origin"] = "Recorder", ["raw"] = "", ["kind"] = "Object", ["object"] = "Person",
        }.ToJsonString();
    }

    private static string Line(string json)
    {
        uint sum = ~Encoding.UTF8.GetBytes(json).Aggregate(uint.MaxValue, BitOperations.Crc32C);
        return sum.ToString("x8", CultureInfo.InvariantCulture) + " " + json + "\n";
    }

    private async Task<double> MomentAsync(string source, double mediaSeconds)
    {
        if (!movies.TryGetValue(source, out FrameStamp[]? stamps))
        {
            stamps = [.. Stamps.Of(await Api.Http.GetByteArrayAsync(source, TestContext.Current.CancellationToken))];
            movies[source] = stamps;
        }
        // A moment at the border of two pictures belongs to either.
        int picture = Math.Clamp((int)((mediaSeconds * Fps) + 0.01), 0, stamps.Length - 1);
        return (stamps[picture].UtcUs / 1e3) + (((mediaSeconds * Fps) - picture) * 1000 / Fps);
    }
}
