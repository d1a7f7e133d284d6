using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Storage.Events;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests.Events;

/// <summary>Colours, direction and size, from the message over log and index to the answer; and indexes and logs of earlier versions.</summary>
public sealed class EventFactTests
{
    [Fact]
    public async Task Facts_AreKept_Found_AndThereAfterARebuildFromTheLog()
    {
        await using TestBox box = new();
        box.Open();
        box.Store.EventWriter.Add(box.Camera, Messages.Of(box, EventPhase.Pulse) with { Colours = ObjectColours.Red | ObjectColours.White, Direction = MoveDirection.Left });
        await box.FlushAsync();
        AssertRed(box);

        await box.CloseAsync();
        File.Delete(box.IndexPath);
        box.Open();
        await Eventually.TrueAsync(() => All(box).Count == 1, "the event is back");
        AssertRed(box);
    }

    [Fact]
    public async Task End_FillsInWhatTheStartDidNotKnow_AndTheRecordersReplaces()
    {
        await using TestBox box = new();
        box.Open();
        CameraEvent bare = Messages.Of(box, EventPhase.Start, key: "track") with { Object = ObjectClass.None, Zone = null, Confidence = null };
        CameraEvent end = Messages.Of(box, EventPhase.End, key: "track") with
        {
            Object = ObjectClass.Vehicle, Colours = ObjectColours.Blue, Direction = MoveDirection.Away, Box = new EventBox(0, 0, 0.5f, 0.5f), Zone = "Yard",
        };
        foreach (EventOrigin origin in new[] { EventOrigin.Camera, EventOrigin.Recorder })
        {
            box.Store.EventWriter.Add(box.Camera, bare with { Time = box.Clock.WallNow }, origin);
            await box.FlushAsync();
            box.Time.Advance(TimeSpan.FromSeconds(3));
            box.Store.EventWriter.Add(box.Camera, end with { Time = box.Clock.WallNow }, origin);
            await box.FlushAsync();
        }
        for (int opened = 0; opened < 2; opened++)
        {
            foreach (StoredEvent e in All(box, new EventFilter { Objects = [ObjectClass.Vehicle], Zones = ["yard"], Colours = ObjectColours.Blue }))
            {
                Assert.Equal((ObjectColours.Blue, MoveDirection.Away, 0.75f), (e.Colours, e.Direction, e.Confidence));
                Assert.Equal(e.Origin == EventOrigin.Recorder ? 0.5f : 0.125f, e.Box!.Value.Width);
            }
            Assert.Equal(2, All(box, new EventFilter { Objects = [ObjectClass.Vehicle], Zones = ["yard"] }).Count);
            Assert.Single(All(box, new EventFilter { MinArea = 0.2 }));
            Assert.Equal(2, All(box, new EventFilter { MinDurationUs = 2_000_000, MaxDurationUs = 4_000_000 }).Count);

            // The same once more, from the log alone.
            await box.CloseAsync();
            File.Delete(box.IndexPath);
            box.Open();
            await Eventually.TrueAsync(() => All(box, new EventFilter { Directions = [MoveDirection.Away] }).Count == 2, "the events and their ends are back");
        }
    }

    [Fact]
    public async Task Box_IsRememberedWithItsMoment_UntilALaterOneReplacesBoth()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Clock.WallNow;
        box.Store.EventWriter.Add(box.Camera, Messages.Of(box, EventPhase.Start, key: "one") with { BoxTime = start.Plus(200_000) }, EventOrigin.Recorder);
        box.Store.EventWriter.Add(box.Camera, Messages.Of(box, EventPhase.Start, key: "two") with { BoxTime = start.Plus(300_000) }, EventOrigin.Recorder);
        box.Store.EventWriter.Add(box.Camera, Messages.Of(box, EventPhase.Pulse, key: "three"));
        await box.FlushAsync();
        box.Time.Advance(TimeSpan.FromSeconds(5));
        var later = new EventBox(0.5f, 0.5f, 0.25f, 0.25f);
        box.Store.EventWriter.Add(box.Camera, Messages.Of(box, EventPhase.End, key: "one") with { Box = later, BoxTime = start.Plus(3_500_000) }, EventOrigin.Recorder);
        box.Store.EventWriter.Add(box.Camera, Messages.Of(box, EventPhase.End, key: "two") with { Box = null, BoxTime = start.Plus(4_000_000) }, EventOrigin.Recorder);
        // Before the event, or a year on: nobody's moment.
        box.Store.EventWriter.Add(box.Camera, Messages.Of(box, EventPhase.Pulse, key: "early") with { BoxTime = start.Plus(-60_000_000) }, EventOrigin.Recorder);
        await box.FlushAsync();

        for (int opened = 0; opened < 2; opened++)
        {
            Assert.Equal(
                [(later, start.Plus(3_500_000)), (Messages.Of(box, EventPhase.Start).Box, start.Plus(300_000)), (Messages.Of(box, EventPhase.Start).Box, null), (Messages.Of(box, EventPhase.Start).Box, (UtcTime?)null)],
                All(box, new EventFilter { OldestFirst = true }).OrderBy(e => e.Id.Number).Select(e => (e.Box, e.BoxTime)));

            // The same once more, from the log alone.
            await box.CloseAsync();
            File.Delete(box.IndexPath);
            box.Open();
            await Eventually.TrueAsync(() => All(box).Count(e => e.Closing == EventClosing.Reported) == 4, "the events and their ends are back");
        }
    }

    [Fact]
    public async Task WhatGoesOn_LastsUntilNow()
    {
        await using TestBox box = new();
        box.Open();
        Messages.Say(box, EventPhase.Start);
        await box.FlushAsync();
        box.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Empty(All(box, new EventFilter { MinDurationUs = 30_000_000 }));
        Assert.Single(All(box, new EventFilter { MaxDurationUs = 30_000_000 }));
        box.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Single(All(box, new EventFilter { MinDurationUs = 30_000_000 }));
        Assert.Empty(All(box, new EventFilter { MaxDurationUs = 30_000_000 }));
    }

    [Fact]
    public async Task Version2Index_IsMigratedInPlace_AndItsEventsGetTheirBits()
    {
        await using TestBox box = new();
        box.Open();
        for (int i = 0; i < 1_200; i++)
        {
            Messages.Say(box, EventPhase.Pulse, i % 400 == 0 ? CameraEventKind.Tamper : CameraEventKind.Motion);
            box.Time.Advance(TimeSpan.FromSeconds(1));
        }
        await box.FlushAsync();
        await box.CloseAsync();
        Sqlite.Run(box.IndexPath, Version2.Downgrade);

        box.Open();
        Assert.Equal(3, All(box, new EventFilter { Kinds = [CameraEventKind.Tamper] }).Count);
        await Eventually.TrueAsync(() => Sqlite.Read(box.IndexPath, "SELECT count(*) FROM meta WHERE key = 'event_bits'") == "1", "all bits are made");
        Assert.Equal(3, All(box, new EventFilter { Kinds = [CameraEventKind.Tamper] }).Count);
        Assert.Equal(1_200, All(box, new EventFilter { MinArea = 0.03, MaxArea = 0.04, Limit = EventFilter.MaxLimit }).Count);
        Assert.Equal("Front Door", Assert.Single(box.Store.Events.ListZones()).Zone);
        Assert.Equal("3", Sqlite.Read(box.IndexPath, "PRAGMA user_version"));
        Assert.Equal("ok", Sqlite.Read(box.IndexPath, "PRAGMA integrity_check"));
    }

    [Fact]
    public async Task Bits_GoWithTheEventsOfTheirTime()
    {
        await using TestBox box = new();
        box.Open();
        box.Record(4);
        Messages.Say(box, EventPhase.Pulse, CameraEventKind.Tamper);
        await box.FlushAsync();
        box.Time.Advance(TimeSpan.FromDays(3));
        box.Record(4);
        Messages.Say(box, EventPhase.Pulse);
        await box.FlushAsync();
        box.Store.SetRetention(box.Camera, days: 1, null, eventDays: 1);
        await Eventually.TrueAsync(() => All(box).Count == 1, "the old event is gone");
        await Eventually.TrueAsync(() => Sqlite.Read(box.IndexPath, "SELECT count(DISTINCT chunk) FROM event_bits") == "1", "and its bits");
        Assert.Empty(All(box, new EventFilter { Kinds = [CameraEventKind.Tamper] }));
        Assert.Single(All(box, new EventFilter { Kinds = [CameraEventKind.Motion] }));
    }

    private static void AssertRed(TestBox box)
    {
        StoredEvent e = Assert.Single(All(box, new EventFilter { Colours = ObjectColours.Red, Directions = [MoveDirection.Left], MinConfidence = 0.7 }));
        Assert.Equal((ObjectColours.Red | ObjectColours.White, MoveDirection.Left), (e.Colours, e.Direction));
        Assert.Empty(All(box, new EventFilter { Colours = ObjectColours.Green }));
        Assert.Empty(All(box, new EventFilter { MinConfidence = 0.8 }));
    }

    private static List<StoredEvent> All(TestBox box, EventFilter? filter = null)
    {
        List<StoredEvent> all = [];
        EventPage page = box.Store.Events.ListEvents(filter ?? new EventFilter());
        for (all.AddRange(page.Events); page.Next is not null; all.AddRange(page.Events))
        {
            page = box.Store.Events.ListEvents((filter ?? new EventFilter()) with { Cursor = page.Next });
        }
        return all;
    }

    /// <summary>Makes of an index what nvrd before searches by bits wrote.</summary>
    private static class Version2
    {
        public const string Downgrade = """
            DROP TABLE event_bits; DROP TABLE event_terms; DROP TABLE camera_zones; DELETE FROM meta WHERE key LIKE 'event_bits%';
            ALTER TABLE events DROP COLUMN colours; ALTER TABLE events DROP COLUMN direction; ALTER TABLE events DROP COLUMN area;
            CREATE INDEX events_by_kind ON events(kind, object, start_boot, start_us, id, zone_id);
            PRAGMA user_version = 2;
            """;
    }
}
