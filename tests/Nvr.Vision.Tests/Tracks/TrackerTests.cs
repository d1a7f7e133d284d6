using Nvr.Vision.Planes;
using Nvr.Vision.Tracks;

namespace Nvr.Vision.Tests.Tracks;

/// <summary>Five pictures a second, after the time in which nothing is believed.</summary>
public sealed class TrackerTests
{
    private const double Picture = 0.2;
    private readonly Tracker tracker = new(new CellGrid(160, 90, 4));
    private double now;

    public TrackerTests() => Pass(7);

    [Fact]
    public void WhoWalks_IsBelievedAtTheThirdSighting_AndStaysTheSame()
    {
        List<int> ids = [];
        for (int n = 0; n < 10; n++)
        {
            See(Person(20 + (1.2f * n), 40));
            ids.AddRange(Believed().Select(t => t.Id));
        }

        Assert.Equal(8, ids.Count);
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public void TwoWhoPassEachOther_AreTwo()
    {
        for (int n = 0; n < 40; n++)
        {
            See(Person(20 + n, 40), Person(60 - n, 48));
        }

        Assert.Equal(2, Believed().Count());
    }

    [Fact]
    public void WhatSways_IsNotBelievedForLong()
    {
        // Which way it will go nobody can tell in its first second.
        for (int n = 0; n < 300; n++)
        {
            See(Person(30 + (2 * MathF.Sin(n * 0.9f)), 40));
            Assert.True(n < 25 || !Believed().Any(), $"picture {n}");
        }
    }

    [Fact]
    public void WhatStandsAndTrembles_IsNotBelieved()
    {
        var random = new Random(3);
        for (int n = 0; n < 300; n++)
        {
            See(Person(30 + random.NextSingle(), 40 + random.NextSingle()));
            Assert.Empty(Believed());
        }
    }

    [Fact]
    public void Rain_IsNotBelieved_AndWhoWalksThroughItIs()
    {
        var random = new Random(4);
        // That it rains has to be learnt.
        for (int n = 0; n < 100; n++)
        {
            See(Drops(random));
            Assert.True(n < 40 || !Believed().Any(), $"picture {n}");
        }
        for (int n = 0; n < 15; n++)
        {
            See([Person(20 + (1.2f * n), 40), .. Drops(random)]);
        }

        Assert.Equal(40, Assert.Single(Believed()).Box.Y, 4.0);
    }

    [Fact]
    public void BusyStreet_IsNotTakenForWeather()
    {
        int late = 0;
        for (int car = 0; car < 40; car++)
        {
            for (int n = 0; n < 12; n++)
            {
                See(new Blob(new CellBox(5 + (8 * n), 50, 25 + (8 * n), 60), 180, 500));
                late += n == 3 && !Believed().Any() ? 1 : 0;
            }
            Pass(2);
        }

        Assert.Equal(0, late);
    }

    [Fact]
    public void WhoIsHiddenForAMoment_IsStillTheSame()
    {
        for (int n = 0; n < 5; n++)
        {
            See(Person(20 + (1.2f * n), 40));
        }
        int id = Believed().Single().Id;
        Pass(0.8);
        See(Person(20 + (1.2f * 9), 40));

        Assert.Equal(id, Believed().Single().Id);
    }

    private static Blob Person(float x, float y) => new(new CellBox(MathF.Floor(x), MathF.Floor(y - 4), MathF.Floor(x) + 3, MathF.Floor(y + 4)), 18, 60);

    private static Blob[] Drops(Random random) =>
        [.. Enumerable.Range(0, 25).Select(_ => (X: random.Next(158), Y: random.Next(80))).Select(at => new Blob(new CellBox(at.X, at.Y, at.X + 2, at.Y + 6), 7, 12))];

    private void See(params Blob[] blobs) => tracker.See(blobs, now += Picture);

    private void Pass(double seconds)
    {
        for (int n = 0; n < seconds / Picture - 0.5; n++)
        {
            See();
        }
    }

    private IEnumerable<Track> Believed() => tracker.Tracks.Where(t => t.IsBelieved && t.SeenSeconds == now);
}
