using Nvr.Recording.Watching;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Tests.Watching;

public sealed class CameraMotionTests
{
    private const long Second = 1_000_000;
    private const long Start = 1_000 * Second;

    private readonly CameraMotion motion = new(new MotionJudge(new MotionSettings()));

    [Fact]
    public void Stretch_BeginsWhenItWasFirstSeen_AndEndsWithTheLastSight()
    {
        MotionChange begun = Assert.Single(See(10, begun: 9));
        Assert.Equal((MotionStep.Begins, Start + (9 * Second)), (begun.Step, begun.AtUs));
        Assert.Equal((0.25f, 50f), (begun.Box.Left, begun.Strength));
        Assert.Empty(See(11, begun: 9));
        Assert.Empty(See(12));
        Assert.Empty(See(15));

        MotionChange ended = Assert.Single(See(17));
        Assert.Equal((MotionStep.Ends, Start + (11 * Second)), (ended.Step, ended.AtUs));
        Assert.Empty(See(30));
    }

    [Fact]
    public void End_HasTheBoxOfTheBestMoment()
    {
        See(10, begun: 10);
        motion.Take(new MotionMessage(0, Start + (11 * Second), false, [new SeenThing(1, Start, 0.5f, 0.5f, 0.2f, 0.2f, 90)]), 0, TimeZoneInfo.Utc);
        See(12, begun: 10);

        MotionChange ended = Assert.Single(See(20));
        Assert.Equal((0.5f, 90f), (ended.Box.Left, ended.Strength));
    }

    [Fact]
    public void Pause_OfLessThanFiveSeconds_IsTheSameStretch()
    {
        See(10, begun: 10);
        See(14);
        Assert.Empty(See(15, begun: 15));
        Assert.Empty(See(19));
        Assert.Equal(Start + (15 * Second), Assert.Single(See(21)).AtUs);
    }

    [Fact]
    public void Pictures_ThatComeNoMore_EndIt()
    {
        See(10, begun: 10);

        Assert.Empty(motion.Pass(Start + (19 * Second)));
        Assert.Equal((MotionStep.Ends, Start + (10 * Second)), Assert.Single(motion.Pass(Start + (21 * Second))) is var e ? (e.Step, e.AtUs) : default);
        Assert.Empty(motion.Pass(Start + (40 * Second)));
    }

    [Fact]
    public void Analysis_ThatEnds_EndsIt()
    {
        See(10, begun: 10);

        Assert.Equal(MotionStep.Ends, Assert.Single(motion.End()).Step);
        Assert.Equal(MotionStep.Begins, Assert.Single(See(11, begun: 10)).Step);
    }

    [Fact]
    public void LongStretch_IsToldAgain_NowAndThen()
    {
        See(0, begun: 0);
        List<MotionChange> changes = [];
        for (int second = 1; second < 1500; second++)
        {
            changes.AddRange(See(second, begun: 0));
        }
        Assert.Equal([MotionStep.GoesOn, MotionStep.GoesOn], changes.Select(c => c.Step));
    }

    [Theory]
    [InlineData(-100, 0)]
    [InlineData(50, 10)]
    public void Beginning_IsBelieved_AsFarAsItCanBe(int begun, int told) => Assert.Equal(Start + (told * Second), Assert.Single(See(10, begun)).AtUs);

    [Fact]
    public void Zones_HaveStretchesOfTheirOwn_AndGoWithTheirSettings()
    {
        motion.Judge = new MotionJudge(new MotionSettings
        {
            Zones =
            [
                new MotionZone { Name = "All", Points = [new(0, 0), new(1, 0), new(1, 1), new(0, 1)] },
                new MotionZone { Name = "Left", Points = [new(0, 0), new(0.5, 0), new(0.5, 1), new(0, 1)] },
            ],
        });
        Assert.Equal(["All", "Left"], See(10, begun: 10).Select(c => c.Zone));

        motion.Judge = new MotionJudge(new MotionSettings());
        Assert.Equal([(MotionStep.Begins, null)], See(11, begun: 10).Select(c => (c.Step, c.Zone)));
        Assert.Equal(["All", "Left"], See(15.9, begun: 10).Select(c => c.Zone));
    }

    private IReadOnlyList<MotionChange> See(double second, int? begun = null)
    {
        SeenThing[] things = begun is { } at ? [new SeenThing(1, Start + (at * Second), 0.25f, 0.5f, 0.1f, 0.2f, 50)] : [];
        return motion.Take(new MotionMessage(0, Start + (long)(second * Second), false, things), 0, TimeZoneInfo.Utc);
    }
}
