using Microsoft.Win32.SafeHandles;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Mp4;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests;

public sealed class RecordingTests
{
    [Fact]
    public async Task Segments_ThatTile_AreOneSpanFromFirstToLast()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Record(4);
        box.Record(4);
        box.Record(3);
        await box.FlushAsync();

        FootageSpan span = Assert.Single(box.Spans());
        Assert.Equal(new UtcRange(start, start.Plus(11_000_000)), span.Range);
        Assert.Equal(box.Files().Sum(f => new FileInfo(f).Length), span.Bytes);
        Assert.Equal(span.Range, box.Store.Extent(box.Camera, StreamKind.Main));
        Assert.Empty(box.Gaps());
    }

    [Fact]
    public async Task DurableAge_OfACamera_CountsFromWhatIsOnTheDisk()
    {
        await using TestBox box = new();
        box.Open();
        Assert.Null(box.Store.DurableAge(box.Camera));
        await box.RecordManyAsync(1);
        Assert.Equal(TimeSpan.Zero, box.Store.DurableAge(box.Camera));

        box.Time.Advance(TimeSpan.FromSeconds(100));
        Assert.Equal(TimeSpan.FromSeconds(100), box.Store.DurableAge(box.Camera));

        Directory.Move(box.VolumePath, box.VolumePath + ".unplugged");
        Directory.CreateDirectory(box.VolumePath);
        box.Record(4);
        await box.FlushAsync();
        Assert.True(box.Store.DurableAge(box.Camera) >= TimeSpan.FromSeconds(104), "What went to no disk proves nothing.");
    }

    [Fact]
    public async Task Files_AfterRecording_AreWholeAndNamedById()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(3);

        Assert.Equal(["0000000001.mp4", "0000000002.mp4", "0000000003.mp4"], box.Files().Select(Path.GetFileName));
        foreach (string path in box.Files())
        {
            using SafeFileHandle file = File.OpenHandle(path);
            SegmentScan scan = SegmentFile.Scan(file, ScanDepth.EveryByte);
            Assert.Null(scan.Problem);
            Assert.Equal(4, scan.Fragments.Count);
            Assert.Equal(box.Camera, scan.Identity!.Camera);
        }
    }

    [Fact]
    public async Task OpenSegment_WhileItIsWritten_CanBeReadUpToItsLastSync()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Clock.WallNow;
        ISegmentSink sink = box.Store.Begin(new NewSegment(box.Camera, StreamKind.Main, box.Clock.MonotonicUs, [Material.Video]));
        sink.Append(Material.Second(0));
        sink.Append(Material.Second(1));
        await Eventually.TrueAsync(() => box.Spans() is [{ Range.DurationUs: 2_000_000 }], "two seconds are indexed");

        using IMovie? movie = box.Store.OpenMovie(box.Camera, StreamKind.Main, TestBox.Ever);
        Assert.Equal(start, movie!.Start);
        sink.Close(box.Clock.MonotonicUs);
    }

    [Fact]
    public async Task Segments_ThatOverlap_AreCutWhereTheNextBegins()
    {
        await using TestBox box = new();
        box.Open();
        long startUs = box.Clock.MonotonicUs;
        foreach (long offsetUs in (long[])[0, 1_500_000])
        {
            ISegmentSink sink = box.Store.Begin(new NewSegment(box.Camera, StreamKind.Main, startUs + offsetUs, [Material.Video]));
            sink.Append(Material.Second(0));
            sink.Append(Material.Second(1));
            sink.Close(startUs + offsetUs + 2_000_000);
        }
        await box.FlushAsync();

        Assert.Equal(3_500_000, Assert.Single(box.Spans()).Range.DurationUs);
        await box.CloseAsync();
        Assert.Empty(VolumeCheck.Run(box.VolumePath).Problems);
    }

    [Fact]
    public async Task Queue_WhenFull_DropsTheRestOfTheSegmentAndSaysSo()
    {
        await using TestBox box = new() { QueueBoundBytes = 40_000 };
        box.Open();
        long startUs = box.Clock.MonotonicUs;
        ISegmentSink sink = box.Store.Begin(new NewSegment(box.Camera, StreamKind.Main, startUs, [Material.Video]));
        sink.Append(Material.Second(0));
        sink.Append(Material.Second(1, frameBytes: 20_000));
        sink.Append(Material.Second(2));
        sink.Close(startUs + 3_000_000);
        box.Time.Advance(TimeSpan.FromSeconds(3));
        box.Record(2);
        await box.FlushAsync();

        FootageGap gap = Assert.Single(box.Gaps());
        Assert.Equal(GapReason.Disk, gap.Reason);
        Assert.Equal(2_000_000, gap.Range.DurationUs);
        Assert.Equal([1_000_000, 2_000_000], box.Spans().Select(s => s.Range.DurationUs));
        Assert.Contains(box.Health.Read(), h => h.Part == "volume/footage" && h.Sentence.Contains("too slow", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gaps_ThatContinueEachOther_AreOne()
    {
        await using TestBox box = new();
        box.Open();
        long at = box.Clock.MonotonicUs;
        box.Store.AddGap(box.Camera, StreamKind.Main, at, at + 10, GapReason.CameraUnreachable, "No answer.");
        box.Store.AddGap(box.Camera, StreamKind.Main, at + 10, at + 500, GapReason.CameraUnreachable, "No answer.");
        box.Store.AddGap(box.Camera, StreamKind.Main, at + 500, at + 900, GapReason.CameraRefused, "Wrong password.");
        await box.FlushAsync();

        Assert.Equal(
            [(500L, GapReason.CameraUnreachable), (400L, GapReason.CameraRefused)], box.Gaps().Select(g => (g.Range.DurationUs, g.Reason)));
    }

    [Fact]
    public async Task Volumes_WhenTwo_BothTakeFootageAndReadAsOne()
    {
        using TestFolder second = new();
        await using TestBox box = new();
        box.Open(new VolumeOptions(second.Path) { Initialise = true, ReserveBytes = 0 });
        UtcTime start = box.Clock.WallNow;
        await box.RecordManyAsync(6, seconds: 2);

        Assert.All(box.Store.ListVolumes(), v => Assert.NotEqual(0, v.Segments));
        Assert.Equal(new UtcRange(start, start.Plus(12_000_000)), Assert.Single(box.Spans()).Range);
        using IMovie? movie = box.Store.OpenMovie(box.Camera, StreamKind.Main, TestBox.Ever);
        Assert.Equal(12_000_000, Assert.Single(movie!.Spans).DurationUs);
        await box.CloseAsync();
    }
}
