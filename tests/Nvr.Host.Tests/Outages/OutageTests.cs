using System.Diagnostics;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Outages;

/// <summary>Cameras that go away and come back.</summary>
public sealed class OutageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Camera_AwayForFifteenSeconds_IsAGapWithAReasonAndComesBack()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) });
        using BoxApi api = await BoxApi.OpenAsync(box);
        await api.WaitForFootageAsync(RecordedBox.Names, 3, Patience);

        Task reboot = cameras.RestartAsync(TimeSpan.FromSeconds(15));
        await api.WaitForStateAsync("door", "unreachable", Patience);
        StreamReading away = (await api.CameraAsync("door")).Main;
        Assert.EndsWith(".", away.Sentence);
        Assert.False(string.IsNullOrWhiteSpace(away.NextStep));
        await reboot;
        await api.WaitForStateAsync("door", "recording", Patience);
        double before = (await api.RecentAsync((await api.CameraAsync("door")).Id)).Seconds;
        await api.WaitForFootageAsync(["door"], before + 3, Patience);

        GapReading gap = Assert.Single((await api.RecentAsync((await api.CameraAsync("door")).Id)).Gaps, g => g.Reason == "cameraUnreachable");
        Assert.EndsWith(".", gap.Sentence);
        // The camera was away for 15 s; the recorder comes back at its next attempt, 30 s apart at most.
        Assert.InRange(gap.Range.DurationUs / 1e6, 14, 60);
    }

    [Fact]
    public async Task Camera_FallenSilent_IsStalledAfterTenSecondsAndComesBack()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) });
        using BoxApi api = await BoxApi.OpenAsync(box);
        await api.WaitForFootageAsync(RecordedBox.Names, 3, Patience);

        cameras.Stall();
        var watch = Stopwatch.StartNew();
        await api.WaitForStateAsync("door", "stalled", Patience);
        // Ten seconds on the recorder's own clock are a matter of its unit tests; a busy machine is late here.
        Assert.InRange(watch.Elapsed.TotalSeconds, 8, 30);
        cameras.Stall(false);
        await api.WaitForStateAsync("door", "recording", Patience);
        double before = (await api.RecentAsync((await api.CameraAsync("door")).Id)).Seconds;
        await api.WaitForFootageAsync(["door"], before + 3, Patience);

        Assert.Single((await api.RecentAsync((await api.CameraAsync("door")).Id)).Gaps, g => g.Reason == "cameraStalled");
    }

    [Fact]
    public async Task Reconnects_TwoHundred_LeaveNoDescriptorBehind()
    {
        const int Cameras = 40;
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await SimCameraServer.StartAsync(SimCameraOptions.Of(
            Cameras, new CameraOptions { Width = 64, Height = 64, Fps = 10, Gop = 10, Kbit = 50, Quirks = ["close-after=0.2"] }));
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        await api.CamerasAsync();
        int before = box.CountDescriptors();

        foreach (SimulatedCamera camera in cameras.Cameras)
        {
            await api.AddCameraAsync(camera.Name, camera.Url);
        }
        await Wait.UntilAsync(() => cameras.ConnectionsAccepted >= 200, Patience, () => $"200 connections; {cameras.ConnectionsAccepted} so far");
        foreach (CameraReading camera in await api.CamerasAsync())
        {
            await api.SendAsync(HttpMethod.Delete, $"cameras/{camera.Id}", null);
        }

        // The web server keeps a few descriptors of its own; two hundred connections would stand out.
        await Wait.UntilAsync(() => box.CountDescriptors() <= before + 8, Patience, () => $"{box.CountDescriptors()} descriptors, {before} before");
        Assert.Equal(0, await box.StopAsync());
    }
}
