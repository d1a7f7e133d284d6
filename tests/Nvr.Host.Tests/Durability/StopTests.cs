using System.Diagnostics;
using Nvr.Core.Time;
using Nvr.Host.Tests.Kit;
using SimCamera;
using SimCamera.Log;
using Torture.Box;
using Torture.Oracle;
using Xunit;

namespace Nvr.Host.Tests.Durability;

/// <summary>SIGTERM: the end that every update and every shutdown brings.</summary>
public sealed class StopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Recorder_ToldToStop_KeepsEveryPictureItWasSentBefore()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        var start = new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) };
        long stopUs;
        TimeSpan took;
        await using (NvrdProcess box = await NvrdProcess.StartAsync(start))
        {
            using BoxApi api = await BoxApi.OpenAsync(box);
            await api.WaitForFootageAsync(RecordedBox.Names, 4, Patience);
            stopUs = Clocks.Box.MonotonicUs;
            var watch = Stopwatch.StartNew();
            Assert.Equal(0, await box.StopAsync());
            took = watch.Elapsed;
        }

        FootageOracle footage = FootageOracle.Read(scratch.Data);
        foreach (SimulatedCamera camera in cameras.Cameras)
        {
            long lastSent = LastSent(cameras.Log, camera.Name, stopUs);
            CounterLedger counters = footage.Counters(camera.Number);
            Assert.Empty(counters.Missing);
            Assert.True(counters.Last >= lastSent, $"{camera.Name}: sent up to {lastSent}, stored {counters}");
        }
        // A second or two on an idle machine; the unit file gives it thirty.
        Assert.InRange(took.TotalSeconds, 0, 20);
        ProgramResult check = await NvrdProgram.RunAsync("check", "--data", scratch.Data);
        Assert.True(check.ExitCode == 0, check.ToString());
    }

    [Fact]
    public async Task Index_AfterAStop_ReachesTheLastPicture()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        var start = new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) };
        await using (NvrdProcess box = await NvrdProcess.StartAsync(start))
        {
            using BoxApi api = await BoxApi.OpenAsync(box);
            await api.WaitForFootageAsync(RecordedBox.Names, 4, Patience);
            Assert.Equal(0, await box.StopAsync());
        }
        UtcTime stopped = Clocks.Now;
        Dictionary<int, SimCamera.Stamp.FrameStamp> last = cameras.Cameras.ToDictionary(c => c.Number, c => FootageOracle.Read(scratch.Data).Stamps(c.Number).Last());
        await cameras.DisposeAsync();

        await using NvrdProcess again = await NvrdProcess.StartAsync(start);
        using BoxApi later = await BoxApi.OpenAsync(again);
        foreach (SimulatedCamera camera in cameras.Cameras)
        {
            string id = (await later.CameraAsync(camera.Name)).Id;
            RecordingsReading found = await later.RecentAsync(id);
            UtcTime end = found.Spans[^1].End;
            Assert.InRange((end.Microseconds - last[camera.Number].UtcUs) / 1e6, -0.25, 0.5);
            Assert.True(end <= stopped.Plus(500_000), $"{end} lies after the stop at {stopped}");
            await Wait.UntilAsync(
                async () =>
                {
                    found = await later.RecentAsync(id);
                    return found.Gaps.Any(g => Math.Abs(g.Range.Start.Since(end)) < 300_000 && g.Range.End > end);
                },
                Patience,
                () => $"a gap that begins at {end}; there are {string.Join("; ", found.Gaps)}");
        }
    }

    private static long LastSent(SendLog log, string camera, long untilUs) =>
        log.Snapshot().Where(f => f.Camera == camera && f.Stream == 0 && f.MonotonicUs <= untilUs).Max(f => f.Counter);
}
