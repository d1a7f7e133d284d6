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
    private const int PreSeconds = 4;
    private const int PostSeconds = 3;
    private const long SecondUs = 1_000_000;
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
        await SentAsync(cameras.Cameras[0], PreSeconds + 6);
        Assert.Empty(FootageOracle.SegmentPaths(scratch.Data));
        JsonElement health = await api.GetAsync("health");
        Assert.DoesNotContain(health.GetProperty("items").EnumerateArray(), i => i.GetProperty("level").GetString() is "failure" or "attention");

        long triggeredUs = NowUs();
        await api.SendAsync(HttpMethod.Post, $"cameras/{id}/trigger", new JsonObject { ["seconds"] = 0, ["reason"] = "A test." });
        await api.WaitForStateAsync("door", "recording", Patience);
        await api.WaitForStateAsync("door", "resting", Patience);
        await SentAsync(cameras.Cameras[0], 4);
        Assert.Equal(0, await box.StopAsync());

        RecordedFile file = Assert.Single(FootageOracle.Read(scratch.Data).Files);
        Assert.True(file.IsReadable);
        Assert.Empty(new CounterLedger(file.Stamps.Select(s => s.Counter)).Missing);
        // Up to a group of pictures (a second) more on either side, and what a busy machine is late.
        Assert.InRange((triggeredUs - file.Stamps[0].UtcUs) / 1e6, PreSeconds - 0.5, PreSeconds + 2.5);
        Assert.InRange((file.Stamps[^1].UtcUs - triggeredUs) / 1e6, PostSeconds - 0.5, PostSeconds + 5);
        MediaProbe probe = await MediaProbe.OfAsync(file.Path);
        Assert.Equal(file.Stamps.Count, probe.Video.Packets);
        await MediaProbe.AssertDecodesAsync(file.Path);
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
        for (int i = 0; i < 2; i++)
        {
            await SentAsync(cameras.Cameras[0], PreSeconds + 4);
            await api.SendAsync(HttpMethod.Post, $"cameras/{id}/trigger", new JsonObject { ["seconds"] = 1 });
            await api.WaitForStateAsync("door", "recording", Patience);
            await api.WaitForStateAsync("door", "resting", Patience);
        }
        await Wait.UntilAsync(async () => (await api.RecentAsync(id)).Spans.Count == 2, Patience, () => "two recordings");

        RecordingsReading found = await api.RecentAsync(id);
        GapReading[] rests = [.. found.Gaps.Where(g => g.Reason == "notWanted")];
        Assert.Equal(2, rests.Length);
        Assert.All(rests, g => Assert.EndsWith(".", g.Sentence));
        Assert.Equal(found.Spans[0].Start, rests[0].Range.End);
        Assert.Equal((found.Spans[0].End, found.Spans[1].Start), (rests[1].Range.Start, rests[1].Range.End));
        string movie = scratch.At("events.mp4");
        await api.DownloadAsync($"cameras/{id}/video.mp4?from={found.Spans[0].Start}&to={found.Spans[1].End}", movie);
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

    private static long NowUs() => UtcTime.From(TimeProvider.System.GetUtcNow()).Microseconds;

    /// <summary>Waits until the camera has sent so many seconds more.</summary>
    private static Task SentAsync(SimulatedCamera camera, int seconds)
    {
        long untilUs = NowUs() + (seconds * SecondUs);
        return Wait.UntilAsync(() => NowUs() >= untilUs, Patience, () => $"{seconds} s of {camera.Name}");
    }
}
