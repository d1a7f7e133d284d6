using Nvr.Board.Disks;
using Nvr.Board.Panel;

namespace Nvr.Board.Tests.Disks;

public sealed class BayStatesTests
{
    private const MemberState In = MemberState.InSync;
    private static readonly KnownArray s_known = new("a", new ArrayPast(true, true), ["1", "2", "3"]);

    [Fact]
    public void Of_AnArrayThatLostADisk_IsRedWhereItWas_AndGreenElsewhere()
    {
        ArrayFacts array = Bench.Array(RaidLevel.Raid5, In, null, In);

        Assert.Equal([BayState.Well, BayState.Failed, BayState.Well, BayState.Empty], All(array, Member(1), Member(3)));
    }

    [Fact]
    public void Of_ADiskThatIsFilled_ShowsThat()
    {
        ArrayFacts array = Bench.Array(RaidLevel.Raid5, In, MemberState.Rebuilding, In);

        Assert.Equal([BayState.Well, BayState.Rebuilding, BayState.Well, BayState.Empty], All(array, Member(1), Member(2), Member(3)));
    }

    [Fact]
    public void Of_AFirstBuild_ShowsItOnAllDisks()
    {
        ArrayFacts array = Bench.Array(RaidLevel.Raid5, In, In, MemberState.Rebuilding) with { Action = SyncAction.Recover };
        KnownArray fresh = s_known with { Past = new ArrayPast(false, false) };

        Assert.All([1, 2, 3], bay => Assert.Equal(BayState.Rebuilding, BayStates.Of($"{bay}", Bench.Reading(array, Member(1), Member(2), Member(3)), [fresh], new HashSet<string>())));
    }

    [Fact]
    public void Of_ADiskThatWorries_TellsSo_InAnArrayAndAlone()
    {
        ArrayFacts array = Bench.Array(RaidLevel.Raid5, In, In, In);
        var smart = new SmartFacts { BadSectors = 8 };

        Assert.Equal([BayState.Worrying, BayState.Well, BayState.Well, BayState.Worrying], All(array, Member(1) with { Smart = smart }, Member(2), Member(3), Bench.Disk(4) with { Smart = smart }));
    }

    [Fact]
    public void Of_ASpareAndAForeignDisk_AreUnused()
    {
        ArrayFacts array = Bench.Array(RaidLevel.Raid5, In, In, In);
        array = array with { Members = [.. array.Members, new ArrayMember("/dev/sde", null, MemberState.Spare, 0)] };

        Assert.Equal(BayState.Unused, All(array, Member(1), Member(2), Member(3), Member(4))[3]);
        Assert.Equal(BayState.Unused, BayStates.Of("4", Bench.Reading(array, Bench.Disk(4, DiskContent.FileSystem)), [s_known], new HashSet<string>()));
    }

    [Fact]
    public void Of_AnArrayThatIsGoneAltogether_IsRedInAllItsBays()
    {
        Assert.All(["1", "2", "3"], bay => Assert.Equal(BayState.Failed, BayStates.Of(bay, DisksReading.Nothing, [s_known], new HashSet<string>())));
    }

    [Fact]
    public void Of_ASingleDisk_IsWell_AndRedWhenItIsPulled()
    {
        KnownArray single = new("u", new ArrayPast(true, true), ["1"]);
        DiskFacts disk = Bench.Disk(1, DiskContent.FileSystem) with { FileSystem = new FileSystemFacts("u", "ext4", "", "/m", false) };

        Assert.Equal(BayState.Well, BayStates.Of("1", new DisksReading([disk], []), [single], new HashSet<string> { "u" }));
        Assert.Equal(BayState.Failed, BayStates.Of("1", DisksReading.Nothing, [single], new HashSet<string> { "u" }));
    }

    private static DiskFacts Member(int bay) => Bench.Disk(bay, DiskContent.Member, "a");

    private static BayState[] All(ArrayFacts array, params DiskFacts[] disks) =>
        [.. Enumerable.Range(1, 4).Select(b => BayStates.Of($"{b}", Bench.Reading(array, disks), [s_known], new HashSet<string>()))];
}
