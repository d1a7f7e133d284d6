using Nvr.Core.Events;
using Nvr.Recording.Watching;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Tests.Watching;

/// <summary>Feet on synthetic ways, five pictures a second.</summary>
public sealed class WireWatchTests
{
    private const long Picture = 200_000;
    private const long Start = 1_000_000_000;

    // From the lower edge up: left and right are the picture's.
    private static readonly PicturePoint[] s_up = [new(0.5, 0.9), new(0.5, 0.1)];

    // To the right, then down.
    private static readonly PicturePoint[] s_corner = [new(0.3, 0.5), new(0.5, 0.5), new(0.5, 0.8)];

    private long nowUs = Start;

    [Theory]
    [InlineData(CrossingDirection.Either, true, true)]
    [InlineData(CrossingDirection.LeftToRight, true, false)]
    [InlineData(CrossingDirection.RightToLeft, false, true)]
    public void Line_IsCrossedBothWays_AndTellsTheOneThatCounts(CrossingDirection direction, bool there, bool back)
    {
        WireWatch watch = Of(s_up, direction);

        List<MotionChange> right = Walk(watch, 1, Way(new(0.3, 0.5), new(0.7, 0.6), 20));
        List<MotionChange> left = Walk(watch, 2, Way(new(0.7, 0.5), new(0.3, 0.6), 20));

        Assert.Equal((there ? 1 : 0, back ? 1 : 0), (right.Count, left.Count));
        Assert.All(right, c => Assert.Equal(("Gate", CameraEventKind.LineCrossing, MotionStep.Happens, MoveDirection.Right, CrossingDirection.LeftToRight), (c.Zone, c.Kind, c.Step, c.Direction, c.Way)));
        Assert.All(left, c => Assert.Equal((MoveDirection.Left, CrossingDirection.RightToLeft), (c.Direction, c.Way)));
    }

    [Theory]
    [InlineData(0.1, 0.5, 0.9, 0.5, 0.2, 0.8, MoveDirection.Towards, CrossingDirection.LeftToRight)]
    [InlineData(0.9, 0.5, 0.1, 0.5, 0.2, 0.8, MoveDirection.Towards, CrossingDirection.RightToLeft)]
    [InlineData(0.1, 0.5, 0.9, 0.5, 0.8, 0.2, MoveDirection.Away, CrossingDirection.RightToLeft)]
    public void Sides_AreThoseOfTheLine_DirectionIsThePictures(double x1, double y1, double x2, double y2, double fromY, double toY, MoveDirection direction, CrossingDirection way)
    {
        MotionChange crossed = Assert.Single(Walk(Of([new(x1, y1), new(x2, y2)]), 1, Way(new(0.4, fromY), new(0.5, toY), 20)));

        Assert.Equal((direction, way), (crossed.Direction, crossed.Way));
    }

    [Fact]
    public void Crossing_IsWhenTheFootWentThrough_WithTheBoxOfThatWhichDid()
    {
        // 0.02 a picture; at the eleventh step, between 0.49 and 0.51.
        MotionChange crossed = Assert.Single(Walk(Of(s_up), 7, Way(new(0.29, 0.5), new(0.69, 0.5), 21)));

        Assert.Equal(Start + (11 * Picture), crossed.AtUs);
        Assert.Equal((0.1f, 50f), (crossed.Box.Width, crossed.Strength));
        Assert.InRange(crossed.Box.Left + (crossed.Box.Width / 2), 0.52, 0.58);
    }

    [Fact]
    public void Foot_ThatJittersOnTheLine_HasNotCrossedIt()
    {
        PicturePoint[] jitter = [.. Enumerable.Range(0, 60).Select(i => new PicturePoint(0.5 + (i % 2 == 0 ? 0.015 : -0.015), 0.5))];

        Assert.Empty(Walk(Of(s_up), 1, [.. Way(new(0.3, 0.5), new(0.47, 0.5), 8), .. jitter, .. Way(new(0.47, 0.5), new(0.3, 0.5), 8)]));
        Assert.Single(Walk(Of(s_up), 2, [.. Way(new(0.3, 0.5), new(0.47, 0.5), 8), .. jitter, .. Way(new(0.53, 0.5), new(0.7, 0.5), 8)]));
    }

    [Fact]
    public void Legs_ThatAreLostForAPicture_CrossNothing()
    {
        PicturePoint[] way = Way(new(0.2, 0.8), new(0.8, 0.8), 40);
        way[15] = way[15] with { Y = 0.65 };
        way[22] = way[22] with { Y = 0.65 };

        Assert.Empty(Walk(Of([new(0, 0.7), new(1, 0.7)]), 1, way));
    }

    [Fact]
    public void Way_AlongTheLine_CrossesNothing()
    {
        Assert.Empty(Walk(Of(s_up), 1, Way(new(0.49, 0.95), new(0.49, 0.05), 40)));
        Assert.Empty(Walk(Of(s_up), 2, Way(new(0.5, 0.95), new(0.5, 0.05), 40)));
    }

    [Fact]
    public void Way_AroundTheEnd_CrossesNothing() =>
        Assert.Empty(Walk(Of(s_up), 1, [.. Way(new(0.3, 0.5), new(0.45, 0.05), 20), .. Way(new(0.55, 0.05), new(0.7, 0.5), 20)]));

    [Theory]
    [InlineData(0.6, 0.4, 0.4, 0.6, 1)]
    [InlineData(0.4, 0.6, 0.6, 0.4, 1)]
    [InlineData(0.35, 0.3, 0.35, 0.7, 1)]
    [InlineData(0.4, 0.4, 0.62, 0.62, 0)]
    [InlineData(0.35, 0.4, 0.65, 0.55, 0)]
    public void Corner_IsCrossedOnce_OrCutTwice(double fromX, double fromY, double toX, double toY, int crossings)
    {
        // With an even number of steps a picture shows the foot in the corner itself, with an odd one a step leads through it.
        foreach (int steps in (int[])[20, 21])
        {
            Assert.Equal(crossings, Walk(Of(s_corner), steps, Way(new(fromX, fromY), new(toX, toY), steps)).Count);
        }
    }

    [Fact]
    public void Line_OfManyCorners_IsCrossedOnce()
    {
        PicturePoint[] zigzag = [.. Enumerable.Range(0, 20).Select(i => new PicturePoint(0.5 + (i % 2 * 0.01), 0.05 + (i * 0.045)))];

        Assert.Single(Walk(Of(zigzag), 1, Way(new(0.3, 0.5), new(0.7, 0.55), 30)));
    }

    [Fact]
    public void Jump_InTimeOrPlace_CrossesNothing()
    {
        WireWatch watch = Of(s_up);
        Walk(watch, 1, Way(new(0.3, 0.5), new(0.4, 0.5), 5));
        nowUs += WireWatch.GapUs;
        Assert.Empty(Walk(watch, 1, Way(new(0.55, 0.5), new(0.7, 0.5), 5)));

        Assert.Empty(Walk(watch, 2, [.. Way(new(0.1, 0.5), new(0.2, 0.5), 5), .. Way(new(0.55, 0.5), new(0.7, 0.5), 5)]));

        // The same number for something else: the pictures got another size.
        Walk(watch, 3, Way(new(0.3, 0.5), new(0.45, 0.5), 5));
        Assert.Empty(Walk(watch, 3, Way(new(0.55, 0.5), new(0.7, 0.5), 5), begunUs: 5));

        // Time that goes back.
        Walk(watch, 4, Way(new(0.3, 0.5), new(0.45, 0.5), 5));
        nowUs -= 3_000_000;
        Assert.Empty(Walk(watch, 4, Way(new(0.55, 0.5), new(0.7, 0.5), 5)));
    }

    [Fact]
    public void ThingThatLeavesAndReturns_IsToldOnce_WithinAMoment_AndEachTimeLater()
    {
        PicturePoint[] right = Way(new(0.45, 0.5), new(0.55, 0.5), 3);
        PicturePoint[] left = [.. right.Reverse()];
        PicturePoint[] waits = [.. Enumerable.Repeat(new PicturePoint(0.55, 0.5), 15)];

        Assert.Single(Walk(Of(s_up), 1, [.. right, .. left, .. right, .. left, .. right, .. left]));
        Assert.Equal([MoveDirection.Right, MoveDirection.Left], Walk(Of(s_up), 2, [.. right, .. waits, .. left, left[^1]]).Select(c => c.Direction));

        // Who goes the way that is not told and turns back at once, has gone nowhere.
        Assert.Empty(Walk(Of(s_up, CrossingDirection.RightToLeft), 3, [.. right, .. left, .. left]));
    }

    [Fact]
    public void ThingThatBeginsOnTheLine_HasNotCrossedIt()
    {
        Assert.Empty(Walk(Of(s_up), 1, Way(new(0.49, 0.5), new(0.7, 0.5), 20)));
    }

    [Fact]
    public void Lines_AndThings_AreApart()
    {
        WireWatch watch = new([Wire("A", [new(0.4, 1), new(0.4, 0)]), Wire("B", [new(0.6, 1), new(0.6, 0)])]);
        PicturePoint[] right = Way(new(0.2, 0.5), new(0.8, 0.5), 30);
        List<MotionChange> crossed = [];
        for (int i = 0; i < right.Length; i++)
        {
            crossed.AddRange(watch.Take([Thing(1, right[i], 0), Thing(2, right[^(i + 1)], 0)], nowUs += Picture));
        }

        Assert.Equal(["A", "A", "B", "B"], crossed.Select(c => c.Zone).Order());
        Assert.Equal(2, crossed.Count(c => c.Direction == MoveDirection.Left));
    }

    [Theory]
    [InlineData(0.12, 1)]
    [InlineData(0.2, 2)]
    public void Parts_OfOneThing_AreToldOnce_AndWhoFollowsIsAnother(double behind, int crossings)
    {
        WireWatch watch = Of(s_up);
        List<MotionChange> crossed = [];
        foreach (PicturePoint foot in Way(new(0.3, 0.5), new(0.8, 0.5), 25))
        {
            crossed.AddRange(watch.Take([Thing(1, foot, 0), Thing(2, foot with { X = foot.X - behind }, 0)], nowUs += Picture));
        }

        Assert.Equal(crossings, crossed.Count);
    }

    [Fact]
    public void EverNewThings_AreForgotten_AndThoseOfTheMomentStillSeen()
    {
        WireWatch watch = Of(s_up);
        for (int i = 0; i < 1000; i++)
        {
            watch.Take([.. Enumerable.Range(0, MotionMessage.MaxThings).Select(n => Thing((i * 100) + n, new(0.2, 0.5), 0))], nowUs += Picture);
        }
        nowUs += 2 * WireWatch.GapUs;
        watch.Take([], nowUs);

        Assert.Single(Walk(watch, -1, Way(new(0.3, 0.5), new(0.7, 0.6), 20)));
    }

    private static WireWatch Of(PicturePoint[] points, CrossingDirection direction = CrossingDirection.Either) => new([Wire("Gate", points, direction)]);

    private static WireLine Wire(string name, PicturePoint[] points, CrossingDirection direction = CrossingDirection.Either) =>
        new(new Tripwire { Name = name, Points = points, Direction = direction });

    private static PicturePoint[] Way(PicturePoint from, PicturePoint to, int pictures) =>
        [.. Enumerable.Range(0, pictures).Select(i => (double)i / (pictures - 1)).Select(s => new PicturePoint(from.X + (s * (to.X - from.X)), from.Y + (s * (to.Y - from.Y))))];

    private List<MotionChange> Walk(WireWatch watch, int id, PicturePoint[] feet, long begunUs = 0)
    {
        List<MotionChange> crossed = [];
        foreach (PicturePoint foot in feet)
        {
            crossed.AddRange(watch.Take([Thing(id, foot, begunUs)], nowUs));
            nowUs += Picture;
        }
        return crossed;
    }

    private static SeenThing Thing(int id, PicturePoint foot, long begunUs) => new(id, begunUs, (float)(foot.X - 0.05), (float)(foot.Y - 0.2), 0.1f, 0.2f, 50);
}
