using Nvr.Core.Events;
using Nvr.Recording.Watching;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Tests.Watching;

/// <summary>Who stays in a zone, as a camera's motion tells it; five pictures a second.</summary>
public sealed class LoiteringTests
{
    private const long Second = 1_000_000;
    private const long Start = 1_767_268_800 * Second; // A Thursday, 12:00.

    private static readonly MotionZone s_left = new() { Name = "Dock", Points = [new(0, 0), new(0.5, 0), new(0.5, 1), new(0, 1)], LoiterSeconds = 20 };

    private readonly CameraMotion motion = new(new MotionJudge(new MotionSettings { Zones = [s_left] }));
    private readonly List<MotionChange> told = [];

    [Fact]
    public void Stay_IsToldWhenItHasLasted_FromWhenItBegan_UntilItsLastSight()
    {
        See(0, 19.8, Thing(1));
        Assert.Empty(told);

        See(20, 20, Thing(1));
        Assert.Equal((MotionStep.Begins, Start, "Dock", 1), Assert.Single(told) is var begun ? (begun.Step, begun.AtUs, begun.Zone, begun.Number) : default);
        See(20.2, 30, Thing(1));
        See(30.2, 40);
        Assert.Single(told);

        See(40.2, 40.2);
        Assert.Equal((MotionStep.Ends, Start + (30 * Second), 1), (told[1].Step, told[1].AtUs, told[1].Number));
    }

    [Fact]
    public void OtherThing_ThatBeginsWhereOneWasLost_StaysOn()
    {
        See(0, 12, Thing(1));
        See(12.2, 18);
        See(18.2, 19.8, Thing(2, begun: 18, left: 0.22f));
        Assert.Empty(told);

        See(20, 25, Thing(2, begun: 18, left: 0.22f));
        Assert.Equal(Start, Assert.Single(told).AtUs);
    }

    [Theory]
    [InlineData(0.4f, 18, 8)]
    [InlineData(0.2f, 10, 8)]
    [InlineData(0.2f, 25, 15)]
    public void OtherThing_FarAway_OrThereBefore_OrMuchLater_IsAnother(float left, int begun, int pause)
    {
        See(0, 12, Thing(1));
        See(12.2, 12 + pause);
        See(12 + pause, 35 + pause - 8, Thing(2, begun, left));
        Assert.Empty(told);

        See(12 + pause + 20, 12 + pause + 21, Thing(2, begun, left));
        Assert.Equal(Start + ((12 + pause) * Second), Assert.Single(told).AtUs);
    }

    [Fact]
    public void OtherThing_WhileTheFirstIsSeenOutside_IsAnother()
    {
        See(0, 12, Thing(1));
        See(12.2, 21, Thing(1, left: 0.8f), Thing(2, begun: 12));

        Assert.Empty(told);
    }

    [Fact]
    public void ThingThatLeavesForLong_AndReturns_BeginsAnew()
    {
        See(0, 15, Thing(1));
        See(15.2, 26, Thing(1, left: 0.8f));
        See(26.2, 46, Thing(1));
        Assert.Empty(told);

        See(46.2, 46.2, Thing(1));
        Assert.Equal(Start + (long)(26.2 * Second), Assert.Single(told).AtUs);
    }

    [Fact]
    public void ThingThatStepsOut_ForAMoment_Stays()
    {
        See(0, 15, Thing(1));
        See(15.2, 18, Thing(1, left: 0.8f));
        See(18.2, 20, Thing(1));

        Assert.Equal(Start, Assert.Single(told).AtUs);
    }

    [Fact]
    public void Two_AreToldApart()
    {
        See(0, 30, Thing(1), Thing(2, left: 0.05f));
        See(30.2, 45, Thing(2, left: 0.05f));

        Assert.Equal([(MotionStep.Begins, 1), (MotionStep.Begins, 2), (MotionStep.Ends, 1)], told.Select(c => (c.Step, c.Number)));

        // A number is free again when its stay is over.
        See(45.2, 70, Thing(2, left: 0.05f), Thing(3, begun: 46));
        Assert.Equal((MotionStep.Begins, 1), (told[3].Step, told[3].Number));
    }

    [Fact]
    public void Zone_ThatIsNotWatchedNow_OrAsksForMore_TellsNothing()
    {
        motion.Judge = Judge(s_left with { Schedule = [new(DayOfWeek.Thursday, 13 * 60, 14 * 60)] });
        See(0, 40, Thing(1));
        motion.Judge = Judge(s_left with { SmallestShare = 0.5 });
        See(40.2, 80, Thing(1));
        motion.Judge = Judge(s_left with { Sensitivity = 10 });
        See(80.2, 120, Thing(1));
        motion.Judge = Judge(s_left with { LoiterSeconds = null });
        See(120.2, 160, Thing(1));
        motion.Judge = new MotionJudge(new MotionSettings { Zones = [s_left], Masks = [new MotionMask { Points = s_left.Points }] });
        See(160.2, 200, Thing(1));
        Assert.Empty(told);

        motion.Judge = Judge(s_left with { Schedule = [new(DayOfWeek.Thursday, 12 * 60, 13 * 60)] });
        See(200.2, 220.2, Thing(1));
        Assert.Single(told);
    }

    [Fact]
    public void Schedule_ThatIsOver_EndsTheStay()
    {
        motion.Judge = Judge(s_left with { Schedule = [new(DayOfWeek.Thursday, 12 * 60, (12 * 60) + 15)] });
        See(800, 920, Thing(1));

        Assert.Equal([(MotionStep.Begins, 800L), (MotionStep.Ends, 899L)], told.Select(c => (c.Step, (c.AtUs - Start) / Second)));
    }

    [Fact]
    public void Pictures_ThatComeNoMore_AndAnalysisThatEnds_EndIt()
    {
        See(0, 25, Thing(1));
        Assert.Empty(Loitering(motion.Pass(Start + (39 * Second))));
        Assert.Equal((MotionStep.Ends, Start + (25 * Second)), Assert.Single(Loitering(motion.Pass(Start + (41 * Second)))) is var e ? (e.Step, e.AtUs) : default);

        See(50, 75, Thing(1));
        Assert.Equal(MotionStep.Ends, Assert.Single(Loitering(motion.End())).Step);
    }

    [Fact]
    public void LongStay_IsToldAgain_NowAndThen()
    {
        See(0, 1500, Thing(1));

        Assert.Equal([MotionStep.Begins, MotionStep.GoesOn, MotionStep.GoesOn], told.Select(c => c.Step));
    }

    [Fact]
    public void Learning_IsAPauseLikeOthers()
    {
        See(0, 15, Thing(1));
        motion.Take(new MotionMessage(0, Start + (16 * Second), true, [Thing(9)]), 0, TimeZoneInfo.Utc);
        See(18, 20, Thing(2, begun: 18));

        Assert.Single(told);
    }

    [Fact]
    public void EverNewThings_MakeRoomForWhoStays()
    {
        LoiterWatch watch = new();
        SeenThing stays = Thing(1);
        List<MotionChange> changes = [];
        for (int n = 0; n < 200; n++)
        {
            long nowUs = Start + (n * 200_000);
            SeenThing[] rain = [.. Enumerable.Range(0, 31).Select(i => new SeenThing(100 + (n * 31) + i, nowUs, i / 40f, 0.9f - (n % 7 * 0.1f), 0.001f, 0.001f, 50))];
            SeenThing[] all = [stays, .. rain];
            changes.AddRange(watch.EndBefore(nowUs - LoiterWatch.PauseUs));
            changes.AddRange(watch.Take(new MotionSight(all, [new ZoneSight("Dock", 20 * Second, all)]), new MotionMessage(0, nowUs, false, all)));
            Assert.InRange(watch.Count, 1, LoiterWatch.MostStays);
        }
        Assert.Contains(changes, c => c is { Step: MotionStep.Begins, AtUs: Start, Kind: CameraEventKind.Loitering } && c.Box == MotionJudge.BoxOf(stays));
    }

    private static MotionJudge Judge(MotionZone zone) => new(new MotionSettings { Zones = [zone] });

    private static IEnumerable<MotionChange> Loitering(IEnumerable<MotionChange> changes) => changes.Where(c => c.Kind == CameraEventKind.Loitering);

    private static SeenThing Thing(int id, double begun = 0, float left = 0.2f) => new(id, Start + (long)(begun * Second), left, 0.4f, 0.1f, 0.2f, 50);

    private void See(double from, double to, params SeenThing[] things)
    {
        for (double at = from; at < to + 0.1; at += 0.2)
        {
            told.AddRange(Loitering(motion.Take(new MotionMessage(0, Start + (long)Math.Round(at * Second), false, things), 0, TimeZoneInfo.Utc)));
        }
    }
}
