using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Storage.Events;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests.Events;

public sealed class EventRecoveryTests
{
    [Fact]
    public async Task RebuiltIndex_HasTheEventsAgain()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(1);
        Messages.Say(box, EventPhase.Start);
        await box.FlushAsync();
        box.Time.Advance(TimeSpan.FromSeconds(3));
        Messages.Say(box, EventPhase.End);
        Messages.Say(box, EventPhase.Pulse, CameraEventKind.LineCrossing);
        CameraId forgotten = CameraId.New();
        box.Store.EventWriter.Add(forgotten, Messages.Of(box, EventPhase.Pulse));
        box.Store.ForgetCamera(forgotten);
        await box.FlushAsync();
        IReadOnlyList<StoredEvent> before = [.. All(box).Where(e => e.Camera == box.Camera)];
        await box.CloseAsync();

        IndexRebuilder.Run(box.VolumePath, cancellation: TestContext.Current.CancellationToken);
        box.Open();
        Assert.Equal(2, before.Count);
        Assert.Equal(before, All(box));
        Assert.NotNull(box.Store.Events.FindEvent(before[0].Id)!.Raw);
    }

    [Fact]
    public async Task BetterBoxOfTheRecorder_ComesWithTheEnd_AndIsThereAfterARebuild()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(1);
        CameraEvent end = Messages.Of(box, EventPhase.End) with { Box = new EventBox(0.5f, 0.5f, 0.25f, 0.5f), Confidence = 0.875f };
        Messages.Say(box, EventPhase.Start, key: "camera's");
        box.Store.EventWriter.Add(box.Camera, Messages.Of(box, EventPhase.Start, key: "recorder's"), EventOrigin.Recorder);
        await box.FlushAsync();
        box.Time.Advance(TimeSpan.FromSeconds(3));
        box.Store.EventWriter.Add(box.Camera, end with { Key = "camera's" });
        box.Store.EventWriter.Add(box.Camera, end with { Key = "recorder's" }, EventOrigin.Recorder);
        await box.FlushAsync();
        AssertBoxes();

        await box.CloseAsync();
        IndexRebuilder.Run(box.VolumePath, cancellation: TestContext.Current.CancellationToken);
        box.Open();
        AssertBoxes();

        void AssertBoxes()
        {
            StoredEvent[] found = [.. box.Store.Events.ListEvents(new EventFilter()).Events.OrderBy(e => e.Origin)];
            Assert.Equal([(Messages.Of(box, EventPhase.Start).Box, (float?)0.75f), (end.Box, 0.875f)], found.Select(e => (e.Box, e.Confidence)));
            Assert.All(found, e => Assert.NotNull(e.End));
        }
    }

    [Fact]
    public async Task LostIndex_IsRefilledWhileRecordingGoesOn_WithoutTornLines()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(1);
        Messages.Say(box, EventPhase.Pulse);
        await box.FlushAsync();
        await box.CloseAsync();
        File.Delete(box.IndexPath);
        string log = Assert.Single(Directory.GetFiles(Path.Combine(box.VolumePath, "events")));
        File.AppendAllText(log, File.ReadAllText(log)[..40]);
        box.Open();
        Messages.Say(box, EventPhase.Pulse);
        await box.FlushAsync();
        Assert.Equal(2, All(box).Count);
        Assert.Equal(2, All(box).Select(e => e.Id).Distinct().Count());
        Assert.Contains(box.Journal, j => j.Contains("1 lines of the event log were torn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Version1Index_IsMigratedInPlace_MarksIncluded()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(2);
        long atUs = box.Clock.MonotonicUs - 1_000_000;
        await box.CloseAsync();
        Sqlite.Run(box.IndexPath, Version1.Downgrade);
        Sqlite.Run(box.IndexPath, $"INSERT INTO events(camera, boot_id, start_us, end_us, kind) SELECT '{box.Camera}', id, {atUs}, {atUs + 5}, 'motion' FROM boots");

        box.Open();
        Assert.Equal("3", Sqlite.Read(box.IndexPath, "PRAGMA user_version"));
        Assert.Equal(2, box.Segments);
        box.Store.EventWriter.Add(CameraId.New(), Messages.Of(box, EventPhase.Pulse));
        await box.FlushAsync();
        Assert.Single(All(box));
        Assert.Equal("ok", Sqlite.Read(box.IndexPath, "PRAGMA integrity_check"));

        // What the old version had marked is still spared.
        box.Time.Advance(TimeSpan.FromDays(3));
        box.Store.SetRetention(box.Camera, days: 1, null, eventDays: 5);
        await Eventually.TrueAsync(() => box.Files().Length == 1, "the footage without an event is gone");
        Assert.EndsWith("0000000002.mp4", box.Files()[0], StringComparison.Ordinal);
    }

    private static IReadOnlyList<StoredEvent> All(TestBox box) => box.Store.Events.ListEvents(new EventFilter()).Events;

    /// <summary>Makes of an index what nvrd before events wrote, with its own words for the table that changed.</summary>
    private static class Version1
    {
        public const string Downgrade = """
            DROP TABLE events; DROP TABLE event_marks; DROP TABLE cameras; DROP TABLE zones; DROP TABLE event_bits; DROP TABLE event_terms; DROP TABLE camera_zones;
            DELETE FROM meta WHERE key = 'event_bits';
            CREATE TABLE events(
              id INTEGER PRIMARY KEY, camera TEXT NOT NULL, boot_id INTEGER NOT NULL, start_us INTEGER NOT NULL,
              end_us INTEGER NOT NULL, kind TEXT NOT NULL);
            CREATE INDEX events_by_start ON events(camera, boot_id, start_us);
            PRAGMA user_version = 1;
            """;
    }
}
