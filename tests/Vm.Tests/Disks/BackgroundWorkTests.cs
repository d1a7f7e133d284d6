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

    /// <summary>Kilobytes a second that the kernel compares; the array has 200,000.</summary>
    private const int Crawling = 1000;
    private const int Running = 20_000;

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

    private static void Say(string line) => TestContext.Current.SendDiagnosticMessage(line);
}
