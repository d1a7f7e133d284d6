using Nvr.Objects.Pictures;
using Nvr.Objects.Regions;

namespace Nvr.Objects.Tests.Regions;

public sealed class RegionTests
{
    [Fact]
    public void Region_IsASquareAroundAThing_InsideThePicture()
    {
        Box[] things = [new(300, 100, 40, 100), new(0, 0, 20, 60), new(620, 340, 20, 20), new(0, 0, 640, 360), new(100, 100, 0.5f, 0.5f)];
        foreach (Box thing in things)
        {
            Box region = Assert.Single(RegionPlanner.Plan([thing], 640, 360));

            Assert.True(region is { Left: >= 0, Top: >= 0 } && region.Right <= 640.01f && region.Bottom <= 360.01f, $"{region}");
            Assert.Equal(thing.Area, region.Within(thing).Area, 1f);
            Assert.True(region.Height >= 70, $"{region}");
            Assert.True(region.Width == region.Height || region.Height == 360, $"{region}");
        }
    }

    [Fact]
    public void Neighbours_ShareARegion_AndWhatIsFarApartDoesNot()
    {
        Box[] things = [new(100, 100, 30, 80), new(150, 105, 30, 80), new(550, 100, 30, 80)];

        IReadOnlyList<Box> regions = RegionPlanner.Plan(things, 640, 360);

        Assert.Equal(2, regions.Count);
        Assert.All(things[..2], t => Assert.Equal(t.Area, regions[0].Within(t).Area, 1f));
        Assert.Equal(things[2].Area, regions[1].Within(things[2]).Area, 1f);
    }

    [Fact]
    public void Turns_AreDividedEvenly_AndNoMoreThanTheBudget()
    {
        var turns = new Turns(4, 0.5);
        int[] taken = new int[3];
        for (long time = 0; time < 60_000_000; time += 200_000)
        {
            // Camera 0 comes first with each picture, camera 2 has something to show only every other second.
            for (int camera = 0; camera < 3; camera++)
            {
                if (camera == 2 && time / 1_000_000 % 2 == 0)
                {
                    turns.Withdraw(camera);
                    continue;
                }
                turns.Ask(camera, time + (camera * 1000));
                taken[camera] += turns.Take(camera) ? 1 : 0;
            }
        }

        Assert.InRange(taken.Sum(), 100, 240);
        Assert.InRange(taken[0] - taken[1], -2, 2);
        Assert.True(taken[2] > 25, $"{taken[2]}");
    }

    [Fact]
    public void LooksThatCostMuch_AreRare()
    {
        var turns = new Turns(4, 0.5);
        int taken = 0;
        for (long time = 0; time < 60_000_000; time += 200_000)
        {
            turns.Ask(0, time);
            if (turns.Take(0))
            {
                taken++;
                turns.Cost(TimeSpan.FromSeconds(2));
            }
        }

        // Two seconds of work, and as long of rest; the work itself takes no time here.
        Assert.InRange(taken, 25, 30);
    }

    [Fact]
    public void CameraThatFellSilent_HoldsUpTheOthersForASecondAtMost()
    {
        var turns = new Turns(4, 0.5);
        turns.Ask(0, 0);
        turns.Ask(1, 0);
        Assert.True(turns.Take(1));
        turns.Ask(1, 900_000);
        Assert.False(turns.Take(1));
        turns.Ask(1, 1_100_000);
        Assert.True(turns.Take(1));
    }
}
