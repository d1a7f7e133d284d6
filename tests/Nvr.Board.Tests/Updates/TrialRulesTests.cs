using Nvr.Board.Updates;

namespace Nvr.Board.Tests.Updates;

/// <summary>When a system that was just installed stays, and when the box goes back.</summary>
public sealed class TrialRulesTests
{
    private static readonly TrialRules Rules = new();

    private static readonly TrialFacts Whole = new() { Age = TimeSpan.FromSeconds(20), Starts = 1, PageAnswers = true, Volumes = 1, MountedVolumes = 1, Cameras = 4, RecordingCameras = 4 };

    private static TrialFacts AtDeadline => Whole with { Age = Rules.Deadline };

    [Fact]
    public void AllThatWorkedBefore_Works_IsGoodAtOnce() => Assert.Equal(TrialVerdict.Good, Rules.Judge(Whole));

    [Fact]
    public void AnythingMissing_IsWaitedFor_UntilTheDeadline()
    {
        foreach (TrialFacts facts in new[] { Whole with { PageAnswers = false }, Whole with { MountedVolumes = 0 }, Whole with { RecordingCameras = 3 }, Whole with { RecordingCameras = 0 } })
        {
            Assert.Equal(TrialVerdict.Wait, Rules.Judge(facts));
            Assert.Equal(TrialVerdict.Wait, Rules.Judge(facts with { Age = Rules.Deadline - TimeSpan.FromTicks(1) }));
            Assert.NotEqual(TrialVerdict.Wait, Rules.Judge(facts with { Age = Rules.Deadline }));
        }
    }

    [Theory]
    [InlineData(1, 1, TrialVerdict.Partly, null)]
    [InlineData(3, 1, TrialVerdict.Partly, null)]
    // A volume is gone, and there is another one that is recorded to.
    [InlineData(4, 0, TrialVerdict.Partly, null)]
    [InlineData(0, 1, TrialVerdict.NotGood, TrialFault.Recording)]
    [InlineData(0, 0, TrialVerdict.NotGood, TrialFault.Volumes)]
    public void AtTheDeadline_OneCameraThatRecordsIsEnough_AndNoneIsNot(int recording, int mounted, TrialVerdict verdict, TrialFault? fault)
    {
        TrialFacts facts = AtDeadline with { RecordingCameras = recording, MountedVolumes = mounted };

        Assert.Equal((verdict, fault), (Rules.Judge(facts), Rules.FaultOf(facts)));
    }

    [Theory]
    [InlineData(0, 0, TrialVerdict.Good)]
    [InlineData(2, 2, TrialVerdict.Good)]
    [InlineData(2, 1, TrialVerdict.Partly)]
    [InlineData(2, 0, TrialVerdict.NotGood)]
    public void WhereNoneRecordedBefore_PageAndVolumesSuffice(int volumes, int mounted, TrialVerdict verdict) =>
        Assert.Equal(verdict, Rules.Judge(AtDeadline with { Cameras = 0, RecordingCameras = 0, Volumes = volumes, MountedVolumes = mounted }));

    [Fact]
    public void PageThatDoesNotAnswer_IsNotGood_HoweverWellItRecords()
    {
        TrialFacts facts = AtDeadline with { PageAnswers = false };

        Assert.Equal((TrialVerdict.NotGood, TrialFault.Page), (Rules.Judge(facts), Rules.FaultOf(facts)));
    }

    [Fact]
    public void ProgramThatEndsAgainAndAgain_IsNotGood_AlthoughItWorksJustNow()
    {
        TrialFacts facts = Whole with { Starts = Rules.MostStarts + 1 };

        Assert.Equal((TrialVerdict.NotGood, TrialFault.Dying), (Rules.Judge(facts), Rules.FaultOf(facts)));
        Assert.Equal(TrialVerdict.Good, Rules.Judge(Whole with { Starts = Rules.MostStarts }));
    }
}
