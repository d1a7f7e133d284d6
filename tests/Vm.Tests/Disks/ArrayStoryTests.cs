using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Core.Time;
using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Vm.Tests.Disks;

/// <summary>
/// The life of an array in one guest, as a person with a screwdriver sees it, since each boot costs a minute: four empty disks, an array of them, a disk pulled, a new one put in, the power cut while
/// it is degraded, and one disk too many.
/// </summary>
public sealed class ArrayStoryTests
{
    private const string Name = "footage";
    private const string Part = "array/" + Name;
    private const long EnoughBytes = 3_000_000;
    private const string StartsDirty = "/sys/module/md_mod/parameters/start_dirty_degraded";
    private static readonly TimeSpan s_alarmLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_syncPatience = TimeSpan.FromMinutes(6);

    [Fact]
    public async Task FourDisks_TheirWholeLife()
    {
        await using DiskBox box = await DiskBox.StartAsync(new DiskBoxOptions { HasDisks = true });
        GuestDrive second = box.Blank("bay2");
        await box.Guest.PlugAsync(second);
        await box.StartAndOpenAsync();

        await SeesTheBaysAsync(box);
        await RefusesTheSystemDiskAsync(box);
        await AsksBeforeItErasesAsync(box);
        UtcTime begun = await MakesAnArrayAndRecordsAsync(box);
        await TellsAPulledDiskAsync(box, second);
        GuestDrive fresh = await RebuildsByItselfAsync(box);
        await HasNoGapAsync(box, begun);
        await AgreesAsync(box);
        await SurvivesAPowerCutWhileDegradedAsync(box, fresh);
        await FailsCleanlyAsync(box);
    }

    private static async Task SeesTheBaysAsync(DiskBox box)
    {
        string[] bays = ["1", "2", "3", "4"];
        await Wait.UntilAsync(
            async () => (await box.DisksAsync()).GetProperty("bays").EnumerateArray().All(b => b.GetProperty("disk").GetString() is not null), s_patience, () => "four disks are seen");
        JsonElement disks = await box.DisksAsync();
        Assert.Equal(bays, disks.GetProperty("bays").EnumerateArray().Select(b => b.GetProperty("name").GetString()));
        foreach (string bay in bays)
        {
            JsonElement disk = await box.DiskAsync($"BAY{bay}");
            Assert.Equal((bay, DiskBoxOptions.UsualDiskBytes, true), (disk.GetProperty("bay").GetString(), disk.GetProperty("sizeBytes").GetInt64(), disk.GetProperty("isBlank").GetBoolean()));
        }
        JsonElement ata = await box.DiskAsync("BAY4");
        Assert.Equal((31, 1, 0, "well"), (ata.GetProperty("celsius").GetInt32(), ata.GetProperty("powerOnHours").GetInt32(), ata.GetProperty("badSectors").GetInt32(), ata.GetProperty("verdict").GetString()));
        JsonElement best = disks.GetProperty("plans")[0];
        Assert.Equal(("raid5", 3 * DiskBoxOptions.UsualDiskBytes, true), (best.GetProperty("level").GetString(), best.GetProperty("usableBytes").GetInt64(), best.GetProperty("isRecommended").GetBoolean()));
        Assert.Equal("No volume for recordings has been made yet.", (await box.HealthAsync("disks"))!.Value.GetProperty("sentence").GetString());
    }

    private static async Task RefusesTheSystemDiskAsync(DiskBox box)
    {
        Assert.True((await box.DiskAsync("SYSTEM")).GetProperty("isSystem").GetBoolean());
        using HttpResponseMessage erase = await box.Api.AskAsync(HttpMethod.Post, "disks/SYSTEM/erase", """{"confirm":"SYSTEM"}""");
        Assert.Equal(HttpStatusCode.Forbidden, erase.StatusCode);
        using HttpResponseMessage unconfirmed = await box.Api.AskAsync(HttpMethod.Post, "disks/BAY1/erase", """{"confirm":"BAY2"}""");
        Assert.Equal(HttpStatusCode.BadRequest, unconfirmed.StatusCode);
    }

    private static async Task AsksBeforeItErasesAsync(DiskBox box)
    {
        await box.Guest.OutputAsync("mkfs.ext4 -q -F /dev/disk/by-id/virtio-BAY3 && udevadm settle");
        await Wait.UntilAsync(async () => (await box.DiskAsync("BAY3")).GetProperty("content").GetString() == "a file system (ext4)", s_patience, () => "what is on the disk is seen");
        Assert.DoesNotContain((await box.DisksAsync()).GetProperty("plans").EnumerateArray(), p => p.GetProperty("disks").EnumerateArray().Any(d => d.GetString() == "BAY3"));
        using HttpResponseMessage made = await box.Api.AskAsync(HttpMethod.Post, "disks/volumes", """{"name":"footage","level":"raid1","disks":["BAY1","BAY3"]}""");
        Assert.Equal(HttpStatusCode.Conflict, made.StatusCode);

        await box.DoAsync("disks/BAY3/erase", new JsonObject { ["confirm"] = "BAY3" }, s_patience);
        await Wait.UntilAsync(async () => (await box.DiskAsync("BAY3")).GetProperty("isBlank").GetBoolean(), s_patience, () => "the disk is empty");
    }

    private static async Task<UtcTime> MakesAnArrayAndRecordsAsync(DiskBox box)
    {
        UtcTime before = UtcTime.From(TimeProvider.System.GetUtcNow());
        // These disks are small: at the kernel's pace what is done with them is over before anybody has seen it.
        await KeepToAsync(box, 4000);
        await box.DoAsync(
            "disks/volumes", new JsonObject { ["name"] = Name, ["level"] = "raid5", ["disks"] = new JsonArray("BAY1", "BAY2", "BAY3", "BAY4"), ["fileSystem"] = "ext4" }, s_patience);
        // Made is not yet mounted: that is the steward's next look.
        JsonElement made = default;
        await Wait.UntilAsync(async () => (made = await box.VolumeAsync(Name)).GetProperty("mountedAt").ValueKind == JsonValueKind.String, s_patience, () => $"the volume is mounted; it is {made}");
        Assert.StartsWith("/media/nvr/nvr-", made.GetProperty("mountedAt").GetString(), StringComparison.Ordinal);
        await box.WaitForMoreOnAsync(made.GetProperty("mountedAt").GetString()!);
        Assert.Equal("building", (await box.VolumeAsync(Name)).GetProperty("condition").GetString());
        await KeepToAsync(box, 200_000);
        await box.Api.WaitForFootageAsync(box.CameraNames, 8, s_patience);
        await box.WaitForConditionAsync(Name, "clean", s_syncPatience);
        Assert.Equal("bitmap", (await box.Guest.OutputAsync("cat /sys/block/md*/md/consistency_policy")).Trim());
        Assert.Contains("noatime", await box.Guest.OutputAsync("findmnt -no OPTIONS /media/nvr/nvr-*"), StringComparison.Ordinal);
        Assert.Equal("nvr", (await box.Guest.OutputAsync("stat -c %U /media/nvr/nvr-*")).Trim());
        // Since when the last camera is recorded.
        JsonElement[] firsts = await Task.WhenAll((await box.Api.CamerasAsync()).Select(c => box.Api.GetAsync($"cameras/{c.Id}/recordings?from={before}&to={before.Plus(3_600_000_000)}&stream=main")));
        return firsts.Select(f => UtcTime.TryParse(f.GetProperty("spans")[0].GetProperty("from").GetString(), out UtcTime t) ? t : throw new FormatException()).Max();
    }

    private static async Task TellsAPulledDiskAsync(DiskBox box, GuestDrive drive)
    {
        var watch = Stopwatch.StartNew();
        await box.Guest.PullAsync(drive);
        await box.WaitForConditionAsync(Name, "degraded", s_patience);
        JsonElement health = (await box.HealthAsync(Part))!.Value;
        TimeSpan told = watch.Elapsed;
        Assert.InRange(told, TimeSpan.Zero, s_alarmLimit);
        Say($"A pulled disk was told after {told.TotalSeconds:0.0} s: {health.GetProperty("sentence")} {health.GetProperty("nextStep")}");
        Assert.Equal("attention", health.GetProperty("level").GetString());
        Assert.Contains("(bay 2)", health.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        JsonElement bay = (await box.DisksAsync()).GetProperty("bays")[1];
        Assert.Equal("failed", bay.GetProperty("state").GetString());
    }

    private static async Task<GuestDrive> RebuildsByItselfAsync(DiskBox box)
    {
        GuestDrive fresh = box.Blank("bay2");
        await KeepToAsync(box, 10_000);
        await box.Guest.PlugAsync(fresh);
        JsonElement rebuilding = default;
        await Wait.UntilAsync(
            async () => (rebuilding = await box.WaitForConditionAsync(Name, "rebuilding", s_patience)).GetProperty("secondsLeft").ValueKind == JsonValueKind.Number, s_patience, () => "it is told how long it takes");
        Say($"{rebuilding.GetProperty("sentence").GetString()} {rebuilding.GetProperty("secondsLeft")} s");
        await box.WaitForConditionAsync(Name, "clean", s_syncPatience);
        Assert.Equal("inSync", (await box.DiskAsync("BAY2")).GetProperty("role").GetString());
        return fresh;
    }

    private static async Task HasNoGapAsync(DiskBox box, UtcTime begun)
    {
        foreach (CameraReading camera in await box.Api.CamerasAsync())
        {
            RecordingsReading found = await box.Api.RecordingsAsync(camera.Id, new UtcRange(begun, begun.Plus(3_600_000_000)));
            Assert.True(found.Gaps.Count == 0, $"{string.Join('\n', found.Gaps)}\n{(found.Gaps.Count == 0 ? "" : await box.Guest.OutputAsync("journalctl -q -o short-iso-precise -u nvrd -n 80"))}");
        }
        Say($"From before the loss until after the rebuild {await VolumeFiles.HaveNoGapAsync(box)} pictures were recorded, and none is missing");
    }

    private static async Task AgreesAsync(DiskBox box)
    {
        string id = (await box.VolumeAsync(Name)).GetProperty("id").GetString()!;
        await box.DoAsync($"disks/volumes/{id}/check", null, s_patience);
        await Wait.UntilAsync(async () => (await box.Guest.OutputAsync("cat /sys/block/md*/md/last_sync_action /sys/block/md*/md/sync_action")) == "check\nidle\n", s_syncPatience, () => "the disks were compared");
        Assert.Equal("0", (await box.Guest.OutputAsync("cat /sys/block/md*/md/mismatch_cnt")).Trim());
        Assert.Equal(0, (await box.VolumeAsync(Name)).GetProperty("mismatches").GetInt64());
    }

    private static async Task SurvivesAPowerCutWhileDegradedAsync(DiskBox box, GuestDrive fresh)
    {
        await box.Guest.PullAsync(fresh);
        await box.WaitForConditionAsync(Name, "degraded", s_patience);
        double before = await SecondsAsync(box);
        await KeepDirtyAsync(box);

        await box.Guest.CutPowerAsync();
        string own = (await box.Guest.OutputAsync($"cat {StartsDirty}")).Trim();
        await box.StartAndOpenAsync();

        Say($"{StartsDirty} was {own} after the start of the system");
        Assert.Equal("1", (await box.Guest.OutputAsync($"cat {StartsDirty}")).Trim());
        await box.WaitForConditionAsync(Name, "degradedAtStart", s_syncPatience);
        Assert.Contains("starting dirty degraded array", await box.Guest.OutputAsync("dmesg"), StringComparison.Ordinal);
        await Wait.UntilAsync(async () => await SecondsAsync(box) > before + 5, s_patience, () => "it records again, and what there was is there");
    }

    // The kernel calls an array clean again some tenths of a second after each write, unless it is told to wait: so the cut would hit a dirty one by luck alone.
    private static async Task KeepDirtyAsync(DiskBox box)
    {
        // The wait that has begun already still ends as it would have; what is called dirty after it stays so.
        await box.Guest.OutputAsync("echo 1000 > /sys/block/$(basename /sys/block/md*)/md/safe_mode_delay; sleep 3");
        string state = "";
        await Wait.UntilAsync(
            async () => (state = await box.Guest.OutputAsync("mdadm --examine /dev/disk/by-id/virtio-BAY1 | grep 'State :'")).Contains("active", StringComparison.Ordinal),
            s_patience,
            () => $"the array is being written to: {state}");
    }

    private static async Task FailsCleanlyAsync(DiskBox box)
    {
        await box.Guest.PullAsync(box.Steady("bay3"));
        await box.WaitForConditionAsync(Name, "failed", s_patience);
        JsonElement health = (await box.HealthAsync(Part))!.Value;
        Say($"{health.GetProperty("sentence")} {health.GetProperty("nextStep")}");
        Assert.Equal("failure", health.GetProperty("level").GetString());

        await box.WaitForMoreOnAsync(DiskBox.Ring);
        await KeepsOffTheSystemAsync(box);
    }

    // Three ways to see it: what the recorder's process had written to any disk by the kernel's account, while minutes of footage went to memory; which files are new; and the raw blocks of the system's disk,
    // all that were written since the first boot, in which no picture of any camera lies.
    private static async Task KeepsOffTheSystemAsync(DiskBox box)
    {
        (long written, long ring, long sectors) = await CountAsync(box);
        await box.Guest.OutputAsync("touch /run/failed-since");
        (long Written, long Ring, long Sectors) now = default;
        await Wait.UntilAsync(
            async () => (now = await CountAsync(box)).Ring - ring >= EnoughBytes, s_patience, () => $"{EnoughBytes} more bytes of footage lie in memory; it was {ring} and is {now.Ring}");
        Say($"While {now.Ring - ring} bytes of footage went to memory, the recorder wrote {now.Written - written} bytes to the system's disk, and all programs together {(now.Sectors - sectors) * 512}; "
            + $"changed there: {(await box.Guest.OutputAsync("find / -xdev -type f -newer /run/failed-since -printf '%p (%s) '")).Trim()}");
        Assert.InRange(now.Written - written, 0, (now.Ring - ring) / 10);
        Assert.Equal("", (await box.Guest.OutputAsync("find / -xdev -name '*.mp4'")).Trim());
        Assert.DoesNotContain("footage/segments", await box.Guest.OutputAsync("find /var/lib/nvr"), StringComparison.Ordinal);

        await box.Guest.OutputAsync("sync");
        long onArray = FootageTraces.Count(box.Steady("bay3").File);
        Say($"{onArray} pictures lie on the disk that was pulled last, {FootageTraces.Count(box.Guest.SystemWrites)} on the system's");
        Assert.InRange(onArray, 1000, long.MaxValue);
        Assert.Equal(0, FootageTraces.Count(box.Guest.SystemWrites));
    }

    private static async Task<(long Written, long Ring, long Sectors)> CountAsync(DiskBox box)
    {
        string said = await box.Guest.OutputAsync(
            $"awk '/^write_bytes/ {{ print $2 }}' /proc/$(systemctl show -P MainPID nvrd)/io; find {DiskBox.Ring} -name '*.mp4' -printf '%s\\n' | awk '{{ s += $1 }} END {{ print s + 0 }}'; awk '{{ print $7 }}' /sys/block/vda/stat");
        long[] numbers = [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => long.Parse(l, CultureInfo.InvariantCulture))];
        return (numbers[0], numbers[1], numbers[2]);
    }

    private static async Task<double> SecondsAsync(DiskBox box)
    {
        double sum = 0;
        foreach (CameraReading camera in await box.Api.CamerasAsync())
        {
            sum += (await box.Api.RecentAsync(camera.Id)).Seconds;
        }
        return sum;
    }

    private static async Task KeepToAsync(DiskBox box, int kilobytesPerSecond) => await box.Guest.OutputAsync($"sysctl -q dev.raid.speed_limit_max={kilobytesPerSecond}");

    private static void Say(string line) => TestContext.Current.SendDiagnosticMessage(line);
}
