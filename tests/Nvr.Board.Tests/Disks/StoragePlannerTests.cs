using Nvr.Board.Disks;
using Nvr.Core;

namespace Nvr.Board.Tests.Disks;

public sealed class StoragePlannerTests
{
    [Theory]
    [InlineData(1, RaidLevel.Single, 1)]
    [InlineData(2, RaidLevel.Raid1, 1)]
    [InlineData(3, RaidLevel.Raid5, 2)]
    [InlineData(4, RaidLevel.Raid5, 3)]
    [InlineData(6, RaidLevel.Raid6, 4)]
    [InlineData(8, RaidLevel.Raid6, 6)]
    public void For_BlankDisks_RecommendsWhatSuitsThem(int disks, RaidLevel best, int usableDisks)
    {
        IReadOnlyList<StoragePlan> plans = StoragePlanner.For(Enumerable.Range(1, disks).Select(b => Bench.Disk(b)));

        StoragePlan first = plans[0];
        Assert.Equal((best, usableDisks * Bench.Bytes, true), (first.Level, first.UsableBytes, first.IsRecommended));
        Assert.DoesNotContain(plans.Skip(1), p => p.IsRecommended);
        Assert.All(plans, p => Assert.True(RaidLevels.Takes(p.Level, p.Disks.Count)));
    }

    [Fact]
    public void For_FourDisks_OffersAllThatFourCanBe()
    {
        RaidLevel[] offered = [.. StoragePlanner.For(Enumerable.Range(1, 4).Select(b => Bench.Disk(b))).Select(p => p.Level).Order()];

        Assert.Equal([RaidLevel.Raid5, RaidLevel.Raid6, RaidLevel.Raid10], offered);
    }

    [Fact]
    public void For_LeavesOut_WhatIsNotBlank_NotInABay_OrTheSystems()
    {
        DiskFacts[] disks =
        [
            Bench.Disk(1, DiskContent.FileSystem), Bench.Disk(2, DiskContent.Member, "x"), Bench.Disk(3) with { Bay = null }, Bench.Disk(4) with { IsSystem = true },
            Bench.Disk(5, DiskContent.Partitions), Bench.Disk(6, DiskContent.Other),
        ];

        Assert.Empty(StoragePlanner.For(disks));
    }

    [Fact]
    public void Make_OfDisksOfDifferentSizes_CountsTheSmallest()
    {
        StoragePlan plan = StoragePlanner.Make(RaidLevel.Raid5, [Bench.Disk(1), Bench.Disk(2) with { SizeBytes = 1000 }, Bench.Disk(3)]);

        Assert.Equal(2000, plan.UsableBytes);
    }

    [Fact]
    public void Make_WithTheSystemsDisk_IsRefused_WhateverIsOnIt()
    {
        var refused = Assert.Throws<NvrException>(() => StoragePlanner.Make(RaidLevel.Raid1, [Bench.Disk(1), Bench.Disk(2) with { IsSystem = true }]));

        Assert.Equal(ErrorKind.Refused, refused.Kind);
        Assert.Contains("/dev/sdc", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Make_WithAForeignDisk_SaysWhatIsOnIt_AndHowToGoOn()
    {
        DiskFacts foreign = Bench.Disk(2, DiskContent.FileSystem) with { ContentName = "a file system (ntfs)" };

        var refused = Assert.Throws<NvrException>(() => StoragePlanner.Make(RaidLevel.Raid1, [Bench.Disk(1), foreign]));

        Assert.Equal((ErrorKind.Conflict, "The disk in bay 2 is not empty: it holds a file system (ntfs)."), (refused.Kind, refused.Message));
        Assert.NotNull(refused.NextStep);
    }

    [Theory]
    [InlineData(RaidLevel.Single, 2)]
    [InlineData(RaidLevel.Raid1, 3)]
    [InlineData(RaidLevel.Raid5, 2)]
    [InlineData(RaidLevel.Raid6, 3)]
    [InlineData(RaidLevel.Raid10, 5)]
    [InlineData(RaidLevel.Raid5, 0)]
    public void Make_OfTheWrongNumber_IsRefused(RaidLevel level, int disks)
    {
        var refused = Assert.Throws<NvrException>(() => StoragePlanner.Make(level, [.. Enumerable.Range(1, disks).Select(b => Bench.Disk(b))]));

        Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
    }

    [Fact]
    public void Make_WithOneDiskTwice_IsRefused()
    {
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<NvrException>(() => StoragePlanner.Make(RaidLevel.Raid1, [Bench.Disk(1), Bench.Disk(1)])).Kind);
    }

    [Fact]
    public void DiskThatSaysThatItWillFail_IsNotProposed()
    {
        DiskFacts failing = Bench.Disk(3) with { Smart = new SmartFacts { IsFailing = true } };

        Assert.Equal(RaidLevel.Raid1, StoragePlanner.For([Bench.Disk(1), Bench.Disk(2), failing])[0].Level);
        Assert.Empty(StoragePlanner.For([failing]));
        Assert.Equal(["1", "2"], StoragePlanner.AfterErasing([Bench.Disk(1), Bench.Disk(2, DiskContent.FileSystem), failing])!.Disks.Select(d => d.Bay));
        Assert.Null(StoragePlanner.AfterErasing([failing with { Content = DiskContent.FileSystem }]));
    }

    [Fact]
    public void AfterErasing_CountsWhatSomebodyWouldErase_WithTheBlankOnes()
    {
        StoragePlan plan = StoragePlanner.AfterErasing([Bench.Disk(1), Bench.Disk(2, DiskContent.FileSystem), Bench.Disk(3, DiskContent.Partitions)])!;

        Assert.Equal((RaidLevel.Raid5, 2 * Bench.Bytes, 3), (plan.Level, plan.UsableBytes, plan.Disks.Count));
    }

    [Fact]
    public void AfterErasing_NeverProposes_MembersOfArrays_TheSystemsDisk_OrWhatIsInNoBay()
    {
        DiskFacts[] disks =
        [
            Bench.Disk(1, DiskContent.Member, "x"), Bench.Disk(2, DiskContent.Member), Bench.Disk(3, DiskContent.FileSystem) with { IsSystem = true },
            Bench.Disk(4, DiskContent.Other) with { Bay = null },
        ];

        Assert.Null(StoragePlanner.AfterErasing(disks));
        Assert.Null(StoragePlanner.AfterErasing([Bench.Disk(1), Bench.Disk(2)]));
        Assert.Null(StoragePlanner.AfterErasing([]));
        Assert.Equal(["5"], StoragePlanner.AfterErasing([.. disks, Bench.Disk(5, DiskContent.Other)])!.Disks.Select(d => d.Bay));
    }
}
