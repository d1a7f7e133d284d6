using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Torture.Oracle;
using Xunit;

namespace Nvr.Host.Tests.Captured;

/// <summary>Analog cameras in the published program: a generator of FFmpeg's stands in for the capture card.</summary>
public sealed class CaptureTests
{
    private const string Seccomp = "2";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly Uri TestPicture = new("analog:lavfi:testsrc2=size=320x240:rate=25");

    [Fact]
    public async Task AnalogCamera_IsRecorded_ByAProcessThatIsClosedIn()
    {
        using var scratch = new Scratch();
        await using (NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = [("yard", TestPicture)] }))
        {
            using BoxApi api = await BoxApi.OpenAsync(box);
            await api.WaitForFootageAsync(["yard"], 6, Patience);
            Assert.Equal(["h264"], (await api.CameraAsync("yard")).Main.Codecs);

            AssertClosedIn(await CaptureProcess.OfAsync(box), box);
            Assert.Equal(0, await box.StopAsync());
        }

        Assert.All(FootageOracle.Read(scratch.Data).Files, f => Assert.True(f.IsReadable));
        string first = FootageOracle.SegmentPaths(scratch.Data)[0];
        MediaProbe probe = await MediaProbe.OfAsync(first);
        Assert.Equal(("h264", "avc1"), (probe.Video.Codec, probe.Video.Tag));
        Assert.InRange(probe.Video.Packets / probe.Seconds, 20, 26);
        await MediaProbe.AssertDecodesAsync(first);
    }

    [Fact]
    public async Task KilledProcess_CostsItsOwnCameraAMoment_AndNoOtherAnything()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data)
        {
            Cameras = [("analog", TestPicture), .. RecordedBox.NamedUrls(cameras)],
        });
        using BoxApi api = await BoxApi.OpenAsync(box);
        await api.WaitForFootageAsync(["analog", .. RecordedBox.Names], 4, Patience);
        CaptureProcess process = await CaptureProcess.OfAsync(box);

        await process.KillAsync();
        CaptureProcess next = await CaptureProcess.OfAsync(box, not: process.Pid);
        await api.WaitForStateAsync("analog", "recording", Patience);
        double before = (await api.RecentAsync((await api.CameraAsync("analog")).Id)).Seconds;
        await api.WaitForFootageAsync(["analog"], before + 3, Patience);

        Assert.NotEqual(process.Pid, next.Pid);
        Assert.False(Directory.Exists($"/proc/{process.Pid}"));
        GapReading gap = Assert.Single((await api.RecentAsync((await api.CameraAsync("analog")).Id)).Gaps, g => g.Reason == "cameraUnreachable");
        Assert.Contains("ended by signal 9", box.Log.ToString() ?? "", StringComparison.Ordinal);
        Assert.InRange(gap.Range.DurationUs / 1e6, 0.5, 30);
        foreach (string name in RecordedBox.Names)
        {
            CameraReading camera = await api.CameraAsync(name);
            Assert.Equal(1, camera.Main.Connections);
            Assert.DoesNotContain((await api.RecentAsync(camera.Id)).Gaps, g => g.Range.Start > gap.Range.Start.Plus(-1_000_000));
        }
    }

    [Fact]
    public async Task Recorder_ThatIsKilled_LeavesNoProcessBehind()
    {
        using var scratch = new Scratch();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = [("yard", TestPicture)] });
        CaptureProcess process = await CaptureProcess.OfAsync(box);
        using BoxApi api = await BoxApi.OpenAsync(box);
        await api.WaitForStateAsync("yard", "recording", Patience);
        process = await CaptureProcess.OfAsync(box);

        await box.KillAsync();

        await Wait.UntilAsync(() => !Directory.Exists($"/proc/{process.Pid}"), Patience, () => $"process {process.Pid} is gone");
    }

    [Fact]
    public async Task VideoDevice_ThatIsNotThere_IsSaidInWords()
    {
        using var scratch = new Scratch();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);

        await api.AddCameraAsync("loft", new Uri("analog:/dev/video987"));

        await api.WaitForStateAsync("loft", "refused", Patience);
        Assert.Contains("/dev/video987", (await api.CameraAsync("loft")).Main.Sentence, StringComparison.Ordinal);
    }

    private static void AssertClosedIn(CaptureProcess process, NvrdProcess box)
    {
        Assert.Equal(Seccomp, process.Status("Seccomp"));
        Assert.Equal("1", process.Status("NoNewPrivs"));
        // One socket; the rest is the runtime's own, which no file of the box is behind.
        IReadOnlyList<string> descriptors = process.Descriptors();
        Assert.Single(descriptors, d => d.StartsWith("socket:", StringComparison.Ordinal));
        Assert.All(descriptors, d => Assert.Matches(@"^(null|urandom|socket:.*|pipe:.*|anon_inode:.*)$", d));
        if (Environment.IsPrivilegedProcess)
        {
            Assert.DoesNotContain("0", process.Status("Uid").Split('\t'));
            Assert.Equal("0000000000000000", process.Status("CapEff"));
            Assert.NotEqual(new CaptureProcess(box.Id).Namespace("net"), process.Namespace("net"));
        }
        string log = box.Log.ToString() ?? "";
        Assert.Contains("SystemCalls", log, StringComparison.Ordinal);
    }
}
