using System.Text.Json;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Torture.Oracle;
using Xunit;

namespace Nvr.Host.Tests.Faults;

/// <summary>The footage directory is a mount point, and its disk is not there when the recorder starts.</summary>
public sealed class MissingDiskTests(RecordedBox recorded)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Disk_NotMounted_LeavesTheBareDirectoryEmptyAndIsTakenUpWhenItIsBack()
    {
        using var scratch = new Scratch();
        await recorded.CopyToAsync(scratch.Data);
        string footage = Path.Combine(scratch.Data, "footage");
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        var start = new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) };
        await using (NvrdProcess first = await NvrdProcess.StartAsync(start))
        {
            Assert.Equal(0, await first.StopAsync());
        }
        int files = FootageOracle.SegmentPaths(scratch.Data).Count;
        Directory.Move(footage, footage + ".unplugged");
        Directory.CreateDirectory(footage);

        await using NvrdProcess box = await NvrdProcess.StartAsync(start);
        using BoxApi api = await BoxApi.OpenAsync(box);
        await Wait.UntilAsync(() => SaysAsync(api, "not mounted"), Patience, () => $"the alarm\n{box.Log}");
        await api.WaitForStateAsync("door", "recording", Patience);
        Assert.Empty(Directory.EnumerateFileSystemEntries(footage));

        Directory.Delete(footage);
        Directory.Move(footage + ".unplugged", footage);
        await Wait.UntilAsync(() => FootageOracle.SegmentPaths(scratch.Data).Count > files, Patience, () => $"new files\n{box.Log}");
        Assert.Equal(0, await box.StopAsync());
        ProgramResult check = await NvrdProgram.RunAsync("check", "--data", scratch.Data);
        Assert.True(check.ExitCode == 0, $"{check}\n{box.Log}");
    }

    private static async Task<bool> SaysAsync(BoxApi api, string words)
    {
        JsonElement health = await api.GetAsync("health");
        return health.GetProperty("items").EnumerateArray().Any(i => i.GetProperty("sentence").GetString()!.Contains(words, StringComparison.Ordinal));
    }
}
