using Nvr.Core.Objects;
using Nvr.Objects.Following;
using Nvr.Objects.Pictures;

namespace Nvr.Objects.Tests.Following;

public sealed class ObjectBookTests
{
    private const int Person = 0;
    private const int Car = 1;
    private static readonly Box s_all = new(0, 0, 1, 1);
    private readonly ObjectBook book = new();
    private long now = 1_000_000;

    [Fact]
    public void Track_GetsTheClassThatMostLooksGaveIt_WithItsPathAndColours()
    {
        List<FoundObject> told = [];
        for (int i = 0; i < 20; i++)
        {
            Box at = new(0.1f + (i * 0.03f), 0.5f, 0.05f, 0.2f);
            told.AddRange(Step(7, at, i % 2 == 0 ? Found(i == 4 ? Car : Person, at, 0.8f) : null));
        }
        told.AddRange(Pass(3));

        FoundObject over = told[^1];
        Assert.Equal((7, true, Person, 0), (over.Id, over.IsOver, over.Class, over.SameAs));
        Assert.InRange(over.Confidence, 0.6f, 0.9f);
        Assert.Equal([BasicColour.Red], over.Colours);
        Assert.True(over.Path[^1].X - over.Path[0].X > 0.4f && over.Path.Count is > 4 and <= 16, $"{over.Path.Count}");
        Assert.True(over.StoodUs < 1_000_000, $"{over.StoodUs}");
        Assert.Single(told, t => t.IsOver);
        Assert.All(told, t => Assert.Equal(1_000_000, t.BegunUs));
    }

    [Fact]
    public void Track_ThatNoLookHasClassified_IsNotTold()
    {
        for (int i = 0; i < 10; i++)
        {
            Assert.Empty(Step(1, new Box(0.1f + (i * 0.05f), 0.5f, 0.05f, 0.1f), i == 3 ? Found(Person, new Box(0.7f, 0.1f, 0.05f, 0.2f), 0.9f) : null));
        }
        Assert.Empty(Pass(5));
    }

    [Fact]
    public void OneUnsureLook_IsNotTold_UntilAnotherAgrees()
    {
        var at = new Box(0.4f, 0.4f, 0.1f, 0.2f);
        Assert.Empty(Step(1, at, Found(Person, at, 0.45f)));
        Assert.InRange(Assert.Single(Step(1, at, Found(Person, at, 0.6f))).Confidence, 0.5f, 0.6f);
        Assert.InRange(Assert.Single(Step(1, at, Found(Person, at, 0.9f))).Confidence, 0.7f, 0.9f);
    }

    [Fact]
    public void TwoTracksSideBySide_EachGetTheirOwn()
    {
        Box left = new(0.3f, 0.4f, 0.1f, 0.2f);
        Box right = new(0.42f, 0.45f, 0.2f, 0.1f);
        ThingSeen[] things = [new(1, now, left), new(2, now, right)];
        book.See(things, now);

        IReadOnlyList<FoundObject> told = book.Look(things, s_all, [Found(Car, right, 0.8f), Found(Person, left, 0.9f)], now);

        Assert.Equal([(1, Person), (2, Car)], told.Select(t => (t.Id, t.Class)).Order());
    }

    [Fact]
    public void CarThatParks_AndMovesBySunAndPassersBy_StaysTheSame()
    {
        var place = new Box(0.5f, 0.5f, 0.2f, 0.1f);
        for (int i = 10; i >= 0; i--)
        {
            Step(3, place with { Left = 0.5f - (i * 0.04f) }, Found(Car, place with { Left = 0.5f - (i * 0.04f) }, 0.9f));
        }
        for (int i = 0; i < 10; i++)
        {
            Step(3, place, null);
        }
        FoundObject first = Assert.Single(Pass(3));
        Assert.Equal((3, 0), (first.Id, first.SameAs));
        Assert.True(first.StoodUs >= 1_800_000, $"{first.StoodUs}");

        for (int again = 10; again < 13; again++)
        {
            Box seen = place with { Left = 0.51f, Width = 0.19f };
            Assert.Equal(3, Assert.Single(Step(again, seen, Found(Car, seen, 0.8f))).SameAs);
            Step(again, seen, Found(Car, seen, 0.8f));
            Assert.Equal(3, Assert.Single(Pass(3)).SameAs);
        }
    }

    [Fact]
    public void PersonWhereACarStands_IsNoRepeat()
    {
        var place = new Box(0.5f, 0.5f, 0.1f, 0.1f);
        book.Look([], s_all, [Found(Car, place, 0.9f)], now);

        Assert.Equal(0, Assert.Single(Step(4, place, Found(Person, place, 0.9f))).SameAs);
        Assert.True(Assert.Single(Step(5, place, Found(Car, place, 0.9f))).SameAs < 0);
    }

    [Fact]
    public void CarThatDrivesAway_IsAnEventAgain_AndItsPlaceIsFree()
    {
        var place = new Box(0.1f, 0.5f, 0.2f, 0.1f);
        book.Look([], s_all, [Found(Car, place, 0.9f)], now);
        Assert.True(Assert.Single(Step(4, place, Found(Car, place, 0.9f))).SameAs < 0);
        for (int i = 1; i < 8; i++)
        {
            Box at = place with { Left = 0.1f + (i * 0.08f) };
            Step(4, at, Found(Car, at, 0.9f));
        }
        Assert.Equal(0, Assert.Single(Pass(3)).SameAs);

        Assert.Equal(0, Assert.Single(Step(9, place, Found(Car, place, 0.9f))).SameAs);
    }

    [Fact]
    public void ManyThingsForLong_StayBounded()
    {
        var random = new Random(1);
        for (int i = 0; i < 3000; i++)
        {
            Box at = new(random.NextSingle() * 0.8f, random.NextSingle() * 0.8f, 0.02f, 0.02f);
            Step(i, at, Found(Car, new Box(random.NextSingle() * 0.8f, random.NextSingle() * 0.8f, 0.02f, 0.02f), 0.9f));
        }
        Assert.InRange(Pass(10).Count, 0, 20);
        Assert.Empty(Pass(10));
    }

    [Fact]
    public void ClockThatGoesBack_EndsWhatWas()
    {
        var at = new Box(0.4f, 0.4f, 0.1f, 0.2f);
        Step(1, at, Found(Person, at, 0.9f));
        now = 0;

        Assert.True(Assert.Single(book.See([], 0)).IsOver);
    }

    private static ThingFound Found(int kind, Box box, float confidence)
    {
        float[] colours = ColourNames.None();
        colours[(int)BasicColour.Red] = 0.9f;
        colours[(int)BasicColour.Grey] = 0.1f;
        return new ThingFound(kind, confidence, box, colours);
    }

    // One picture 0.2 s later, looked at where something is found; returns what was told.
    private List<FoundObject> Step(int id, Box box, ThingFound? found)
    {
        ThingSeen[] things = [new(id, 1_000_000, box)];
        List<FoundObject> told = [.. book.See(things, now)];
        told.AddRange(found is null ? [] : book.Look(things, s_all, [found], now));
        now += 200_000;
        return told;
    }

    private List<FoundObject> Pass(int seconds)
    {
        now += seconds * 1_000_000L;
        return [.. book.See([], now)];
    }
}
