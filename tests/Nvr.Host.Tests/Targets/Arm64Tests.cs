using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Torture.Oracle;
using Xunit;

namespace Nvr.Host.Tests.Targets;

/// <summary>The program as the box runs it, compiled for arm64, under QEMU's emulation of that processor. QEMU_LD_PREFIX names what it is linked to.</summary>
public sealed class Arm64Tests(RecordedBox recorded)
{
    private const string Variable = "NVRD_ARM64";
    private const string Emulator = "qemu-aarch64-static";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static string Program => Environment.GetEnvironmentVariable(Variable) is { } path && File.Exists(path)
        ? path
        : throw new InvalidOperationException($"{Variable} must name the arm64 nvrd to test: run tools/test, or set it to what tools/build linux-arm64 prints.");

    [Fact]
    public async Task Check_OfWhatX64Recorded_FindsAllWell()
    {
        using var scratch = new Scratch();
        await recorded.CopyToAsync(scratch.Data);

        ProgramResult result = await ForeignProgram.RunAsync(Emulator, Program, "check", "--data", scratch.Data);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("all is well", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OnArm64_RecordsWhatX64ReadsAndPlays()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        var start = new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras), Through = [Emulator], Program = Program };
        await using (NvrdProcess box = await NvrdProcess.StartAsync(start))
        {
            await Wait.UntilAsync(() => Seconds(scratch.Data) >= 3 * cameras.Cameras.Count, Patience, () => $"three seconds of each camera\n{box.Log}");
            Assert.Equal(0, await box.StopAsync());
        }

        ProgramResult check = await NvrdProgram.RunAsync("check", "--data", scratch.Data);
        Assert.True(check.ExitCode == 0, check.ToString());
        string[] files = [.. FootageOracle.SegmentPaths(scratch.Data)];
        Assert.True(files.Length >= cameras.Cameras.Count, check.ToString());
        foreach (string file in files)
        {
            await MediaProbe.AssertDecodesAsync(file);
        }
    }

    /// <summary>Roughly, by the bit rate of the cameras: a fragment of a second has more than 20 kB.</summary>
    private static long Seconds(string data) =>
        Directory.Exists(Path.Combine(data, "footage")) ? FootageOracle.SegmentPaths(data).Sum(f => new FileInfo(f).Length) / 20_000 : 0;
}
