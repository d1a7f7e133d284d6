using Nvr.Board.Disks;
using Nvr.Board.Panel;

namespace Nvr.Board.Tests.Disks;

public sealed class ReplacementsTests
{
    private const MemberState In = MemberState.InSync;
    private static readonly KnownArray s_known = new("a", new ArrayPast(true, true), ["1", "2", "3"]);
    private static readonly ArrayFacts s_degraded = Bench.Array(RaidLevel.Raid5, In, null, In);
    private static readonly DiskFacts[] s_rest = [Bench.Disk(1, DiskContent.Member, "a"), Bench.Disk(3, DiskContent.Member, "a")];

    [Fact]
    public void For_ABlankDiskInTheBayThatLostOne_TakesIt() => Assert.Equal("S2", Find(s_degraded, Bench.Disk(2)));

    [Fact]
    public void For_ABlankDiskElsewhere_AsksFirst() => Assert.Null(Find(s_degraded, Bench.Disk(4)));

    [Fact]
    public void For_ADiskThatIsNotBlank_AsksFirst() => Assert.Null(Find(s_degraded, Bench.Disk(2, DiskContent.FileSystem)));

    [Fact]
    public void For_AForeignMember_AsksFirst() => Assert.Null(Find(s_degraded, Bench.Disk(2, DiskContent.Member, "b")));

    [Fact]
    public void For_ADiskThatIsTooSmall_DoesNotTakeIt() => Assert.Null(Find(s_degraded, Bench.Disk(2) with { SizeBytes = s_degraded.MemberBytes - 1 }));

    [Fact]
    public void For_ADiskThatWillFail_DoesNotTakeIt() => Assert.Null(Find(s_degraded, Bench.Disk(2) with { Smart = new SmartFacts { IsFailing = true } }));

    [Fact]
    public void For_AFormerMember_TakesItFromAnyBay() => Assert.Equal("S4", Find(s_degraded, Bench.Disk(4, DiskContent.Member, "a")));

    [Fact]
    public void For_AnArrayThatHasASpare_LeavesItToTheKernel() =>
        Assert.Null(Find(s_degraded with { Members = [.. s_degraded.Members, new ArrayMember("/dev/sdf", null, MemberState.Spare, 0)] }, Bench.Disk(2)));

    [Fact]
    public void For_AnArrayThatIsBeingRebuilt_TakesNoMore() => Assert.Null(Find(Bench.Array(RaidLevel.Raid5, In, MemberState.Rebuilding, In), Bench.Disk(4, DiskContent.Member, "a")));

    [Fact]
    public void For_AnArrayThatFailed_TouchesNothing() => Assert.Null(Find(Bench.Array(RaidLevel.Raid5, In, null, null), Bench.Disk(2)));

    [Fact]
    public void For_ADiskThatTheKernelGaveUp_IsNotGivenBackByItself()
    {
        ArrayFacts array = Bench.Array(RaidLevel.Raid5, In, MemberState.Faulty, In);

        Assert.Null(Find(array, Bench.Disk(2, DiskContent.Member, "a")));
        Assert.Equal(["2"], Replacements.LostBays(array, s_known, Bench.Reading(array, [.. s_rest, Bench.Disk(2, DiskContent.Member, "a")])));
    }

    [Fact]
    public void BaysOf_AWholeArray_TellsWhereItsDisksAre() => Assert.Equal(
        ["1", "2", "3"], Replacements.BaysOf(Bench.Array(RaidLevel.Raid5, In, In, In), Bench.Reading(Bench.Array(RaidLevel.Raid5, In, In, In), [.. s_rest, Bench.Disk(2, DiskContent.Member, "a")])));

    [Fact]
    public void BaysOf_AnArrayThatHasNotNoticedThatADiskWasPulled_TellsNothing()
    {
        ArrayFacts quiet = Bench.Array(RaidLevel.Raid5, In, In, In);

        Assert.Null(Replacements.BaysOf(quiet, Bench.Reading(quiet, s_rest)));
        Assert.Equal(BayState.Failed, BayStates.Of("2", Bench.Reading(quiet, s_rest), [s_known], new HashSet<string>()));
    }

    private static string? Find(ArrayFacts array, DiskFacts disk) => Replacements.For(array, s_known, Bench.Reading(array, [.. s_rest, disk]))?.Id;
}
