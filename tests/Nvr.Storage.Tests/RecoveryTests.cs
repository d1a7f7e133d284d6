using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Mp4;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests;

public sealed class RecoveryTests
{
    [Theory]
    [InlineData(3, SegmentPadding.BlockBytes)]
    [InlineData(3, 9)]
    [InlineData(3, 0)]
    [InlineData(2, -1)]
    [InlineData(2, -700)]
    [InlineData(1, -1)]
    [InlineData(1, 0)]
    public async Task Kill_InMidSegment_KeepsEverythingUpToTheLastWholeFragment(int wholeFragments, int bytes)
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Record(4);
        await LeaveOpenAsync(box, seconds: 3);
        using (FileStream file = new(box.Files()[1], FileMode.Open))
        {
            // So many bytes behind the last whole fragment, or short of the next one's end.
            FragmentEntry cut = SegmentFile.Scan(file.SafeFileHandle, ScanDepth.Headers).Fragments[bytes < 0 ? wholeFragments : wholeFragments - 1];
            file.SetLength(Math.Min(file.Length, cut.Offset + cut.Bytes + bytes));
        }
        box.Time.Advance(TimeSpan.FromSeconds(20));
        box.Open();
        box.Record(2);
        await box.FlushAsync();

        int lostSeconds = 3 - wholeFragments;
        Assert.Equal([(7 - lostSeconds) * 1_000_000L, 2_000_000], box.Spans().Select(s => s.Range.DurationUs));
        FootageGap gap = Assert.Single(box.Gaps());
        Assert.Equal(GapReason.RecorderStopped, gap.Reason);
        Assert.Equal(new UtcRange(start.Plus((7 - lostSeconds) * 1_000_000L), start.Plus(27_000_000)), gap.Range);
        await box.CloseAsync();
        Assert.Empty(VolumeCheck.Run(box.VolumePath).Problems);
    }

    [Fact]
    public async Task Kill_BeforeTheRowWasWritten_IndexesTheFile()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(3);
        await box.CloseAsync();
        Sqlite.Run(box.IndexPath, "DELETE FROM segments WHERE id = 3; DELETE FROM fragments WHERE segment_id = 3; UPDATE streams SET segments = 2, bytes = (SELECT sum(bytes) FROM segments)");
        box.Open();

        Assert.Equal(12_000_000, Assert.Single(box.Spans()).Range.DurationUs);
        await box.CloseAsync();
        Assert.Empty(VolumeCheck.Run(box.VolumePath).Problems);
    }

    [Fact]
    public async Task Kill_RightAfterAFileWasCreated_LeavesNoEmptyFile()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(1);
        await box.CloseAsync();
        await File.WriteAllBytesAsync(Path.Combine(Path.GetDirectoryName(box.Files()[0])!, "0000000002.mp4"), []);
        box.Open();

        Assert.Single(box.Files());
        box.Record(1);
        await box.FlushAsync();
        Assert.Equal("0000000003.mp4", Path.GetFileName(box.Files()[1]));
    }

    [Fact]
    public async Task Start_AfterAnOrderlyStop_NotesTheTimeInBetween()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(1);
        await box.CloseAsync();
        box.Time.Advance(TimeSpan.FromMinutes(3));
        box.Open();
        long now = box.Clock.MonotonicUs;
        box.Store.AddGap(box.Camera, StreamKind.Main, now, now + 1_000, GapReason.CameraUnreachable, "No answer.");
        await box.FlushAsync();

        Assert.Equal(
            [(GapReason.RecorderStopped, 180_000_000L), (GapReason.CameraUnreachable, 1_000L)], box.Gaps().Select(g => (g.Reason, g.Range.DurationUs)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deletion_CutShortByACrash_IsFinishedAtTheNextStart(bool fileIsGone)
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(3);
        await box.CloseAsync();
        Sqlite.Run(box.IndexPath, """
            UPDATE streams SET segments = 2, bytes = bytes - (SELECT bytes FROM segments WHERE id = 1);
            DELETE FROM segments WHERE id = 1; DELETE FROM fragments WHERE segment_id = 1; INSERT INTO garbage VALUES(1);
            """);
        if (fileIsGone)
        {
            File.Delete(box.Files()[0]);
        }
        box.Open();
        Assert.Equal(2, box.Files().Length);
        await box.CloseAsync();
        Assert.Empty(VolumeCheck.Run(box.VolumePath).Problems);
    }

    [Fact]
    public async Task File_LostFromTheDisk_BecomesAGap()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(3);
        await box.CloseAsync();
        File.Delete(box.Files()[1]);
        Assert.Contains(VolumeCheck.Run(box.VolumePath).Problems, p => p.Contains("the file is missing", StringComparison.Ordinal));
        box.Open();

        await Eventually.TrueAsync(() => box.Gaps().Any(g => g.Reason == GapReason.FootageLost), "the loss is noted");
        Assert.Equal(2, box.Spans().Count);
    }

    [Fact]
    public async Task File_OfAnotherVolume_IsReportedAndLeftAlone()
    {
        await using TestBox box = new();
        await using TestBox other = new();
        box.Open();
        other.Open();
        await box.RecordManyAsync(2);
        await other.RecordManyAsync(1);
        await box.CloseAsync();
        string foreign = Path.Combine(Path.GetDirectoryName(box.Files()[0])!, "0000000000.mp4");
        File.Copy(other.Files()[0], foreign);
        box.Open();

        await Eventually.TrueAsync(() => JournalHas(box, "1 files not usable"), "the file is reported");
        Assert.True(File.Exists(foreign));
        Assert.Equal(2, box.Segments);
    }

    [Fact]
    public async Task Volume_InUse_RefusesASecondStore()
    {
        await using TestBox box = new();
        box.Open();
        NvrException failure = Assert.Throws<NvrException>(() => VolumeCheck.Run(box.VolumePath));
        Assert.Equal(ErrorKind.Conflict, failure.Kind);
        Assert.Contains($"process {Environment.ProcessId}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mount_ThatIsMissing_IsNotWrittenToAndBecomesAGap()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(1);
        Guid id = box.Store.ListVolumes()[0].Id;
        await box.CloseAsync();
        string real = box.VolumePath;
        Directory.Move(real, real + ".unplugged");
        Directory.CreateDirectory(real);
        await using (FootageStore store = FootageStore.Open(
            new FootageStoreOptions { Volumes = [new VolumeOptions(real) { ExpectedId = id, Initialise = true }], RetentionIntervalMs = 50 }, box.Clock, box.Health))
        {
            Assert.Contains("not mounted", Assert.Single(store.ListVolumes()).Problem, StringComparison.Ordinal);
            long startUs = box.Clock.MonotonicUs;
            ISegmentSink sink = store.Begin(new NewSegment(box.Camera, StreamKind.Main, startUs, [Material.Video]));
            sink.Append(Material.Second(0));
            sink.Close(startUs + 1_000_000);
            Assert.Empty(Directory.EnumerateFileSystemEntries(real));

            Directory.Delete(real);
            Directory.Move(real + ".unplugged", real);
            await Eventually.TrueAsync(() => store.ListVolumes()[0].Problem is null, "the disk is found again");
            await store.FlushAsync(CancellationToken.None);
            Assert.Contains(store.ListGaps(box.Camera, StreamKind.Main, TestBox.Ever), g => g.Reason == GapReason.Disk && g.Range.DurationUs == 1_000_000);
        }
    }

    [Fact]
    public async Task Directory_WithOtherFiles_IsNotMadeAVolume()
    {
        using TestFolder folder = new();
        await File.WriteAllTextAsync(folder.Of("holiday.jpg"), "x");
        await using TestBox box = new() { VolumePath = folder.Path };
        box.Open();
        Assert.Contains("holds files", box.Store.ListVolumes()[0].Problem, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Of("volume.json")));
    }

    /// <summary>As after kill -9: the files and the index as they lay while a segment was being written.</summary>
    private static async Task LeaveOpenAsync(TestBox box, int seconds)
    {
        ISegmentSink sink = box.Store.Begin(new NewSegment(box.Camera, StreamKind.Main, box.Clock.MonotonicUs, [Material.Video]));
        for (int second = 0; second < seconds; second++)
        {
            sink.Append(Material.Second(second));
        }
        box.Time.Advance(TimeSpan.FromSeconds(seconds));
        await box.FlushAsync();
        await KilledBox.LeaveAsync(box);
    }

    private static bool JournalHas(TestBox box, string text)
    {
        lock (box.Journal)
        {
            return box.Journal.Any(l => l.Contains(text, StringComparison.Ordinal));
        }
    }
}
