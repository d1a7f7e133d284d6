using Nvr.Board.Disks;
using Nvr.Board.Linux.Disks;

namespace Nvr.Board.Linux.Tests.Disks;

public sealed class MdSysfsTests : IDisposable
{
    private static readonly Dictionary<string, string> s_raid5 = new()
    {
        ["array_state"] = "active",
        ["level"] = "raid5",
        ["raid_disks"] = "3",
        ["component_size"] = "195584",
        ["sync_action"] = "recover",
        ["sync_completed"] = "97792 / 391168",
        ["sync_speed"] = "1024",
        ["mismatch_cnt"] = "0",
        ["last_sync_action"] = "recover",
    };

    private readonly MdFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_AnArrayThatIsRebuilt_TellsHowFarItIs()
    {
        folder.With("md127", s_raid5, ("vdb", "in_sync", "0", "2", true), ("vdc", "spare", "1", "0", true), ("vdd", "in_sync", "2", "0", true));

        MdArray array = Assert.Single(new MdSysfs(folder.Root).Read());

        Assert.Equal((RaidLevel.Raid5, 3, SyncAction.Recover, 0.25), (array.Level, array.Slots, array.Action, array.Done));
        // 293376 sectors of 512 bytes at 1024 kB a second.
        Assert.Equal(TimeSpan.FromSeconds(144), array.Left);
        Assert.Equal((195_584L * 1024) + (2048 * 512), array.MemberBytes);
        Assert.Equal(
            [new ArrayMember("/dev/vdb", 0, MemberState.InSync, 2), new ArrayMember("/dev/vdc", 1, MemberState.Rebuilding, 0), new ArrayMember("/dev/vdd", 2, MemberState.InSync, 0)], array.Members);
        Assert.True(array.IsRunning);
    }

    [Fact]
    public void Read_AMemberThatWasPulled_IsFaulty_WhateverItsFileStillSays()
    {
        folder.With("md127", s_raid5, ("vdb", "in_sync", "0", "0", false), ("vdc", "faulty", "none", "0", true), ("vdd", "spare", "none", "0", true));

        Assert.Equal(
            [new ArrayMember(null, null, MemberState.Faulty, 0), new ArrayMember("/dev/vdc", null, MemberState.Faulty, 0), new ArrayMember("/dev/vdd", null, MemberState.Spare, 0)],
            new MdSysfs(folder.Root).Read()[0].Members.Select(m => m.State == MemberState.Faulty ? m with { Slot = null } : m));
    }

    [Theory]
    [InlineData("200000 (system)", null)]
    [InlineData("5000 (local)", 5000L)]
    public void Read_ThePaceThatAnArrayIsKeptTo_IsItsOwnOrNone(string text, long? expected)
    {
        folder.With("md127", new Dictionary<string, string>(s_raid5) { ["sync_speed_max"] = text });

        MdArray array = new MdSysfs(folder.Root).Read()[0];

        Assert.Equal((1024, expected), (array.SpeedKilobytes, array.SpeedLimitKilobytes));
    }

    [Theory]
    [InlineData("check", "16", 16)]
    [InlineData("repair", "16", 0)]
    [InlineData("resync", "16", 0)]
    public void Read_Mismatches_CountOnlyAfterAComparison(string last, string count, long expected)
    {
        folder.With("md0", new Dictionary<string, string>(s_raid5) { ["last_sync_action"] = last, ["mismatch_cnt"] = count });

        Assert.Equal(expected, new MdSysfs(folder.Root).Read()[0].MismatchedSectors);
    }

    [Theory]
    [InlineData("inactive", false, false)]
    [InlineData("clear", false, false)]
    [InlineData("broken", true, true)]
    [InlineData("clean", true, false)]
    [InlineData("write-pending", true, false)]
    public void Read_TheStateOfAnArray(string state, bool running, bool broken)
    {
        folder.With("md0", new Dictionary<string, string>(s_raid5) { ["array_state"] = state });

        MdArray array = new MdSysfs(folder.Root).Read()[0];
        Assert.Equal((running, broken), (array.IsRunning, array.IsBroken));
    }

    [Fact]
    public void Read_WithoutArrays_OrFiles_IsEmpty()
    {
        Assert.Empty(new MdSysfs(folder.Root).Read());
        folder.With("md0", new Dictionary<string, string>());
        Assert.False(new MdSysfs(folder.Root).Read()[0].IsRunning);
    }
}
