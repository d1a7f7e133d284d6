using Nvr.Core.Health;
using Nvr.Storage.Tests.Support;
using Nvr.Storage.Volumes;

namespace Nvr.Storage.Tests;

/// <summary>Volumes that come, go and change their rank while the store runs.</summary>
public sealed class DeclarationTests
{
    [Fact]
    public async Task Volume_ThatIsDeclaredLater_TakesWhatComesFromThen_AndTheOthersStayToBeSeen()
    {
        using TestFolder disks = new();
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(2);
        VolumeOptions array = Options(disks, "array");

        box.Store.Declare([array, new VolumeOptions(box.VolumePath) { IsRetired = true }]);
        await Eventually.TrueAsync(() => box.Store.ListVolumes()[0].Path == array.Path && box.Store.ListVolumes()[0].Id != Guid.Empty, "the new volume is in use");
        await box.RecordManyAsync(3);

        Assert.Equal([3, 2], box.Store.ListVolumes().Select(v => v.Segments));
        Assert.Equal(20, box.Spans().Sum(s => s.Range.DurationUs) / 1_000_000);
        Assert.Empty(box.Gaps());
        await Eventually.TrueAsync(() => box.Health.Read().All(h => h.Part != "volume/footage"), "nothing is expected of the retired one");
    }

    [Fact]
    public async Task Volume_ThatIsNoLongerDeclared_IsClosedAndWhole()
    {
        using TestFolder disks = new();
        await using TestBox box = new();
        VolumeOptions array = Options(disks, "array");
        box.Open(array with { Rank = 0 });
        box.Store.Declare([array]);
        await Eventually.TrueAsync(() => box.Store.ListVolumes().Count == 1, "the first one is closed");
        await box.RecordManyAsync(2);

        box.Store.Declare([]);
        await Eventually.TrueAsync(() => box.Store.ListVolumes().Count == 0, "none is left");
        await Eventually.TrueAsync(() => IsFree(array.Path), "its lock is free");
        box.Record(2);

        Assert.Equal(2, VolumeCheck.Run(array.Path).Segments);
        Assert.Empty(VolumeCheck.Run(array.Path).Problems);
        Assert.DoesNotContain(box.Health.Read(), h => h.Part.StartsWith("volume/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Segment_WhoseVolumeIsTakenAway_GoesOnWithItsNextKeyFrame_OnTheNextInRank_AndBack()
    {
        using TestFolder disks = new();
        await using TestBox box = new();
        VolumeOptions array = Options(disks, "array");
        VolumeOptions memory = Options(disks, "memory") with { Rank = 1, IsVolatile = true };
        box.Open(array);
        box.Store.Declare([array, memory]);
        await Eventually.TrueAsync(() => box.Store.ListVolumes().Count(v => v.Id != Guid.Empty) == 2, "both are in use");
        ISegmentSink sink = box.Store.Begin(new NewSegment(box.Camera, Core.StreamKind.Main, box.Clock.MonotonicUs, [Material.Video]));
        void Second(int second)
        {
            box.Time.Advance(TimeSpan.FromSeconds(1));
            sink.Append(Material.Second(second, 200, second % 2 == 0));
        }

        Second(0);
        Second(1);
        await box.FlushAsync();
        TimeSpan? proven = box.Store.DurableAge(box.Camera);
        box.Store.Declare([memory]);
        await Eventually.TrueAsync(() => box.Store.ListVolumes().Count == 1, "the array is gone");
        for (int second = 2; second < 6; second++)
        {
            Second(second);
        }
        await box.FlushAsync();
        Assert.Equal(1, box.Store.ListVolumes()[0].Segments);
        // What is in memory proves nothing.
        Assert.Equal(TimeSpan.FromSeconds(4), box.Store.DurableAge(box.Camera) - proven);
        box.Store.Declare([array, memory]);
        await Eventually.TrueAsync(() => box.Store.ListVolumes().Count(v => v.Id != Guid.Empty) == 2, "the array is back");
        Second(6);
        Second(7);
        sink.Close(box.Clock.MonotonicUs);
        await box.FlushAsync();

        Assert.Equal([2, 1], box.Store.ListVolumes().Select(v => v.Segments));
        Assert.Equal(8, box.Spans().Sum(s => s.Range.DurationUs) / 1_000_000);
        Assert.Empty(box.Gaps());
        await Eventually.TrueAsync(() => box.Health.Read().Any(h => h is { Part: "volume/array", Level: HealthLevel.Ok }), "it is told that the array takes footage");
    }

    [Fact]
    public async Task Footage_WithoutAnyVolume_GoesOnWithTheNextKeyFrame_WhenThereIsOne()
    {
        using TestFolder disks = new();
        await using TestBox box = new();
        box.Open();
        box.Store.Declare([]);
        await Eventually.TrueAsync(() => box.Store.ListVolumes().Count == 0, "none is left");
        ISegmentSink sink = box.Store.Begin(new NewSegment(box.Camera, Core.StreamKind.Main, box.Clock.MonotonicUs, [Material.Video]));
        box.Time.Advance(TimeSpan.FromSeconds(1));
        sink.Append(Material.Second(0, 200, true));

        box.Store.Declare([Options(disks, "array")]);
        await Eventually.TrueAsync(() => box.Store.ListVolumes() is [{ TotalBytes: > 0 }], "the new volume is in use");
        box.Time.Advance(TimeSpan.FromSeconds(1));
        sink.Append(Material.Second(1, 200, true));
        box.Time.Advance(TimeSpan.FromSeconds(1));
        sink.Close(box.Clock.MonotonicUs);
        await box.FlushAsync();

        Assert.Equal(1, box.Segments);
        FootageGap gap = Assert.Single(box.Gaps());
        Assert.Equal((GapReason.Disk, 1_000_000L), (gap.Reason, gap.Range.DurationUs));
    }

    /// <summary>However many key frames a segment has: each of them asks whether there is a better volume.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Volumes_WithEqualRoom_TakeSegmentsInTurn(int keyFrames)
    {
        using TestFolder disks = new();
        await using TestBox box = new();
        VolumeOptions[] four = [.. Enumerable.Range(1, 4).Select(n => Options(disks, $"disk{n}"))];
        box.Open(four[0]);
        box.Store.Declare(four);
        await Eventually.TrueAsync(() => box.Store.ListVolumes().Count(v => v.TotalBytes > 0) == 4, "all four are in use");
        for (int segment = 0; segment < 12; segment++)
        {
            ISegmentSink sink = box.Store.Begin(new NewSegment(box.Camera, Core.StreamKind.Main, box.Clock.MonotonicUs, [Material.Video]));
            for (int second = 0; second < keyFrames; second++)
            {
                box.Time.Advance(TimeSpan.FromSeconds(1));
                sink.Append(Material.Second(second, 200, true));
            }
            sink.Close(box.Clock.MonotonicUs);
            await box.FlushAsync();
        }

        Assert.All(box.Store.ListVolumes(), v => Assert.Equal(3, v.Segments));
    }

    [Fact]
    public async Task Volume_WithLessRoom_IsKnownForIt_FromTheFirstSegmentOn()
    {
        using TestFolder disks = new();
        await using TestBox box = new();

        box.Open(Options(disks, "less") with { ReserveBytes = 2 * VolumeRoom.Step });
        await box.RecordManyAsync(4);

        Assert.Equal([4, 0], box.Store.ListVolumes().Select(v => v.Segments));
    }

    private static VolumeOptions Options(TestFolder folder, string name) => new(folder.Of(name)) { Initialise = true, ReserveBytes = 0 };

    private static bool IsFree(string path)
    {
        try
        {
            VolumeCheck.Run(path);
            return true;
        }
        catch (Core.NvrException inUse) when (inUse.Kind == Core.ErrorKind.Conflict)
        {
            return false;
        }
    }
}
