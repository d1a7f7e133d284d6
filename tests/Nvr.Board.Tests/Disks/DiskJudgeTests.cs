using Nvr.Board.Disks;

namespace Nvr.Board.Tests.Disks;

public sealed class DiskJudgeTests
{
    [Fact]
    public void Of_ADiskThatSaysNothing_IsUnknown() => Assert.Equal(DiskVerdict.Unknown, DiskJudge.Of(null, null));

    [Fact]
    public void Of_AHealthyDisk_IsWell() => Assert.Equal(DiskVerdict.Well, DiskJudge.Of(new SmartFacts { Celsius = 40, BadSectors = 0 }, new ArrayMember("/dev/sda", 0, MemberState.InSync, 0)));

    [Theory]
    [InlineData(1L, 40, 0L)]
    [InlineData(0L, 61, 0L)]
    [InlineData(0L, 40, 3L)]
    public void Of_ADiskWithBadSectors_Heat_OrReadErrors_IsWorrying(long badSectors, int celsius, long readErrors) => Assert.Equal(
        DiskVerdict.Worrying, DiskJudge.Of(new SmartFacts { Celsius = celsius, BadSectors = badSectors }, new ArrayMember("/dev/sda", 0, MemberState.InSync, readErrors)));

    [Fact]
    public void Of_ADiskThatExpectsItsEnd_IsFailing_AndOneThatWasGivenUp_Failed()
    {
        var smart = new SmartFacts { IsFailing = true, BadSectors = 100 };

        Assert.Equal(DiskVerdict.Failing, DiskJudge.Of(smart, new ArrayMember("/dev/sda", 0, MemberState.InSync, 0)));
        Assert.Equal(DiskVerdict.Failed, DiskJudge.Of(smart, new ArrayMember("/dev/sda", null, MemberState.Faulty, 0)));
    }
}
