using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Torture.Box;
using Torture.Oracle;
using Vm.Guests;
using Xunit;

namespace Vm.Tests.Disks;

/// <summary>
/// The power of a recorder is cut again and again while its array is without a disk and eight cameras are recorded. A boot costs a minute, so the guest goes back to a moment that was kept before
/// its disks were in: footage, settings, array and recorder begin each time from what the cut left on the disks, and only the system's own disk, which the product's image cannot write to, is spared.
/// A cut that takes the system with it is in <see cref="ArrayStoryTests"/>.
/// </summary>
public sealed class DegradedCutTests
{
    private const string Count = "NVR_VM_POWER_CUTS";
    private const int UsualCount = 20;
    private const double MostLostSeconds = 5;
    private const string Name = "footage";
    private const string Settings = "settings";
    private const long SettingsBytes = 256L << 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly Random random = new(28);

    [Fact]
    public async Task PowerCuts_WhileTheArrayIsDegraded_CostSecondsAndNothingElse()
    {
        int cuts = int.Parse(Environment.GetEnvironmentVariable(Count) ?? $"{UsualCount}", CultureInfo.InvariantCulture);
        await using DiskBox box = await DiskBox.StartAsync(new DiskBoxOptions { Kbit = 150 });
        GuestDrive[] drives = await BecomesDegradedAsync(box);
        using var files = new VolumeFiles(box.Guest);
        double worst = 0;
        var watch = Stopwatch.StartNew();
        for (int cut = 1; cut <= cuts; cut++)
        {
            worst = Math.Max(worst, await CutAsync(box, drives, files, cut));
        }
        Say($"{cuts} power cuts on a degraded array cost a camera {worst:0.0} s at the most, and took {watch.Elapsed.TotalSeconds / cuts:0} s each");
    }

    // Returns what is in the box from now on: the disk with the settings, and those that are left of the array.
    private static async Task<GuestDrive[]> BecomesDegradedAsync(DiskBox box)
    {
        GuestDrive lost = box.Blank("bay2");
        GuestDrive[] drives = [box.Blank(Settings, SettingsBytes), box.Blank("bay1"), box.Blank("bay3"), box.Blank("bay4")];
        await PlugAsync(box, [.. drives, lost]);
        await box.Guest.OutputAsync($"mkfs.ext4 -q {Device(drives[0])} && mkdir -p {GuestNvrd.Data} && mount {Device(drives[0])} {GuestNvrd.Data}");
        await box.StartAndOpenAsync();
        await box.DoAsync(
            "disks/volumes", new JsonObject { ["name"] = Name, ["level"] = "raid5", ["disks"] = new JsonArray("BAY1", "BAY2", "BAY3", "BAY4"), ["fileSystem"] = "ext4" }, s_patience);
        await box.Api.WaitForFootageAsync(box.CameraNames, 2, s_patience);
        await box.WaitForConditionAsync(Name, "clean", s_patience);
        await box.Guest.PullAsync(lost);
        await box.WaitForConditionAsync(Name, "degraded", s_patience);

        await box.Nvrd.StopAsync();
        await box.Guest.OutputAsync($"umount /media/nvr/* {GuestNvrd.Data} && mdadm --stop --scan");
        foreach (GuestDrive drive in drives)
        {
            await box.Guest.PullAsync(drive);
        }
        await box.Guest.KeepAsync();
        await PutInAsync(box, drives);
        return drives;
    }

    /// <summary>One life that ends with a cut, and what is found after it; the most seconds that it cost a camera.</summary>
    private async Task<double> CutAsync(DiskBox box, GuestDrive[] drives, VolumeFiles files, int number)
    {
        CutLife life = await RecordUntilTheCutAsync(box);
        await PutInAsync(box, drives);
        Assert.Contains("starting dirty degraded array", await box.Guest.OutputAsync("dmesg"), StringComparison.Ordinal);

        long againUs = CutLife.MonotonicUs();
        await box.StartNvrdAsync();
        await WaitForPicturesAsync(box, againUs, 1);
        await box.Nvrd.StopAsync();
        ProgramResult check = await box.Nvrd.CheckAsync();
        Assert.True(check.ExitCode == 0, $"After cut {number}: {check}");

        IReadOnlyList<RecordedFile> found = await files.ReadNewAsync();
        Assert.All(found, f => Assert.True(f.IsReadable, $"After cut {number}, {f.Path}: {f.Scan.Problem}"));
        (double Seconds, bool IsTail)[] lost = [.. box.Cameras.Cameras.Select(c => life.LostOf(c.Name, c.Number, found))];
        Say($"Cut {number} after {life.Seconds:0.0} s cost {string.Join(' ', lost.Select(l => $"{l.Seconds:0.0}"))} s; {check.Output.Trim()}");
        Assert.All(lost, l => Assert.True(l.Seconds <= MostLostSeconds && l.IsTail, $"Cut {number} cost {l.Seconds:0.0} s{(l.IsTail ? "" : ", some of it in the middle")}."));
        return lost.Max(l => l.Seconds);
    }

    private async Task<CutLife> RecordUntilTheCutAsync(DiskBox box)
    {
        long startUs = CutLife.MonotonicUs();
        await box.StartNvrdAsync();
        await WaitForPicturesAsync(box, startUs, MostLostSeconds + 1);
        await Task.Delay(TimeSpan.FromSeconds(3 * random.NextDouble()), TestContext.Current.CancellationToken);
        long cutUs = CutLife.MonotonicUs();
        await box.Guest.ReturnAsync();
        return new CutLife(box.Cameras.Log.Snapshot(), startUs, cutUs);
    }

    // As a start does it: what the initial ramdisk brings together of an array that lacks a disk, it starts.
    private static async Task PutInAsync(DiskBox box, GuestDrive[] drives)
    {
        await PlugAsync(box, drives);
        await box.Guest.OutputAsync($"udevadm settle && mdadm --incremental --run --scan; mount {Device(drives[0])} {GuestNvrd.Data}");
        Assert.Contains("[4/3]", await box.Guest.OutputAsync("cat /proc/mdstat"), StringComparison.Ordinal);
        // The kernel would call the array clean between two syncs, and most cuts would miss a dirty one.
        await box.Guest.OutputAsync("echo 1000 > /sys/block/$(basename /sys/block/md*)/md/safe_mode_delay");
    }

    private static async Task PlugAsync(DiskBox box, GuestDrive[] drives)
    {
        foreach (GuestDrive drive in drives)
        {
            await box.Guest.PlugAsync(drive);
        }
        await box.Guest.OutputAsync($"for d in {string.Join(' ', drives.Select(Device))}; do until [ -e $d ]; do sleep 0.1; done; done");
    }

    private static string Device(GuestDrive drive) => $"/dev/disk/by-id/virtio-{drive.Serial}";

    // By the cameras' own log: nothing in the guest is asked.
    private static Task WaitForPicturesAsync(DiskBox box, long sinceUs, double seconds)
    {
        int[] counts = [];
        return Wait.UntilAsync(
            () =>
            {
                ILookup<string, SimCamera.Log.SentFrame> sent = box.Cameras.Log.Snapshot().Where(f => f.MonotonicUs >= sinceUs && f.Stream == 0).ToLookup(f => f.Camera);
                counts = [.. box.CameraNames.Select(n => sent[n].Count())];
                return counts.All(c => c >= seconds * DiskBoxOptions.Fps);
            },
            s_patience,
            () => $"each camera has sent {seconds} s of pictures; they have sent {string.Join(' ', counts)}");
    }

    private static void Say(string line) => TestContext.Current.SendDiagnosticMessage(line);
}
