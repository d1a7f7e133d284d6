using System.Diagnostics;
using System.Globalization;
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
[Collection<KeptBoxUsers>]
public sealed class DegradedCutTests(KeptBox kept)
{
    private const string Count = "NVR_VM_POWER_CUTS";
    private const int UsualCount = 20;
    private const double MostLostSeconds = 5;
    private const string Name = "footage";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly Random random = new(28);

    [Fact]
    public async Task PowerCuts_WhileTheArrayIsDegraded_CostSecondsAndNothingElse()
    {
        int cuts = int.Parse(Environment.GetEnvironmentVariable(Count) ?? $"{UsualCount}", CultureInfo.InvariantCulture);
        DiskBox box = await kept.BoxAsync();
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

    // Returns what is in the box from now on.
    private static async Task<GuestDrive[]> BecomesDegradedAsync(DiskBox box)
    {
        GuestDrive lost = box.Blank("bay2");
        GuestDrive[] left = [box.Blank("bay1"), box.Blank("bay3"), box.Blank("bay4")];
        await box.BeginAsync([lost, .. left]);
        await box.MakeAsync(Name, "raid5", "ext4", [lost, .. left]);
        await box.Guest.PullAsync(lost);
        await box.WaitForConditionAsync(Name, "degraded", s_patience);
        await box.Nvrd.StopAsync();
        await KeepDirtyAsync(box);
        return left;
    }

    /// <summary>One life that ends with a cut, and what is found after it; the most seconds that it cost a camera.</summary>
    private async Task<double> CutAsync(DiskBox box, GuestDrive[] drives, VolumeFiles files, int number)
    {
        CutLife life = await RecordUntilTheCutAsync(box, drives);
        await KeepDirtyAsync(box);
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

    private async Task<CutLife> RecordUntilTheCutAsync(DiskBox box, GuestDrive[] drives)
    {
        long startUs = CutLife.MonotonicUs();
        await box.StartNvrdAsync();
        await WaitForPicturesAsync(box, startUs, MostLostSeconds + 1);
        await Task.Delay(TimeSpan.FromSeconds(3 * random.NextDouble()), TestContext.Current.CancellationToken);
        long cutUs = CutLife.MonotonicUs();
        await box.CutPowerAsync(drives);
        return new CutLife(box.Cameras.Log.Snapshot(), startUs, cutUs);
    }

    // The kernel would call the array clean between two syncs, and most cuts would miss a dirty one.
    private static async Task KeepDirtyAsync(DiskBox box) =>
        await box.Guest.OutputAsync("grep -q '4/3' /proc/mdstat && echo 1000 > /sys/block/$(basename /sys/block/md*)/md/safe_mode_delay");

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
