using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Torture.Oracle;
using Xunit;

namespace Nvr.Host.Tests.Retention;

/// <summary>A real disk that is really full, because of somebody else's file, while four cameras record.</summary>
public sealed class FullDiskTests
{
    private const int Fps = 25;
    private const int Cameras = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Disk_FilledByAForeignFile_LosesOldestFootageAndNoPicture()
    {
        using var scratch = new Scratch();
        await using LoopDisk disk = await LoopDisk.MountAsync(scratch, 96);
        await using SimCameraServer cameras = await SimCameraServer.StartAsync(
            SimCameraOptions.Of(Cameras, new CameraOptions { Width = 640, Height = 360, Fps = Fps, Gop = Fps, Kbit = 3000 }));
        var start = new NvrdStart(disk.Data) { Cameras = [.. cameras.Cameras.Select(c => (c.Name, c.Url))] };
        await RecordAsync(start, 8);
        await RecordAsync(start, 8);
        IReadOnlyList<string> old = FootageOracle.SegmentPaths(disk.Data);
        long newest = NewestCounter(disk);

        await using NvrdProcess box = await NvrdProcess.StartAsync(start);
        using BoxApi api = await BoxApi.OpenAsync(box);
        string protectedFile = await HoldFirstAsync(api, disk, "cam2");
        await WaitForFramesAsync(disk, newest + (3 * Fps));
        disk.Fill("foreign");

        await Wait.UntilAsync(() => FootageOracle.SegmentPaths(disk.Data).Count(old.Contains) < old.Count, TimeSpan.FromSeconds(20), () => $"old files go\n{box.Log}");
        await WaitForAlarmAsync(api);
        await WaitForFramesAsync(disk, NewestCounter(disk) + (6 * Fps));
        Assert.True(File.Exists(protectedFile), "The protected recording was deleted.");
        Assert.Equal(0, await box.StopAsync());

        FootageOracle footage = FootageOracle.Read(disk.Data);
        foreach (SimulatedCamera camera in cameras.Cameras)
        {
            var sinceStart = new CounterLedger(footage.Stamps(camera.Number).Select(s => s.Counter).Where(c => c > newest));
            Assert.True(sinceStart.Missing.Count == 0, $"{camera.Name}: {sinceStart}\n{box.Log}");
        }
        // The oldest went first: what is left of the old files, but for the protected one, is the newer end.
        List<string> left = [.. old.Where(f => File.Exists(f) && f != protectedFile)];
        Assert.Equal(old.Where(f => f != protectedFile).TakeLast(left.Count), left);
        ProgramResult check = await NvrdProgram.RunAsync("check", "--data", disk.Data);
        Assert.True(check.ExitCode == 0, check.ToString());
    }

    /// <param name="isBallastSpent">As where the recorder ended in the middle of an earlier full disk.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Disk_FilledWhileTheRecorderWasOff_GivesUpOldestFootageAndIsRecordedTo(bool isBallastSpent)
    {
        using var scratch = new Scratch();
        await using LoopDisk disk = await LoopDisk.MountAsync(scratch, 96);
        await using SimCameraServer cameras = await SimCameraServer.StartAsync(
            SimCameraOptions.Of(Cameras, new CameraOptions { Width = 640, Height = 360, Fps = Fps, Gop = Fps, Kbit = 3000 }));
        var start = new NvrdStart(disk.Data) { Cameras = [.. cameras.Cameras.Select(c => (c.Name, c.Url))] };
        await RecordAsync(start, 8);
        IReadOnlyList<string> old = FootageOracle.SegmentPaths(disk.Data);
        long newest = NewestCounter(disk);
        if (isBallastSpent)
        {
            File.Delete(Path.Combine(disk.Data, "footage", "ballast"));
        }
        disk.Fill("foreign");

        await using NvrdProcess box = await NvrdProcess.StartAsync(start);
        await WaitForFramesAsync(disk, newest + (3 * Fps));
        using BoxApi api = await BoxApi.OpenAsync(box);
        await WaitForAlarmAsync(api);
        Assert.True(FootageOracle.SegmentPaths(disk.Data).Count(old.Contains) < old.Count, box.Log.ToString());
        Assert.Equal(0, await box.StopAsync());
        ProgramResult check = await NvrdProgram.RunAsync("check", "--data", disk.Data);
        Assert.True(check.ExitCode == 0, check.ToString());
    }

    private static async Task RecordAsync(NvrdStart start, double seconds)
    {
        await using NvrdProcess box = await NvrdProcess.StartAsync(start);
        using BoxApi api = await BoxApi.OpenAsync(box);
        CameraReading[] cameras = [.. await api.CamerasAsync()];
        double[] before = await Task.WhenAll(cameras.Select(async c => (await api.RecentAsync(c.Id)).Seconds));
        foreach ((CameraReading camera, double had) in cameras.Zip(before))
        {
            await api.WaitForFootageAsync([camera.Name], had + seconds, Patience);
        }
        Assert.Equal(0, await box.StopAsync());
    }

    private static async Task<string> HoldFirstAsync(BoxApi api, LoopDisk disk, string name)
    {
        CameraReading camera = await api.CameraAsync(name);
        RecordingsReading found = await api.RecentAsync(camera.Id);
        var body = new JsonObject
        {
            ["camera"] = camera.Id,
            ["from"] = found.Spans[0].Start.ToString(),
            ["to"] = found.Spans[0].Start.Plus(4_000_000).ToString(),
            ["reason"] = "The police will come for it.",
        };
        await api.SendAsync(HttpMethod.Post, "holds", body);
        return FootageOracle.Read(disk.Data).Files.First(f => f.Scan.Identity?.Camera.ToString() == camera.Id).Path;
    }

    private static Task WaitForAlarmAsync(BoxApi api) => Wait.UntilAsync(
        async () =>
        {
            JsonElement health = await api.GetAsync("health");
            return health.GetProperty("items").EnumerateArray().Any(i =>
                i.GetProperty("part").GetString()!.StartsWith("volume", StringComparison.Ordinal) && i.GetProperty("level").GetString() != "ok");
        },
        Patience,
        () => "an alarm about the volume");

    private static long NewestCounter(LoopDisk disk)
    {
        FootageOracle footage = FootageOracle.Read(disk.Data);
        return Enumerable.Range(1, Cameras).Max(n => footage.Counters(n).Last);
    }

    private static Task WaitForFramesAsync(LoopDisk disk, long counter) => Wait.UntilAsync(
        () =>
        {
            FootageOracle footage = FootageOracle.Read(disk.Data);
            return Enumerable.Range(1, Cameras).All(n => footage.Counters(n) is { Frames: > 0 } found && found.Last >= counter);
        },
        Patience,
        () => $"picture {counter} of each camera");
}
