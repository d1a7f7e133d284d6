using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Torture.Oracle;
using Xunit;

namespace Nvr.Host.Tests.Faults;

/// <summary>Single calls on one file fail with EIO, as the kernel itself would answer: strace puts the error there. Not beside others: each of the program's threads stops for strace, and on a busy machine cameras are given up meanwhile.</summary>
[CollectionDefinition(nameof(DiskErrorTests), DisableParallelization = true)]
[Collection(nameof(DiskErrorTests))]
public sealed class DiskErrorTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Theory]
    [InlineData("fdatasync", 3)]
    [InlineData("pwrite64", 4)]
    public async Task Error_OnOneFile_IsAGapOfOneCameraAndRecordingGoesOn(string call, int when)
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await SimCameraServer.StartAsync(
            SimCameraOptions.Of(2, new CameraOptions { Width = 320, Height = 240, Fps = RecordedBox.Fps, Gop = RecordedBox.Fps, Kbit = 300 }));
        string[] names = [.. cameras.Cameras.Select(c => c.Name)];
        string broken = Path.Combine(scratch.Data, "footage", "segments", "0000", "0000000001.mp4");
        var start = new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras), Through = Failing(call, broken, $":when={when}") };
        await using NvrdProcess box = await NvrdProcess.StartAsync(start);
        using BoxApi api = await BoxApi.OpenAsync(box);

        List<(string Camera, GapReading Gap)> gaps = [];
        await Wait.UntilAsync(
            async () =>
            {
                gaps = [];
                foreach (CameraReading camera in await api.CamerasAsync())
                {
                    gaps.AddRange((await api.RecentAsync(camera.Id)).Gaps.Where(g => g.Reason == "disk").Select(g => (camera.Name, g)));
                }
                return gaps.Count > 0;
            },
            Patience,
            () => $"a gap\n{box.Log}");
        await api.WaitForFootageAsync(names, 12, Patience);
        Assert.Equal(0, await box.StopAsync());

        // What had not been synced, and what came until the next key frame after a second's pause.
        (string hit, GapReading gap) = Assert.Single(gaps);
        Assert.InRange(gap.Range.DurationUs / 1e6, 0, 6);
        FootageOracle footage = FootageOracle.Read(scratch.Data);
        Assert.Equal(3, footage.Files.Count);
        foreach (SimulatedCamera camera in cameras.Cameras)
        {
            IReadOnlyList<CounterRun> missing = footage.Counters(camera.Number).Missing;
            if (camera.Name != hit)
            {
                Assert.Empty(missing);
            }
            else if (call == "pwrite64")
            {
                // A failed write leaves nothing; what a failed sync leaves in doubt may be whole in the file.
                CounterRun lost = Assert.Single(missing);
                Assert.InRange(lost.Frames / (double)RecordedBox.Fps, 0, (gap.Range.DurationUs / 1e6) + 0.5);
            }
        }
        ProgramResult check = await NvrdProgram.RunAsync("check", "--data", scratch.Data);
        Assert.True(check.ExitCode == 0, $"{check}\n{box.Log}");
    }

    [Fact]
    public async Task File_ThatAKillLeftOpenAndThatCannotBeRead_KeepsNobodyFromRecording()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        var start = new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) };
        await using (NvrdProcess first = await NvrdProcess.StartAsync(start))
        {
            using BoxApi api = await BoxApi.OpenAsync(first);
            await api.WaitForFootageAsync(RecordedBox.Names, 4, Patience);
            await first.KillAsync();
        }
        IReadOnlyList<string> files = FootageOracle.SegmentPaths(scratch.Data);

        await using NvrdProcess box = await NvrdProcess.StartAsync(start with { Through = Failing("pread64", files[0], "") });
        await Wait.UntilAsync(() => FootageOracle.SegmentPaths(scratch.Data).Count >= files.Count + RecordedBox.Names.Count, Patience, () => $"new files\n{box.Log}");
        Assert.True(File.Exists(files[0]), "The file was deleted unread.");
        Assert.Equal(0, await box.StopAsync());
    }

    private static IReadOnlyList<string> Failing(string call, string file, string when) =>
        ["strace", "-D", "-f", "-qq", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=" + call, "-e", $"inject={call}:error=EIO{when}", "-P", file];
}
