using System.Globalization;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Storage.Settings;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests;

public sealed class RetentionTests
{
    [Fact]
    public async Task Days_WhenExceeded_DeleteTheOldestOnly()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(3);
        box.Time.Advance(TimeSpan.FromDays(2));
        await box.RecordManyAsync(2);
        box.Store.SetRetention(box.Camera, days: 1, null, null);

        await Eventually.TrueAsync(() => box.Files().Length == 2, "the old segments are gone");
        Assert.Equal(8_000_000, Assert.Single(box.Spans()).Range.DurationUs);
        await box.CloseAsync();
        Assert.Empty(VolumeCheck.Run(box.VolumePath).Problems);
    }

    [Fact]
    public async Task Days_AfterALongAbsence_WaitUntilTheClockWasSteadyForADay()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(3);
        await box.RebootAsync(TestBox.Noon.AddDays(30));
        box.Store.SetRetention(box.Camera, days: 7, null, null);
        CameraId other = CameraId.New();
        await box.RecordManyAsync(5, camera: other);
        box.Store.SetRetention(other, null, bytes: 0, null);
        await Eventually.TrueAsync(() => box.Spans(other).Count == 0, "a round of retention is over");
        Assert.Single(box.Spans());

        box.Time.Advance(TimeSpan.FromHours(25));
        await Eventually.TrueAsync(() => box.Spans().Count == 0, "age counts again");
    }

    [Fact]
    public async Task Days_WithNtp_AreBelievedAtOnce()
    {
        await using TestBox box = new() { ClockIsSynchronised = true };
        box.Open();
        await box.RecordManyAsync(3);
        await box.RebootAsync(TestBox.Noon.AddDays(30));
        box.Store.SetRetention(box.Camera, days: 7, null, null);
        await Eventually.TrueAsync(() => box.Spans().Count == 0, "the old footage is gone");
    }

    [Fact]
    public async Task Events_AreKeptLongerThanTheRest()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(1);
        long eventUs = box.Clock.MonotonicUs + 1_000_000;
        await box.RecordManyAsync(1);
        await box.RecordManyAsync(1);
        box.Store.MarkEvent(box.Camera, eventUs, eventUs + 500_000);
        box.Time.Advance(TimeSpan.FromDays(3));
        box.Store.SetRetention(box.Camera, days: 1, null, eventDays: 5);
        await Eventually.TrueAsync(() => box.Files().Length == 1, "the rest is gone");
        Assert.EndsWith("0000000002.mp4", box.Files()[0], StringComparison.Ordinal);

        box.Time.Advance(TimeSpan.FromDays(3));
        await Eventually.TrueAsync(() => box.Files().Length == 0, "the event is gone too");
    }

    [Fact]
    public async Task Bytes_OfACamera_CountBothStreamsAndSpareOtherCameras()
    {
        await using TestBox box = new();
        CameraId other = CameraId.New();
        box.Open();
        for (int i = 0; i < 5; i++)
        {
            box.Record(2, stream: i % 2 == 0 ? StreamKind.Main : StreamKind.Sub);
            box.Record(2, other);
        }
        await box.FlushAsync();
        long size = new FileInfo(box.Files()[0]).Length;
        box.Store.SetRetention(box.Camera, null, bytes: (2 * size) + 10, null);

        await Eventually.TrueAsync(() => box.Files().Length == 7, "three segments are gone");
        Assert.Equal(2 * size, box.Store.ListUsage().Where(u => u.Camera == box.Camera).Sum(u => u.Bytes));
        Assert.Equal(5 * size, box.Store.ListUsage().Where(u => u.Camera == other).Sum(u => u.Bytes));
    }

    [Fact]
    public async Task Hold_ProtectsItsSpanUntilItIsRemoved()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Clock.WallNow;
        await box.RecordManyAsync(5);
        FootageHold hold = box.Store.AddHold(box.Camera, new UtcRange(start.Plus(5_000_000), start.Plus(9_000_000)), "Theft", "anna");
        box.Store.SetRetention(box.Camera, null, bytes: 0, null);
        await Eventually.TrueAsync(() => box.Files().Length == 2, "all but the protected is gone");
        Assert.Equal(new UtcRange(start.Plus(4_000_000), start.Plus(12_000_000)), Assert.Single(box.Spans()).Range);

        await box.RestartAsync();
        Assert.Equal(hold, Assert.Single(box.Store.ListHolds()));
        Assert.True(box.Store.RemoveHold(hold.Id));
        Assert.False(box.Store.RemoveHold(hold.Id));
        box.Store.SetRetention(box.Camera, null, bytes: 0, null);
        await Eventually.TrueAsync(() => box.Files().Length == 0, "the rest is gone");
    }

    [Fact]
    public async Task Hold_WhenTheIndexIsLost_StillProtects()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Clock.WallNow;
        await box.RecordManyAsync(3);
        box.Store.AddHold(box.Camera, new UtcRange(start, start.Plus(1)), "Theft", "anna");
        await box.CloseAsync();
        File.Delete(box.IndexPath);
        box.Open();
        await Eventually.TrueAsync(() => box.Segments == 3, "the index is made again");
        box.Store.SetRetention(box.Camera, null, bytes: 0, null);
        await Eventually.TrueAsync(() => box.Files().Length == 1, "all but the protected is gone");
        Assert.EndsWith("0000000001.mp4", box.Files()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForgottenCamera_IsDeletedEvenAcrossARestart()
    {
        await using TestBox box = new();
        CameraId other = CameraId.New();
        box.Open();
        await box.RecordManyAsync(150, seconds: 1);
        await box.RecordManyAsync(1, camera: other);
        box.Store.ForgetCamera(box.Camera);
        await box.RestartAsync();
        await Eventually.TrueAsync(() => box.Files().Length == 1, "its files are gone");
        await Eventually.TrueAsync(() => box.Gaps().Count == 0, "its gaps are gone");
        Assert.Single(box.Spans(other));
        await box.CloseAsync();
        Assert.Empty(VolumeCheck.Run(box.VolumePath).Problems);
    }

    [Fact]
    public async Task Everything_ForgottenByAReset_GoesWithWhatIsProtected_AcrossARestart_AndNothingThatComesLater()
    {
        await using TestBox box = new();
        using DataDirectory data = DataDirectory.Open(Directory.CreateTempSubdirectory("nvr-reset-").FullName);
        box.Open();
        CameraId other = CameraId.New();
        UtcTime start = box.Clock.WallNow;
        await box.RecordManyAsync(3);
        await box.RecordManyAsync(2, camera: other);
        box.Store.AddHold(other, new UtcRange(start, box.Clock.WallNow), "Theft", "anna");
        Assert.False(await FactoryReset.FinishErasingAsync(data, box.Store));
        FactoryReset.Ask(data, eraseRecordings: true);
        FactoryReset.Finish(data, () => []);

        Assert.True(await FactoryReset.FinishErasingAsync(data, box.Store));

        CameraId later = CameraId.New();
        await box.RecordManyAsync(1, camera: later);
        await box.RestartAsync();
        Assert.False(await FactoryReset.FinishErasingAsync(data, box.Store));
        await Eventually.TrueAsync(() => box.Files().Length == 1, "what was there before is gone");
        Assert.Single(box.Spans(later));
        Assert.Empty(box.Store.ListHolds());
        await box.CloseAsync();
        Assert.Empty(VolumeCheck.Run(box.VolumePath).Problems);
        Directory.Delete(data.Root, recursive: true);
    }

    [Fact]
    public async Task Index_OfFootageThatComesAndGoes_StaysSmall()
    {
        await using TestBox box = new();
        box.Open();
        box.Store.SetRetention(box.Camera, null, bytes: 20_000, null);
        int pagesAfterAWhile = 0;
        for (int i = 1; i <= 600; i++)
        {
            box.Record(2);
            long lostUs = box.Clock.MonotonicUs;
            box.Time.Advance(TimeSpan.FromSeconds(1));
            box.Store.AddGap(box.Camera, StreamKind.Main, lostUs, box.Clock.MonotonicUs, GapReason.CameraUnreachable, "No answer.");
            if (i % 100 == 0)
            {
                await box.FlushAsync();
                await Eventually.TrueAsync(() => box.Files().Length < 20 && box.Gaps().Count < 40, "old footage and what was noted beside it are gone");
                pagesAfterAWhile = i == 200 ? Pages(box) : pagesAfterAWhile;
            }
        }

        Assert.Equal("0", Sqlite.Read(box.IndexPath, "SELECT count(*) FROM garbage"));
        Assert.InRange(box.Gaps().Count, 1, 40);
        Assert.InRange(Pages(box), 1, pagesAfterAWhile * 3 / 2);

        // Not the file's length: what was committed lately may still be in the write-ahead log.
        static int Pages(TestBox box) => int.Parse(Sqlite.Read(box.IndexPath, "PRAGMA page_count"), CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Retention_OfManyRowsWithoutFiles_LetsTheWriterGoOn()
    {
        await using TestBox box = new() { ScanForOrphans = false };
        IReadOnlyList<CameraId> cameras = IndexFiller.Fill(box.VolumePath, cameras: 4, days: 4, UtcTime.From(TestBox.Noon));
        box.Open();
        Assert.Equal(4 * 4 * 1440, box.Segments);
        UtcTime sought = UtcTime.From(TestBox.Noon.AddDays(-3)).Plus(31_500_000);
        Assert.Equal(sought.Plus(-500_000), box.Store.Seek(cameras[2], StreamKind.Main, sought)!.Time);

        box.Store.SetRetention(cameras[0], days: 1, null, null);
        await Eventually.TrueAsync(() => box.Segments <= (3 * 4 * 1440) + 1440 + 200, "old rows are deleted");
        await box.RecordManyAsync(2);
        Assert.Single(box.Spans());
    }
}
