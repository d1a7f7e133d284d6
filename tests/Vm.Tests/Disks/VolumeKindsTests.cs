using System.Text.Json;
using Vm.Guests;
using Xunit;

namespace Vm.Tests.Disks;

/// <summary>Every kind of volume on a real kernel: made as it was designed, recorded to, and found again.</summary>
[Collection<KeptBoxUsers>]
public sealed class VolumeKindsTests(KeptBox kept)
{
    // mkfs.xfs makes none that is smaller than 300 MB.
    private const long LargeBytes = 400L << 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Volumes_OfEveryKind_AreAsDesigned_AndAreFoundAgain()
    {
        DiskBox box = await kept.BoxAsync();
        GuestDrive large = box.Blank("bay1", LargeBytes);
        GuestDrive[] small = [.. Enumerable.Range(2, 10).Select(n => box.Blank($"bay{n}"))];
        await box.BeginAsync([large, .. small]);

        await box.MakeAsync("alone", "single", "xfs", large);
        await box.MakeAsync("pair", "raid1", "ext4", small[..2]);
        await box.MakeAsync("double", "raid6", "xfs", small[2..6]);
        await box.MakeAsync("mirrors", "raid10", "ext4", small[6..]);

        await IsAsDesignedAsync(box, "alone", "xfs", null);
        await IsAsDesignedAsync(box, "pair", "ext4", "raid1");
        await IsAsDesignedAsync(box, "double", "xfs", "raid6", "Chunk Size : 128K");
        await IsAsDesignedAsync(box, "mirrors", "ext4", "raid10", "Chunk Size : 512K", "near=2");
        Dictionary<string, string> markers = await MarkersAsync(box);

        // Cameras change volumes with their segments: after a restart each of the four has some.
        await box.Nvrd.StopAsync();
        await box.StartAndOpenAsync();
        await AllTakeFootageAsync(box);
        Assert.Equal(markers, await MarkersAsync(box));

        // A volume is known by its file system, whatever its disks are called and wherever they are plugged in.
        await box.Nvrd.StopAsync();
        await box.CutPowerAsync([.. small.Reverse(), large]);
        await box.StartAndOpenAsync();
        await AllTakeFootageAsync(box);
        Assert.Equal(markers, await MarkersAsync(box));
    }

    [Fact]
    public async Task SingleDisk_ThatIsPulledAndReturned_IsRecordedToAgain()
    {
        DiskBox box = await kept.BoxAsync();
        GuestDrive disk = box.Blank("bay1");
        await box.BeginAsync(disk);
        await box.MakeAsync("alone", "single", "ext4", disk);
        await box.Api.WaitForFootageAsync(box.CameraNames, 3, s_patience);

        await box.Guest.PullAsync(disk);
        JsonElement failed = await box.WaitForConditionAsync("alone", "failed", s_patience);
        Assert.Equal("The disk \"alone\" is not there (bay 1). Nothing can be recorded to it.", failed.GetProperty("sentence").GetString());
        await box.WaitForMoreOnAsync(DiskBox.Ring);

        await box.Guest.PlugAsync(disk);
        JsonElement back = await box.WaitForConditionAsync("alone", "clean", s_patience);
        string at = back.GetProperty("mountedAt").GetString()!;
        await box.WaitForMoreOnAsync(at);
        Assert.Contains(Path.GetFileName(await box.Guest.OutputAsync($"readlink -f {DiskBox.Device(disk)}")), await box.Guest.OutputAsync($"findmnt -no SOURCE {at}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Volume_ThatFindsItselfDamaged_LeavesFootageToTheOtherOne_AndTheLastOneToMemory()
    {
        DiskBox box = await kept.BoxAsync();
        GuestDrive[] disks = [box.Blank("bay1"), box.Blank("bay2")];
        await box.BeginAsync(disks);
        string first = (await box.MakeAsync("first", "single", "ext4", disks[0])).GetProperty("mountedAt").GetString()!;
        string second = (await box.MakeAsync("second", "single", "ext4", disks[1])).GetProperty("mountedAt").GetString()!;
        await box.WaitForMoreOnAsync(first);

        long before = await box.FootageOnAsync(DiskBox.Ring);
        await FindsDamageAsync(box, disks[0]);
        JsonElement told = await box.WaitForConditionAsync("first", "readOnly", s_patience);
        Assert.Equal("The disk \"first\" takes no footage: its file system refuses to be used.", told.GetProperty("sentence").GetString());
        Assert.Equal("failure", (await box.HealthAsync("array/first"))!.Value.GetProperty("level").GetString());
        await box.WaitForMoreOnAsync(second);
        // What went to memory before there was a disk.
        Assert.Equal(before, await box.FootageOnAsync(DiskBox.Ring));

        await FindsDamageAsync(box, disks[1]);
        await box.WaitForConditionAsync("second", "readOnly", s_patience);
        await box.WaitForMoreOnAsync(DiskBox.Ring);
        Assert.Equal("", (await box.Guest.OutputAsync("find / -xdev -name '*.mp4'")).Trim());
    }

    // As the kernel does when a file system is not as it should be. Since 6.12 it refuses to be read too, and is still shown as writable.
    private static async Task FindsDamageAsync(DiskBox box, GuestDrive disk) =>
        await box.Guest.OutputAsync($"echo found > /sys/fs/ext4/$(basename $(readlink -f {DiskBox.Device(disk)}))/trigger_fs_error");

    private static async Task IsAsDesignedAsync(DiskBox box, string name, string fileSystem, string? level, params string[] details)
    {
        string at = (await box.VolumeAsync(name)).GetProperty("mountedAt").GetString()!;
        string device = (await box.Guest.OutputAsync($"findmnt -no SOURCE {at}")).Trim();
        if (level is not null)
        {
            string said = await box.Guest.OutputAsync($"mdadm --detail {device}");
            Assert.All([$"Raid Level : {level}", "Intent Bitmap : Internal", "Consistency Policy : bitmap", .. details], d => Assert.Contains(d, said, StringComparison.Ordinal));
        }
        Assert.Equal($"nvr {fileSystem}", (await box.Guest.OutputAsync($"echo $(stat -c %U {at}) $(findmnt -no FSTYPE {at})")).Trim());
        Assert.Contains("noatime", await box.Guest.OutputAsync($"findmnt -no OPTIONS {at}"), StringComparison.Ordinal);
        if (fileSystem == "xfs")
        {
            Assert.Contains("imaxpct=1\n", await box.Guest.OutputAsync($"xfs_info {at}"), StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("Reserved block count:     0\n", await box.Guest.OutputAsync($"tune2fs -l {device}"), StringComparison.Ordinal);
        }
    }

    // By the name of a volume: its file system's own id and what its marker says.
    private static async Task<Dictionary<string, string>> MarkersAsync(DiskBox box)
    {
        var found = new Dictionary<string, string>();
        foreach (JsonElement volume in (await box.DisksAsync()).GetProperty("volumes").EnumerateArray())
        {
            string at = volume.GetProperty("mountedAt").GetString()!;
            found[volume.GetProperty("name").GetString()!] = await box.Guest.OutputAsync($"findmnt -no UUID {at}; cat {at}/volume.json");
        }
        return found;
    }

    private static async Task AllTakeFootageAsync(DiskBox box)
    {
        foreach (JsonElement volume in (await box.DisksAsync()).GetProperty("volumes").EnumerateArray().ToList())
        {
            JsonElement now = await box.WaitForConditionAsync(volume.GetProperty("name").GetString()!, "clean", s_patience);
            await box.WaitForMoreOnAsync(now.GetProperty("mountedAt").GetString()!);
        }
    }
}
