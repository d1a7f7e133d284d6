using Nvr.Board.Disks;

namespace Nvr.Board.Tests.Disks;

/// <summary>How an array is: what the kernel shows in each case, and every combination against what must hold always.</summary>
public sealed class ArrayJudgeTests
{
    private const MemberState In = MemberState.InSync;
    private const MemberState Filling = MemberState.Rebuilding;
    private static readonly ArrayPast s_new = new(false, false);
    private static readonly ArrayPast s_whole = new(true, true);
    private static readonly ArrayPast s_restarted = new(true, false);

    public static IEnumerable<TheoryDataRow<string, ArrayFacts, ArrayPast, ArrayCondition>> Cases =>
    [
        Case("whole and at rest", Bench.Array(RaidLevel.Raid5, In, In, In), s_whole, ArrayCondition.Clean),
        Case("a new RAID 5 fills its last member", Bench.Array(RaidLevel.Raid5, In, In, In, Filling) with { Action = SyncAction.Recover }, s_new, ArrayCondition.Building),
        Case("a new RAID 1 copies", Bench.Array(RaidLevel.Raid1, In, In) with { Action = SyncAction.Resync }, s_new, ArrayCondition.Building),
        Case("a new RAID 5 waits for its turn", Bench.Array(RaidLevel.Raid5, In, In, Filling), s_new, ArrayCondition.Building),
        Case("a new RAID 6 that loses one while it is built", Bench.Array(RaidLevel.Raid6, In, In, In, null) with { Action = SyncAction.Resync }, s_new, ArrayCondition.Degraded),
        Case("a new RAID 5 that loses the one that is filled", Bench.Array(RaidLevel.Raid5, In, In, null), s_new, ArrayCondition.Degraded),
        Case("a new RAID 5 that loses another one than that", Bench.Array(RaidLevel.Raid5, In, null, Filling) with { Action = SyncAction.Recover }, s_new, ArrayCondition.Failed),
        Case("after a power cut", Bench.Array(RaidLevel.Raid5, In, In, In) with { Action = SyncAction.Resync }, s_restarted, ArrayCondition.Resyncing),
        Case("a disk was pulled", Bench.Array(RaidLevel.Raid5, In, null, In), s_whole, ArrayCondition.Degraded),
        Case("it was so at the start", Bench.Array(RaidLevel.Raid5, In, null, In), s_restarted, ArrayCondition.DegradedAtStart),
        Case("the kernel gave one up", Bench.Array(RaidLevel.Raid5, In, MemberState.Faulty, In), s_whole, ArrayCondition.Degraded),
        Case("a new disk is filled", Bench.Array(RaidLevel.Raid5, In, Filling, In) with { Action = SyncAction.Recover }, s_whole, ArrayCondition.Rebuilding),
        Case("a new disk is filled after a restart", Bench.Array(RaidLevel.Raid5, In, Filling, In) with { Action = SyncAction.Recover }, s_restarted, ArrayCondition.Rebuilding),
        Case("the kernel counts none missing, and still fills", Bench.Array(RaidLevel.Raid5, In, In, In) with { Action = SyncAction.Recover }, s_whole, ArrayCondition.Rebuilding),
        Case("two are gone", Bench.Array(RaidLevel.Raid5, In, null, null), s_whole, ArrayCondition.Failed),
        Case("two of RAID 6 are gone", Bench.Array(RaidLevel.Raid6, In, In, null, null), s_whole, ArrayCondition.Degraded),
        Case("three of RAID 6 are gone", Bench.Array(RaidLevel.Raid6, In, null, null, null), s_whole, ArrayCondition.Failed),
        Case("one of each pair of RAID 10 is gone", Bench.Array(RaidLevel.Raid10, In, null, null, In), s_whole, ArrayCondition.Degraded),
        Case("a pair of RAID 10 is gone", Bench.Array(RaidLevel.Raid10, In, In, null, null), s_whole, ArrayCondition.Failed),
        Case("the last of RAID 1", Bench.Array(RaidLevel.Raid1, null, In), s_whole, ArrayCondition.Degraded),
        Case("the kernel calls it broken", Bench.Array(RaidLevel.Raid1, In, In) with { IsBroken = true }, s_whole, ArrayCondition.Failed),
        Case("its file system found damage", Bench.Array(RaidLevel.Raid5, In, In, In) with { FileSystem = new FileSystemFacts("u", "ext4", "", "/m", true) }, s_whole, ArrayCondition.ReadOnly),
        Case("it is compared", Bench.Array(RaidLevel.Raid5, In, In, In) with { Action = SyncAction.Check, MismatchedSectors = 8 }, s_whole, ArrayCondition.Checking),
        Case("the comparison found differences", Bench.Array(RaidLevel.Raid5, In, In, In) with { MismatchedSectors = 8 }, s_whole, ArrayCondition.Mismatch),
        Case("it does not run, and could", Bench.Array(RaidLevel.Raid5, In, null, In) with { Device = null }, s_restarted, ArrayCondition.Stopped),
        Case("it does not run, and cannot", Bench.Array(RaidLevel.Raid5, In, null, null) with { Device = null }, s_restarted, ArrayCondition.Failed),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_IsWhatThePersonNeedsToKnow(string what, ArrayFacts array, ArrayPast past, ArrayCondition expected)
    {
        Assert.True(expected == ArrayJudge.Of(array, past), $"{what}: {ArrayJudge.Of(array, past)}");
    }

    [Fact]
    public void Of_NeverCallsAnArrayProtected_ThatIsNot()
    {
        MemberState?[] states = [null, MemberState.InSync, MemberState.Rebuilding, MemberState.Faulty];
        int looked = 0;
        foreach (RaidLevel level in new[] { RaidLevel.Raid1, RaidLevel.Raid5, RaidLevel.Raid6, RaidLevel.Raid10 })
        {
            foreach (MemberState?[] slots in Combinations(states, level == RaidLevel.Raid1 ? 2 : 4))
            {
                foreach (SyncAction action in Enum.GetValues<SyncAction>())
                {
                    foreach (ArrayPast past in new[] { s_new, s_whole, s_restarted })
                    {
                        ArrayFacts array = Bench.Array(level, slots) with { Action = action };
                        ArrayCondition found = ArrayJudge.Of(array, past);
                        Assert.True(array.Missing == 0 || !ArrayJudge.IsProtected(found), $"{level} {string.Join(',', slots)} {action}: {found}");
                        Assert.Equal(!RaidLevels.Survives(level, slots.Length, array.InSync), found == ArrayCondition.Failed);
                        Assert.NotEqual(ArrayCondition.Stopped, found);
                        looked++;
                    }
                }
            }
        }
        Assert.Equal((16 + (3 * 256)) * 6 * 3, looked);
    }

    private static IEnumerable<MemberState?[]> Combinations(MemberState?[] states, int slots) => slots == 0
        ? [[]]
        : Combinations(states, slots - 1).SelectMany(_ => states, (rest, state) => rest.Append(state).ToArray());

    private static TheoryDataRow<string, ArrayFacts, ArrayPast, ArrayCondition> Case(string what, ArrayFacts array, ArrayPast past, ArrayCondition expected) =>
        new(what, array, past, expected);
}
