using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Core.Time;
using Nvr.Host.Tests.Kit;
using SimCamera;
using SimCamera.Stamp;
using Torture.Box;
using Torture.Oracle;
using Xunit;

namespace Nvr.Host.Tests.Policy;

/// <summary>A camera that is recorded at events only, from its form to the file on the disk.</summary>
public sealed class EventRecordingTests
{
    private const int PreSeconds = 3;
    private const int PostSeconds = 2;
    private const int GroupSeconds = 1;
    private const long SecondUs = 1_000_000;

    // The recorder estimates when a picture was taken from when it arrived.
    private const long EstimateUs = 400_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Trigger_RecordsTheSecondsBeforeAndAfter_AndNothingElse()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        string id = await AddAsync(api, cameras.Cameras[0]);
        await api.WaitForStateAsync("door", "resting", Patience);
        // Longer than the seconds before, so that their limit shows.
        await SentAsync(cameras.Cameras[0], PreSeconds + 4);
        Assert.Empty(FootageOracle.SegmentPaths(scratch.Data));
        JsonElement health = await api.GetAsync("health");
        Assert.DoesNotContain(health.GetProperty("items").EnumerateArray(), i => i.GetProperty("level").GetString() is "failure" or "attention");

        long beforeUs = NowUs();
        await api.SendAsync(HttpMethod.Post, $"cameras/{id}/trigger", new JsonObject { ["seconds"] = 0, ["reason"] = "A test." });
        long afterUs = NowUs();
        await WaitForSpansAsync(api, id, 1);
        await SentAsync(cameras.Cameras[0], PostSeconds + GroupSeconds + 4);
        await api.WaitForStateAsync("door", "resting", Patience);
        Assert.Equal(0, await box.StopAsync());

        // One file, or two when the event met the change of segments.
        FootageOracle footage = FootageOracle.Read(scratch.Data);
        Assert.InRange(footage.Files.Count, 1, 2);
        Assert.All(footage.Files, f => Assert.True(f.IsReadable));
        FrameStamp[] stamps = [.. footage.Stamps(cameras.Cameras[0].Number)];
        Assert.Empty(footage.Counters(cameras.Cameras[0].Number).Missing);
        long wantedFromUs = PreSeconds * SecondUs;
        Assert.InRange(
            stamps[0].UtcUs, beforeUs - wantedFromUs - (GroupSeconds * SecondUs) - EstimateUs, afterUs - wantedFromUs + EstimateUs);
        Assert.InRange(
            stamps[^1].UtcUs, beforeUs + (PostSeconds * SecondUs) - EstimateUs, afterUs + ((PostSeconds + GroupSeconds) * SecondUs) + EstimateUs);
        foreach (RecordedFile file in footage.Files)
        {
            Assert.Equal(file.Stamps.Count, (await MediaProbe.OfAsync(file.Path)).Video.Packets);
            await MediaProbe.AssertDecodesAsync(file.Path);
        }
    }

    [Fact]
    public async Task Timeline_TellsWhyTheRestIsNotThere_AndTheMovieHasTheEvents()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        string id = await AddAsync(api, cameras.Cameras[0]);
        await api.WaitForStateAsync("door", "resting", Patience);
        for (int events = 1; events <= 3; events++)
        {
            // The end of the recording before, and more than the seconds before the next.
            await SentAsync(cameras.Cameras[0], PostSeconds + PreSeconds + (2 * GroupSeconds) + 3);
            await api.SendAsync(HttpMethod.Post, $"cameras/{id}/trigger", new JsonObject { ["seconds"] = 0 });
            await WaitForSpansAsync(api, id, events);
        }
        await SentAsync(cameras.Cameras[0], PostSeconds + GroupSeconds + 4);

        RecordingsReading found = await api.RecentAsync(id);
        // What was noted from before the oldest footage is kept until housekeeping comes by, and no longer.
        GapReading[] rests = [.. found.Gaps.Where(g => g.Reason == "notWanted" && g.Range.End > found.Spans[0].Start)];
        Assert.All(rests, g => Assert.EndsWith(".", g.Sentence));
        Assert.Equal(
            [(found.Spans[0].End, found.Spans[1].Start), (found.Spans[1].End, found.Spans[2].Start)],
            rests.Select(g => (g.Range.Start, g.Range.End)));
        string movie = scratch.At("events.mp4");
        await api.DownloadAsync($"cameras/{id}/video.mp4?from={found.Spans[0].Start}&to={found.Spans[2].End}", movie);
        await MediaProbe.AssertDecodesAsync(movie);
        Assert.Equal(found.Seconds, (await MediaProbe.OfAsync(movie)).Seconds, 1.0);
    }

    [Fact]
    public async Task PolicyChange_TakesEffect_WithoutReconnecting()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) });
        using BoxApi api = await BoxApi.OpenAsync(box);
        await api.WaitForFootageAsync(RecordedBox.Names, 3, Patience);
        CameraReading door = await api.CameraAsync("door");

        await api.SendAsync(HttpMethod.Put, $"cameras/{door.Id}", Body(cameras.Cameras[0], "off"));
        await api.WaitForStateAsync("door", "resting", Patience);
        await api.SendAsync(HttpMethod.Put, $"cameras/{door.Id}", Body(cameras.Cameras[0], "continuous"));
        await api.WaitForStateAsync("door", "recording", Patience);

        Assert.Equal(1, (await api.CameraAsync("door")).Main.Connections);
        Assert.Equal(2, cameras.ConnectionsAccepted);
    }

    private static async Task<string> AddAsync(BoxApi api, SimulatedCamera camera) =>
        (await api.SendAsync(HttpMethod.Post, "cameras", Body(camera, "events"))).GetProperty("id").GetString()!;

    private static JsonObject Body(SimulatedCamera camera, string mode) => new()
    {
        ["name"] = "door",
        ["mainUrl"] = camera.Url.OriginalString,
        ["recording"] = new JsonObject { ["mode"] = mode, ["preRecordSeconds"] = PreSeconds, ["postRecordSeconds"] = PostSeconds },
    };

    private static Task WaitForSpansAsync(BoxApi api, string id, int count) =>
        Wait.UntilAsync(async () => (await api.RecentAsync(id)).Spans.Count == count, Patience, () => $"{count} recordings");

    private static long NowUs() => UtcTime.From(TimeProvider.System.GetUtcNow()).Microseconds;

    /// <summary>Waits until the camera has sent so many seconds more.</summary>
    private static Task SentAsync(SimulatedCamera camera, int seconds)
    {
        long untilUs = NowUs() + (seconds * SecondUs);
        return Wait.UntilAsync(() => NowUs() >= untilUs, Patience, () => $"{seconds} s of {camera.Name}");
    }
}
