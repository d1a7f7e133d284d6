using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Core.Time;
using Nvr.Host.Tests.Captured;
using Nvr.Host.Tests.Kit;
using Scenes;
using SimCamera;
using SimCamera.Stamp;
using Torture.Box;
using Torture.Oracle;
using Xunit;

namespace Nvr.Host.Tests.Watching;

/// <summary>The published program looks for motion in what cameras show, which nobody told it of.</summary>
public sealed class WatchTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    // A picture's time is estimated from when it arrived; a thing counts from when half of it is in the picture.
    private const double ToleranceSeconds = 1;

    [Fact]
    public async Task Motion_IsAnEvent_ThatRecords_AndAStillSceneIsNone()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await Stages.ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        string street = await AddAsync(api, cameras.Cameras[0], "continuous");
        string still = await AddAsync(api, cameras.Cameras[1], "events");

        JsonElement[] found = await EndedAsync(api, 2);
        JsonElement[] all = await EventsAsync(api);
        Assert.Empty((await api.RecentAsync(still)).Spans);
        Assert.Equal(0, await box.StopAsync());

        Assert.All(all, e => Assert.Equal((street, "recorder", "motion", "Yard"), (Text(e, "camera"), Text(e, "origin"), Text(e, "kind"), Text(e, "zone"))));
        Assert.All(found, e => Assert.InRange(e.GetProperty("confidence").GetSingle(), 0.3f, 1));
        Assert.Empty(FootageOracle.Read(scratch.Data).Counters(cameras.Cameras[0].Number).Missing);
        Actor car = Assert.Single(new Scene(Stages.Street).Actors);
        FrameStamp[] stamps = [.. FootageOracle.Read(scratch.Data).Stamps(cameras.Cameras[0].Number)];
        foreach (JsonElement e in found)
        {
            double begins = SceneSeconds(stamps, TimeOf(e, "start"));
            Assert.InRange(begins, car.Begins - ToleranceSeconds, car.Begins + 2 + ToleranceSeconds);
            Assert.InRange(SceneSeconds(stamps, TimeOf(e, "end")), begins, car.Ends + ToleranceSeconds);
            JsonElement at = e.GetProperty("box");
            double middle = at.GetProperty("top").GetDouble() + (at.GetProperty("height").GetDouble() / 2);
            Assert.InRange(middle * 360, car.FromY - car.Height, car.FromY + car.Height);
        }
    }

    [Fact]
    public async Task CameraThatIsRecordedAtEvents_IsRecordedWhenSomethingMoves()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await Stages.ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        string street = await AddAsync(api, cameras.Cameras[0], "events");

        // The very first event as well, which is believed in late because the scene is new.
        UtcRange wanted = default;
        await Wait.UntilAsync(
            async () =>
            {
                wanted = (await EndedAsync(api, 1)).Select(e => new UtcRange(TimeOf(e, "start"), TimeOf(e, "end"))).MinBy(w => w.Start);
                return (await api.RecentAsync(street)).Spans.Any(s => s.Start <= wanted.Start && s.End >= wanted.End);
            },
            s_patience,
            () => $"footage of {wanted}");

        Assert.All((await api.RecentAsync(street)).Spans, s => Assert.InRange(s.DurationUs / 1e6, 3, 20));
    }

    [Fact]
    public async Task CarThatCrossesALine_IsOneEvent_WithItsDirection_AndRecords()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await Stages.ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        Actor car = Assert.Single(new Scene(Stages.Street).Actors);
        bool isRightward = car.ToX > car.FromX;
        JsonObject Line(string name, double x, bool isToTheRight) => new()
        {
            ["name"] = name, ["points"] = Points(x, 1, x, 0), ["direction"] = isToTheRight ? "left-to-right" : "right-to-left",
        };
        string street = await AddAsync(api, cameras.Cameras[0], "events", new JsonObject
        {
            ["mode"] = "on",
            ["zones"] = new JsonArray(new JsonObject { ["name"] = "Sky", ["points"] = Points(0, 0, 1, 0, 1, 0.02, 0, 0.02) }),
            ["tripwires"] = new JsonArray(Line("Drive", 0.5, isRightward), Line("Back", 0.55, !isRightward)),
        });

        JsonElement[] found = await EndedAsync(api, 2);
        UtcTime[] times = [.. found.Select(e => TimeOf(e, "start")).Order()];
        await Wait.UntilAsync(async () => (await api.RecentAsync(street)).Spans.Any(s => s.Start <= times[0] && s.End >= times[0]), s_patience, () => $"footage of {times[0]}");

        Assert.All(found, e => Assert.Equal(
            ("recorder", "line-crossing", "Drive", isRightward ? "right" : "left"), (Text(e, "origin"), Text(e, "kind"), Text(e, "zone"), Text(e, "direction"))));
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange((pair.Second.Microseconds - pair.First.Microseconds) / 1e6, Stages.Seconds - ToleranceSeconds, Stages.Seconds + ToleranceSeconds));
        Assert.All(found, e =>
        {
            JsonElement at = e.GetProperty("box");
            double middle = at.GetProperty("left").GetDouble() + (at.GetProperty("width").GetDouble() / 2);
            Assert.InRange(middle, 0.35, 0.65);
        });
    }

    [Fact]
    public async Task ProcessThatIsKilled_OrStopped_CostsNoPicture_AndIsBack()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await Stages.ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        string street = await AddAsync(api, cameras.Cameras[0], "continuous");
        await api.WaitForFootageAsync(["street"], 3, s_patience);

        CaptureProcess first = await CaptureProcess.OfAsync(box);
        await first.KillAsync();
        CaptureProcess second = await CaptureProcess.OfAsync(box, not: first.Pid);
        await WorkingAsync(api);
        await second.StopAsync();
        await Wait.UntilAsync(() => !Directory.Exists($"/proc/{second.Pid}"), s_patience, () => $"the end of {second.Pid}, which is stopped");
        UtcTime back = UtcTime.From(TimeProvider.System.GetUtcNow());
        await CaptureProcess.OfAsync(box, not: second.Pid);
        await WorkingAsync(api);
        await Wait.UntilAsync(async () => (await EventsAsync(api)).Any(e => TimeOf(e, "start") > back), s_patience, () => "motion after the process was back");

        CameraReading camera = await api.CameraAsync("street");
        Assert.Equal(1, camera.Main.Connections);
        Assert.Empty((await api.RecentAsync(street)).Gaps);
        Assert.Equal(0, await box.StopAsync());
        Assert.Contains("ended by signal 9", box.Log.ToString() ?? "", StringComparison.Ordinal);
        Assert.Contains("does not answer any longer", box.Log.ToString() ?? "", StringComparison.Ordinal);
        Assert.Empty(FootageOracle.Read(scratch.Data).Counters(cameras.Cameras[0].Number).Missing);
    }

    [Theory]
    [InlineData(VideoCodec.H264, "b-frames", "scaling-lists")]
    [InlineData(VideoCodec.H264, "slices", "loss=1")]
    [InlineData(VideoCodec.H265)]
    [InlineData(VideoCodec.Mjpeg)]
    public async Task BoxThatLooksByItself_LooksAtEveryCodec(VideoCodec codec, params string[] quirks)
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await Stages.ServeStreetAsync(codec, quirks);
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = [("street", cameras.Cameras[0].Url)], More = ["--motion", "auto"] });
        using BoxApi api = await BoxApi.OpenAsync(box);

        Assert.Equal("recorder", Text((await EndedAsync(api, 1))[0], "origin"));
        string figures = await api.Http.GetStringAsync(new Uri(box.Address, "/metrics"));
        Assert.Contains("nvr_analysis_starts_total 1\n", figures, StringComparison.Ordinal);
        Assert.Matches(@"nvr_analysis_pictures_total\{camera=""[^""]+""\} [1-9][0-9]+\n", figures);
    }

    private static async Task<string> AddAsync(BoxApi api, SimulatedCamera camera, string mode, JsonObject? motion = null) => (await api.SendAsync(HttpMethod.Post, "cameras", new JsonObject
    {
        ["name"] = camera.Name,
        ["mainUrl"] = camera.Url.OriginalString,
        ["recording"] = new JsonObject { ["mode"] = mode, ["preRecordSeconds"] = 3, ["postRecordSeconds"] = 2 },
        ["motion"] = motion ?? new JsonObject
        {
            ["mode"] = "on",
            ["zones"] = new JsonArray(new JsonObject { ["name"] = "Yard", ["points"] = Points(0, 0.3, 1, 0.3, 1, 1, 0, 1) }),
        },
    })).GetProperty("id").GetString()!;

    private static JsonArray Points(params double[] shares) => [.. shares.Chunk(2).Select(p => new JsonObject { ["x"] = p[0], ["y"] = p[1] })];

    private static async Task<JsonElement[]> EventsAsync(BoxApi api) => [.. (await api.GetAsync("events")).GetProperty("events").EnumerateArray()];

    private static async Task<JsonElement[]> EndedAsync(BoxApi api, int count)
    {
        JsonElement[] ended = [];
        await Wait.UntilAsync(
            async () => (ended = [.. (await EventsAsync(api)).Where(e => e.GetProperty("end").ValueKind == JsonValueKind.String)]).Length >= count, s_patience, () => $"{count} events that ended");
        return ended;
    }

    private static Task WorkingAsync(BoxApi api) => Wait.UntilAsync(
        async () => (await api.GetAsync("health")).GetProperty("items").EnumerateArray().Any(i => Text(i, "part") == "analysis" && Text(i, "level") == "ok"), s_patience, () => "the search for motion works");

    /// <summary>Where in the scene the camera was at a moment.</summary>
    private static double SceneSeconds(FrameStamp[] stamps, UtcTime at)
    {
        FrameStamp nearest = stamps.MinBy(s => Math.Abs(s.UtcUs - at.Microseconds));
        return nearest.Counter % (Stages.Fps * Stages.Seconds) / (double)Stages.Fps;
    }

    private static UtcTime TimeOf(JsonElement item, string name) => UtcTime.TryParse(Text(item, name), out UtcTime time) ? time : throw new FormatException(item.ToString());

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
}
