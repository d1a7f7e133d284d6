using System.Text.Json;
using System.Text.Json.Nodes;
using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Vm.Tests.Disks;

/// <summary>Members of arrays come and go while eight cameras are recorded; no picture is lost meanwhile.</summary>
[Collection<KeptBoxUsers>]
public sealed class MemberTests(KeptBox kept)
{
    private const string Name = "footage";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task HotSpare_TakesOverByItself_AndADiskThatComesTooLateIsNotTaken()
    {
        DiskBox box = await kept.BoxAsync();
        GuestDrive[] pair = [box.Blank("bay1"), box.Blank("bay2")];
        GuestDrive spare = box.Blank("bay3");
        await box.BeginAsync([.. pair, spare]);
        string id = (await box.MakeAsync(Name, "raid1", "ext4", pair)).GetProperty("id").GetString()!;
        await box.DoAsync($"disks/volumes/{id}/spare", new JsonObject { ["disk"] = spare.Serial }, s_patience);
        await WaitForRoleAsync(box, spare, "spare");
        await box.Api.WaitForFootageAsync(box.CameraNames, 3, s_patience);

        await box.Guest.PullAsync(pair[0]);
        await WaitForRoleAsync(box, spare, "inSync");
        await box.WaitForConditionAsync(Name, "clean", s_patience);

        // What was pulled comes back: the array is whole and needs it no longer, and a person is asked before it is erased.
        await box.Guest.PlugAsync(pair[0]);
        await box.WaitForDiskAsync(pair[0].Serial, d => d.GetProperty("content").GetString() == $"a part of the array \"{Name}\"");
        await box.DoAsync($"disks/{pair[0].Serial}/erase", new JsonObject { ["confirm"] = pair[0].Serial }, s_patience);
        await box.WaitForDiskAsync(pair[0].Serial, d => d.GetProperty("isBlank").GetBoolean());
        Assert.Equal(("clean", 2), await ConditionAsync(box));
        Say($"A spare took over: {await VolumeFiles.HaveNoGapAsync(box)} pictures, none missing");
    }

    [Fact]
    public async Task Raid6_OfWhichTwoDisksArePulled_TakesBackTheOneThatReturns_AndTheOneThatReplacesTheOther()
    {
        DiskBox box = await kept.BoxAsync();
        GuestDrive[] four = [.. Enumerable.Range(1, 4).Select(n => box.Blank($"bay{n}"))];
        await box.BeginAsync(four);
        await box.MakeAsync(Name, "raid6", "ext4", four);
        await box.Api.WaitForFootageAsync(box.CameraNames, 3, s_patience);

        await box.Guest.PullAsync(four[0]);
        await box.Guest.PullAsync(four[1]);
        await Wait.UntilAsync(async () => (await box.VolumeAsync(Name)).GetProperty("missing").GetInt32() == 2, s_patience, () => "two disks are missed");
        Assert.Equal("degraded", (await ConditionAsync(box)).Condition);

        // The one that was out for a moment has missed what the bitmap names, and no more.
        await box.Guest.PlugAsync(four[0]);
        await WaitForRoleAsync(box, four[0], "inSync");
        Say(await box.Guest.OutputAsync("dmesg | grep -E 'recovery|md: ' | tail -n 3"));
        await box.Guest.PlugAsync(box.Blank("bay2"));
        await box.WaitForConditionAsync(Name, "clean", s_patience);
        await WaitForRoleAsync(box, four[1], "inSync");
        Say($"Two disks of a RAID 6 came and went: {await VolumeFiles.HaveNoGapAsync(box)} pictures, none missing");
    }

    [Fact]
    public async Task Disk_ThatIsMovedToAnotherBay_IsTakenBackThere()
    {
        DiskBox box = await kept.BoxAsync();
        GuestDrive[] pair = [box.Blank("bay1"), box.Blank("bay2")];
        await box.BeginAsync(pair);
        await box.MakeAsync(Name, "raid1", "ext4", pair);
        await box.Api.WaitForFootageAsync(box.CameraNames, 3, s_patience);
        await box.Guest.PullAsync(pair[0]);
        await box.WaitForConditionAsync(Name, "degraded", s_patience);
        await WaitForBayAsync(box, "1", "failed", null);

        await box.Guest.PlugAsync(box.Moved(pair[0], 3));

        await WaitForRoleAsync(box, pair[0], "inSync");
        await box.WaitForConditionAsync(Name, "clean", s_patience);
        await WaitForBayAsync(box, "3", "well", pair[0].Serial);
        await WaitForBayAsync(box, "1", "empty", null);
        Say($"A disk went from bay 1 to bay 3: {await VolumeFiles.HaveNoGapAsync(box)} pictures, none missing");
    }

    private static async Task WaitForBayAsync(DiskBox box, string name, string state, string? serial)
    {
        JsonElement bay = default;
        await Wait.UntilAsync(
            async () => (bay = (await box.DisksAsync()).GetProperty("bays").EnumerateArray().Single(b => b.GetProperty("name").GetString() == name)).GetProperty("state").GetString() == state
                && bay.GetProperty("disk").GetString() == serial,
            s_patience,
            () => $"bay {name} is {state} with {serial ?? "no disk"}; it is {bay}");
    }

    private static async Task WaitForRoleAsync(DiskBox box, GuestDrive drive, string role) => await box.WaitForDiskAsync(drive.Serial, d => d.GetProperty("role").GetString() == role);

    private static async Task<(string? Condition, int Disks)> ConditionAsync(DiskBox box)
    {
        JsonElement volume = await box.VolumeAsync(Name);
        return (volume.GetProperty("condition").GetString(), volume.GetProperty("disks").GetInt32());
    }

    private static void Say(string line) => TestContext.Current.SendDiagnosticMessage(line);
}
