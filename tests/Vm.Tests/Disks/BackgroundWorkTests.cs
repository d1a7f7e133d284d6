using System.Globalization;
using System.Text.Json;
using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Vm.Tests.Disks;

/// <summary>What is done in the background of an array, and that recording comes before it.</summary>
[Collection<KeptBoxUsers>]
public sealed class BackgroundWorkTests(KeptBox kept)
{
    private const string Name = "footage";
    private const string Part = "array/" + Name;
    private const string Book = GuestNvrd.Data + "/settings/disks.json";
    private const string LastCheck = "LastCheck";
    private const double MostSyncSeconds = 5;

    /// <summary>Kilobytes a second that the kernel compares; the array has 200,000.</summary>
    private const int Crawling = 1000;
    private const int Running = 20_000;

    private const long SmallBytes = 96L << 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Comparison_IsBegunAfterAMonth_IsShown_AndTellsWhatDoesNotMatch()
    {
        DiskBox box = await kept.BoxAsync();
        GuestDrive[] pair = [box.Blank("bay1"), box.Blank("bay2")];
        await box.BeginAsync(pair);
        string id = (await box.MakeAsync(Name, "raid1", "ext4", pair)).GetProperty("id").GetString()!;
        await box.Api.WaitForFootageAsync(box.CameraNames, 3, s_patience);
        await box.Nvrd.StopAsync();
        DateTimeOffset today = TimeProvider.System.GetUtcNow();
        await box.Guest.OutputAsync($"grep -q '\"{LastCheck}\"' {Book} && sed -i 's/\"{LastCheck}\": \"[^\"]*\"/\"{LastCheck}\": \"{today.AddDays(-31):O}\"/' {Book}; sysctl -q dev.raid.speed_limit_max={Crawling}");

        // The comparison begins with the recorder, and goes on until somebody has looked at it, however long that takes.
        await box.StartAndOpenAsync();
        JsonElement checking = await box.WaitForConditionAsync(Name, "checking", s_patience);
        Assert.StartsWith($"The array \"{Name}\" is whole, and its disks are being compared", checking.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Equal("ok", (await box.HealthAsync(Part))!.Value.GetProperty("level").GetString());
        await box.Guest.OutputAsync($"sysctl -q dev.raid.speed_limit_max={Running}");
        await box.WaitForConditionAsync(Name, "clean", s_patience);
        Assert.Equal("check\n0\n", await box.Guest.OutputAsync("cat /sys/block/md*/md/last_sync_action /sys/block/md*/md/mismatch_cnt"));
        Assert.Contains($"\"{LastCheck}\": \"{today:yyyy-MM-dd}", await box.Guest.OutputAsync($"cat {Book}"), StringComparison.Ordinal);

        // A disk that has changed something by itself, where no footage lies yet.
        await box.Guest.OutputAsync($"dd if=/dev/urandom of={DiskBox.Device(pair[1])} bs=4k count=4 seek=38400 oflag=direct status=none");
        await box.DoAsync($"disks/volumes/{id}/check", null, s_patience);
        JsonElement differs = await box.WaitForConditionAsync(Name, "mismatch", s_patience);
        long sectors = differs.GetProperty("mismatches").GetInt64();
        Say($"After 32 sectors were changed: {differs.GetProperty("sentence").GetString()}");
        Assert.InRange(sectors, 32, 1024);
        Assert.Equal($"The disks of the array \"{Name}\" do not agree in {sectors} sectors.", differs.GetProperty("sentence").GetString());
        Assert.Equal("attention", (await box.HealthAsync(Part))!.Value.GetProperty("level").GetString());
    }

    [Fact]
    public async Task Member_ThatCannotBeReadAtOnePlace_IsPutRight_AndToldOf()
    {
        DiskBox box = await kept.BoxAsync();
        // The last one is filled from the others when the array is made, and read for the first time when they are compared.
        GuestDrive[] three = [box.Blank("bay1"), box.Blank("bay2"), box.Blank("bay3") with { BadSector = 300_000 }];
        await box.BeginAsync(three);
        string id = (await box.MakeAsync(Name, "raid5", "ext4", three)).GetProperty("id").GetString()!;
        await box.Api.WaitForFootageAsync(box.CameraNames, 3, s_patience);

        await box.DoAsync($"disks/volumes/{id}/check", null, s_patience);

        JsonElement disk = await box.WaitForDiskAsync("BAY3", d => d.GetProperty("readErrors").GetInt64() > 0);
        Assert.Equal(("worrying", "inSync"), (disk.GetProperty("verdict").GetString(), disk.GetProperty("role").GetString()));
        JsonElement told = (await box.HealthAsync("disk/3"))!.Value;
        Assert.Equal("attention", told.GetProperty("level").GetString());
        Assert.Contains("could not be read", told.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Contains("the array put that right", told.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        await box.WaitForConditionAsync(Name, "clean", s_patience);
    }

    [Fact]
    public async Task Rebuild_OntoADiskThatIsSlow_IsSlowedDown_SoThatRecordingIsNot()
    {
        DiskBox box = await kept.BoxAsync();
        GuestDrive[] three = [.. Enumerable.Range(1, 3).Select(n => box.Blank($"bay{n}", SmallBytes))];
        await box.BeginAsync(three);
        await box.MakeAsync(Name, "raid5", "ext4", three);
        await box.Api.WaitForFootageAsync(box.CameraNames, 3, s_patience);
        await box.Guest.PullAsync(three[1]);
        await box.WaitForConditionAsync(Name, "degraded", s_patience);

        // All that the disk can do the rebuild would take, and footage would have to wait for its share.
        await box.Guest.PlugAsync(box.Blank("bay2", SmallBytes) with { WritesPerSecond = 2_500_000 });
        await box.WaitForConditionAsync(Name, "rebuilding", s_patience);
        var seen = new List<(string Limit, double Sync)>();
        JsonElement volume = default;
        string slowed = "";
        await Wait.UntilAsync(
            async () =>
            {
                volume = await box.VolumeAsync(Name);
                string sentence = volume.GetProperty("sentence").GetString()!;
                slowed = sentence.Contains("slowed down for recording", StringComparison.Ordinal) ? sentence : slowed;
                seen.Add(((await box.Guest.OutputAsync("cat /sys/block/md*/md/sync_speed_max")).Trim(), await SlowestSyncAsync(box)));
                return volume.GetProperty("condition").GetString() == "clean";
            },
            TimeSpan.FromMinutes(6),
            () => $"the slow disk is filled: {volume} {string.Join(", ", seen)}");

        Say($"Slowest sync of footage at each pace: {string.Join(", ", seen.GroupBy(s => s.Limit).Select(g => $"{g.Key} {g.Max(s => s.Sync):0.0} s"))}. {slowed}");
        // Without that it took 12 s: so much would a power cut cost. A reading holds for ten seconds.
        Assert.InRange(seen.Max(s => s.Sync), 0, MostSyncSeconds);
        Assert.Contains(seen, s => s.Limit.EndsWith("(local)", StringComparison.Ordinal));
        Assert.Contains("slowed down for recording", slowed, StringComparison.Ordinal);
        await Wait.UntilAsync(
            async () => (await box.Guest.OutputAsync("cat /sys/block/md*/md/sync_speed_max")).Trim().EndsWith("(system)", StringComparison.Ordinal), s_patience, () => "the array may go at its own pace again");
        Say($"{await VolumeFiles.HaveNoGapAsync(box)} pictures, none missing");
    }

    private static async Task<double> SlowestSyncAsync(DiskBox box)
    {
        const string Metric = "nvr_volume_slowest_sync_seconds{";
        string metrics = await box.Api.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        return metrics.Split('\n').Where(l => l.StartsWith(Metric, StringComparison.Ordinal)).Select(l => double.Parse(l.Split(' ')[1], CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();
    }

    private static void Say(string line) => TestContext.Current.SendDiagnosticMessage(line);
}
