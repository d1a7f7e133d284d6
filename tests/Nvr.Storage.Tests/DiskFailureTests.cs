using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests;

public sealed class DiskFailureTests
{
    [Fact]
    public async Task FullDisk_FilledByAForeignFile_GivesUpTheOldestAndLosesNothing()
    {
        using LoopDisk disk = new(64);
        await using TestBox box = new() { VolumePath = Path.Combine(disk.Path, "footage") };
        box.Open();
        UtcTime start = box.Clock.WallNow;
        await box.RecordManyAsync(10, seconds: 2, frameBytes: 100_000);
        FootageHold hold = box.Store.AddHold(box.Camera, new UtcRange(start, start.Plus(1)), "Theft", "anna");
        disk.Fill("foreign");

        for (int i = 0; i < 10; i++)
        {
            box.Record(2, frameBytes: 100_000);
            await box.FlushAsync();
        }
        Assert.Empty(box.Gaps());
        IReadOnlyList<FootageSpan> spans = box.Spans();
        Assert.Equal(hold.Range.Start, spans[0].Range.Start);
        Assert.Equal(start.Plus(40_000_000), spans[^1].Range.End);
        Assert.InRange(box.Segments, 2, 19);
        Assert.Contains(box.Health.Read(), h => h is { Part: "volume/footage", Level: HealthLevel.Attention });
        await box.CloseAsync();
        Assert.Empty(VolumeCheck.Run(box.VolumePath).Problems);
    }

    [Fact]
    public async Task FullDisk_WhereAllIsProtected_NotesTheLossAndGoesOnWhenThereIsRoom()
    {
        using LoopDisk disk = new(64);
        await using TestBox box = new() { VolumePath = Path.Combine(disk.Path, "footage") };
        box.Open();
        UtcTime start = box.Clock.WallNow;
        await box.RecordManyAsync(2, seconds: 2, frameBytes: 100_000);
        box.Store.AddHold(box.Camera, new UtcRange(start, start.Plus(3_600_000_000)), "Theft", "anna");
        disk.Fill("foreign");
        for (int i = 0; i < 8; i++)
        {
            box.Record(2, frameBytes: 200_000);
        }
        await box.FlushAsync();
        Assert.Contains(box.Health.Read(), h => h is { Part: "volume/footage", Level: HealthLevel.Failure });
        File.Delete(Path.Combine(disk.Path, "foreign"));
        await Eventually.TrueAsync(
            () =>
            {
                box.Record(2);
                return box.Clock.WallNow.Since(box.Spans()[^1].Range.End) < 5_000_000;
            },
            "recording goes on");
        await box.FlushAsync();

        Assert.Contains(box.Gaps(), g => g.Reason == GapReason.Disk);
        Assert.Equal(box.Clock.WallNow.Since(start), box.Spans().Sum(s => s.Range.DurationUs) + box.Gaps().Sum(g => g.Range.DurationUs));
    }

    [Fact]
    public async Task Reserve_WhenItShrinks_IsRestoredOldestFirst()
    {
        using LoopDisk disk = new(64);
        await using TestBox box = new() { VolumePath = Path.Combine(disk.Path, "footage"), ReserveBytes = 20L << 20 };
        box.Open();
        UtcTime start = box.Clock.WallNow;
        for (int i = 0; i < 30; i++)
        {
            box.Record(2, frameBytes: 200_000);
            await box.FlushAsync();
        }
        await Eventually.TrueAsync(() => box.Store.ListVolumes()[0].FreeBytes >= 20L << 20, "the reserve is free");
        FootageSpan span = Assert.Single(box.Spans());
        Assert.Equal(start.Plus(60_000_000), span.Range.End);
        Assert.True(span.Range.Start > start);
        Assert.Empty(box.Gaps());
    }

    [Fact]
    public async Task FailedSync_EndsTheFileAndGoesOnInANewOne()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Clock.WallNow;
        ISegmentSink sink = box.Store.Begin(new NewSegment(box.Camera, StreamKind.Main, box.Clock.MonotonicUs, [Material.Video]));
        sink.Append(Material.Second(0));
        await box.FlushAsync();
        FaultyDisk.Fail("fdatasync", Path.Combine(box.VolumePath, "segments"), times: 1);
        sink.Append(Material.Second(1));
        await box.FlushAsync();
        Assert.Equal(0, FaultyDisk.Left);
        Assert.Contains(box.Health.Read(), h => h is { Part: "volume/footage", Level: HealthLevel.Failure });
        int second = 2;
        await Eventually.TrueAsync(
            () =>
            {
                sink.Append(Material.Second(second, key: second % 3 != 2));
                second++;
                return box.Files().Length == 2;
            },
            "a new file is begun");
        box.Time.Advance(TimeSpan.FromSeconds(second));
        sink.Close(box.Clock.MonotonicUs);
        await box.FlushAsync();

        IReadOnlyList<FootageSpan> spans = box.Spans();
        Assert.Equal(new UtcRange(start, start.Plus(1_000_000)), spans[0].Range);
        FootageGap gap = Assert.Single(box.Gaps());
        Assert.Equal((GapReason.Disk, "The disk failed."), (gap.Reason, gap.Detail));
        Assert.Equal(new UtcRange(spans[0].Range.End, spans[1].Range.Start), gap.Range);
        Assert.Equal(start.Plus(second * 1_000_000L), spans[1].Range.End);
        Assert.Equal(spans[1].Range.Start, box.Store.Seek(box.Camera, StreamKind.Main, spans[1].Range.Start)!.Time);
        await box.CloseAsync();
        Assert.Empty(VolumeCheck.Run(box.VolumePath).Problems);
    }

    [Fact]
    public async Task FailedSync_OfADirectory_GivesUpTheNewFileAndItsRow()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Clock.WallNow;
        box.Record(2);
        await box.FlushAsync();
        FaultyDisk.Fail("fsync", Path.Combine(box.VolumePath, "segments", "0000"), times: 1);
        ISegmentSink sink = box.Store.Begin(new NewSegment(box.Camera, StreamKind.Main, box.Clock.MonotonicUs, [Material.Video]));
        sink.Append(Material.Second(0));
        await box.FlushAsync();

        Assert.Equal(0, FaultyDisk.Left);
        Assert.Equal(1, box.Segments);
        Assert.Contains(box.Health.Read(), h => h is { Part: "volume/footage", Level: HealthLevel.Failure });
        int second = 1;
        await Eventually.TrueAsync(
            () =>
            {
                sink.Append(Material.Second(second++));
                return box.Files().Length == 2;
            },
            "a new file is begun");
        box.Time.Advance(TimeSpan.FromSeconds(second));
        sink.Close(box.Clock.MonotonicUs);
        await box.FlushAsync();
        FootageGap gap = Assert.Single(box.Gaps());
        Assert.Equal((GapReason.Disk, start.Plus(2_000_000), box.Spans()[1].Range.Start), (gap.Reason, gap.Range.Start, gap.Range.End));
        await box.CloseAsync();
        Assert.Empty(VolumeCheck.Run(box.VolumePath).Problems);
    }

    [Theory]
    [InlineData("fdatasync")]
    [InlineData("fsync")]
    public async Task Row_OfNewFootage_AppearsOnlyWhenItsBytesAndItsNameAreDurable(string call)
    {
        await using TestBox box = new();
        box.Open();
        box.Record(1);
        await box.FlushAsync();
        using (FaultyDisk.Hold(call, Path.Combine(box.VolumePath, "segments")))
        {
            box.Record(1);
            await Eventually.TrueAsync(() => FaultyDisk.Waiting > 0, call + " is asked for");
            // The index takes changes in the order in which it is told them: a row told before would stand there with the gap.
            long nowUs = box.Clock.MonotonicUs;
            box.Store.AddGap(box.Camera, StreamKind.Main, nowUs, nowUs + 1_000, GapReason.CameraUnreachable, "No answer.");
            await Eventually.TrueAsync(() => box.Gaps().Count == 1, "the gap is listed");
            Assert.Equal(1, box.Segments);
        }
        await box.FlushAsync();

        Assert.Equal(2, box.Segments);
    }

    [Fact]
    public async Task Deletion_IsDurableInTheIndexBeforeAFileGoesAndFinishedAfterwards()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(2);
        FaultyDisk.Trace(box.VolumePath);
        using (FaultyDisk.Hold("unlink", Path.Combine(box.VolumePath, "segments")))
        {
            box.Store.SetRetention(box.Camera, null, bytes: 0, null);
            await Eventually.TrueAsync(() => FaultyDisk.Waiting > 0, "a file is to be deleted");
            Assert.Equal(0, box.Segments);
            Assert.Equal("2", Sqlite.Read(box.IndexPath, "SELECT count(*) FROM garbage"));
            Assert.Equal(2, box.Files().Length);
        }
        await Eventually.TrueAsync(() => Sqlite.Read(box.IndexPath, "SELECT count(*) FROM garbage") == "0", "the deletion is finished");

        Assert.Equal(
            ["fdatasync /index.db-wal", "unlink /segments/0000/0000000001.mp4", "unlink /segments/0000/0000000002.mp4", "fsync /segments/0000"],
            FaultyDisk.Traced);
    }

    [Fact]
    public async Task Deletion_ThatTheDiskRefuses_KeepsNobodyFromStarting()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(2);
        await box.CloseAsync();
        Sqlite.Run(box.IndexPath, """
            UPDATE streams SET segments = 1, bytes = bytes - (SELECT bytes FROM segments WHERE id = 1);
            DELETE FROM segments WHERE id = 1; DELETE FROM fragments WHERE segment_id = 1; INSERT INTO garbage VALUES(1);
            """);
        FaultyDisk.Fail("unlink", Path.Combine(box.VolumePath, "segments"), times: 1);
        box.Open();
        Assert.Equal(0, FaultyDisk.Left);
        await box.RecordManyAsync(1);

        Assert.Equal(2, box.Segments);
        await box.RestartAsync();
        Assert.Equal(2, box.Files().Length);
    }

    [Fact]
    public async Task Index_DamagedOnADiskThatRefusesNewNames_CostsNoFootage()
    {
        using LoopDisk disk = new(64);
        await using TestBox box = new() { VolumePath = Path.Combine(disk.Path, "footage") };
        box.Open();
        await box.RecordManyAsync(30, seconds: 1);
        IndexDamageTests.Scramble(box.IndexPath);
        LoopDisk.Freeze(box.VolumePath, frozen: true);
        for (int i = 0; i < 5; i++)
        {
            box.Record(1);
        }
        await Eventually.TrueAsync(() => box.Health.Read().Any(h => h.Part == "volume/footage/index"), "the trouble is shown");
        await Eventually.TrueAsync(() => box.Files().Length == 35, "recording goes on");
        LoopDisk.Freeze(box.VolumePath, frozen: false);

        await Eventually.TrueAsync(() => IndexDamageTests.Segments(box) == 35, "all files are indexed again");
        await box.CloseAsync();
        Assert.Empty(VolumeCheck.Run(box.VolumePath).Problems);
    }
}
