using Nvr.Core.Objects;
using Nvr.Recording.Watching;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Tests.Watching;

public sealed class CameraObjectsTests
{
    private const long Second = 1_000_000;

    private static readonly PicturePoint[] s_left = [new(0, 0), new(0.5, 0), new(0.5, 1), new(0, 1)];

    private readonly CameraObjects all = new(new MotionJudge(new MotionSettings()));

    [Fact]
    public void Object_BeginsOnce_AndEndsWithItsLastSight()
    {
        ObjectChange begins = Assert.Single(Take(all, Known(1, 5 * Second)));
        Assert.Empty(Take(all, Known(1, 6 * Second)));
        ObjectChange ends = Assert.Single(Take(all, Known(1, 7 * Second) with { IsOver = true }));

        Assert.Equal((MotionStep.Begins, 1 * Second, (string?)null), (begins.Step, begins.AtUs, begins.Zone));
        Assert.Equal((MotionStep.Ends, 7 * Second, begins.Key), (ends.Step, ends.AtUs, ends.Key));
        Assert.Empty(all.End());
    }

    [Fact]
    public void ObjectToldWhenItIsOver_IsWhole()
    {
        IReadOnlyList<ObjectChange> changes = Take(all, Known(1, 5 * Second) with { IsOver = true });

        Assert.Equal([(MotionStep.Begins, 1 * Second), (MotionStep.Ends, 5 * Second)], changes.Select(c => (c.Step, c.AtUs)));
    }

    [Fact]
    public void SameAgain_IsNoEvent_AndOneThatTurnsOutToBeEnds()
    {
        Assert.Empty(Take(all, Known(1, 5 * Second) with { SameAs = -3 }));
        Take(all, Known(2, 5 * Second));

        Assert.Equal(MotionStep.Ends, Assert.Single(Take(all, Known(2, 6 * Second) with { SameAs = 9 })).Step);
    }

    [Fact]
    public void Keys_OfOneIdInTwoLives_Differ()
    {
        ObjectChange one = Assert.Single(Take(all, Known(1, 5 * Second)));
        Assert.Single(all.End());

        Assert.NotEqual(one.Key, Assert.Single(Take(all, Known(1, 9 * Second) with { BegunUs = 8 * Second })).Key);
    }

    [Fact]
    public void Zone_IsTheOneOnItsWay_WhereverItWasSeenBest()
    {
        var objects = new CameraObjects(new MotionJudge(new MotionSettings { Zones = [new MotionZone { Name = "Left", Points = s_left }] }));

        Assert.Empty(Take(objects, Known(1, 5 * Second, 0.7f, 0.9f)));
        Assert.Equal("Left", Assert.Single(Take(objects, Known(1, 6 * Second, 0.9f, 0.7f, 0.4f))).Zone);
    }

    [Fact]
    public void Object_WhollyBehindAMask_IsNotTold_AndOneThatComesOutIs()
    {
        var objects = new CameraObjects(new MotionJudge(new MotionSettings { Masks = [new MotionMask { Points = s_left }], Sensitivity = 1 }));

        Assert.Empty(Take(objects, Known(1, 5 * Second, 0.1f, 0.3f)));
        Assert.Single(Take(objects, Known(1, 6 * Second, 0.1f, 0.3f, 0.6f)));
    }

    [Fact]
    public void Sizes_AndSchedules_Hold()
    {
        MotionZone zone = new() { Name = "Left", Points = s_left, SmallestShare = 0.005, LargestShare = 0.02, Schedule = [new(DayOfWeek.Thursday, 0, 60)] };
        var objects = new CameraObjects(new MotionJudge(new MotionSettings { Zones = [zone] }));
        ObjectMessage known = Known(1, 5 * Second, 0.2f);

        Assert.Empty(Take(objects, known with { Best = known.Best with { Width = 0.01f } }));
        // The first of January 1970 was a Thursday.
        Assert.Empty(objects.Take(known, known.SeenUs, 7_200 * Second, TimeZoneInfo.Utc));
        Assert.Single(Take(objects, known));
    }

    [Fact]
    public void Object_OfWhichNothingIsToldAnyMore_Ends()
    {
        Take(all, Known(1, 5 * Second));

        Assert.Empty(all.Pass(5 * Second + CameraObjects.SilentUs));
        ObjectChange ends = Assert.Single(all.Pass(6 * Second + CameraObjects.SilentUs));
        Assert.Equal((MotionStep.Ends, 5 * Second), (ends.Step, ends.AtUs));
    }

    [Fact]
    public void ObjectThatStays_IsToldNowAndThen_ForThoseThatForget()
    {
        Take(all, Known(1, 5 * Second));

        Assert.Equal(MotionStep.GoesOn, Assert.Single(Take(all, Known(1, 606 * Second))).Step);
        Assert.Empty(Take(all, Known(1, 607 * Second)));
    }

    [Fact]
    public void Flood_IsBounded_AtOnceAndByTheMinute()
    {
        Assert.Equal(CameraObjects.MostGoing, Enumerable.Range(1, 1000).Sum(i => Take(all, Known(i, 5 * Second)).Count));
        all.End();
        int begun = Enumerable.Range(2000, 1000).Sum(i => Take(all, Known(i, 6 * Second) with { IsOver = true }).Count / 2);
        Assert.Equal(CameraObjects.MostAMinute - CameraObjects.MostGoing, begun);

        Assert.Single(Take(all, Known(1, 70 * Second)));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void TimesThatCannotBe_AreThoseOfItsSight(long timeUs)
    {
        MotionZone zone = new() { Name = "Left", Points = s_left, Schedule = [new(DayOfWeek.Thursday, 0, 60)] };
        var objects = new CameraObjects(new MotionJudge(new MotionSettings { Zones = [zone] }));
        ObjectMessage known = Known(1, 5 * Second, 0.2f);

        Assert.Single(Take(objects, known with { BestUs = timeUs, Path = [new ObjectPoint(timeUs, 0.2f, 0.5f)] }));
        Assert.Empty(Take(objects, Known(2, 5 * Second, 0.9f) with { BestUs = timeUs }));
    }

    [Fact]
    public void Beginning_LongBeforeItWasTold_IsNotBelieved() =>
        Assert.Equal(300 * Second, Assert.Single(Take(all, Known(1, 300 * Second + CameraObjects.BelievedWithinUs))).AtUs);

    private static IReadOnlyList<ObjectChange> Take(CameraObjects objects, ObjectMessage known) => objects.Take(known, known.SeenUs, 0, TimeZoneInfo.Utc);

    // A tenth of the picture in each direction; seen best at the first point.
    private static ObjectMessage Known(int id, long seenUs, params float[] path)
    {
        float[] xs = path.Length == 0 ? [0.5f] : path;
        return new ObjectMessage(
            0, id, 1 * Second, seenUs, false, 0, 0.9f, 0, seenUs, new SeenThing(id, 1 * Second, xs[0] - 0.05f, 0.45f, 0.1f, 0.1f, 0.9f), 0, [BasicColour.Red], [.. xs.Select((x, i) => new ObjectPoint((1 + i) * Second, x, 0.5f))]);
    }
}
