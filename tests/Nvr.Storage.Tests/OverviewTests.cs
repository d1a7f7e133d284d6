using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Storage.Clock;
using Nvr.Storage.Index;
using Nvr.Storage.Overviews;
using Nvr.Storage.Tests.Events;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests;

/// <summary>What a timeline shows from afar, and the sums that it is made from.</summary>
public sealed class OverviewTests
{
    private const long MinuteUs = 60_000_000;
    private const long CellUs = CameraOverview.ShortestCellUs;

    [Fact]
    public async Task Cells_TellHowMuchWasRecorded_AndWhy_Not()
    {
        await using TestBox box = new();
        UtcTime start = OpenAtACell(box);
        await MinutesAsync(box, 30);
        long goneUs = box.Clock.MonotonicUs;
        box.Time.Advance(TimeSpan.FromMinutes(40));
        box.Store.AddGap(box.Camera, StreamKind.Main, goneUs, goneUs + (20 * MinuteUs), GapReason.CameraUnreachable, "It hung up.");
        box.Store.AddGap(box.Camera, StreamKind.Main, goneUs + (25 * MinuteUs), goneUs + (40 * MinuteUs), GapReason.CameraUnreachable, "It did not answer.");
        await MinutesAsync(box, 10);

        CameraOverview seen = Of(box, new UtcRange(start, start.Plus(90 * MinuteUs)));

        Assert.Equal([1, 1, 1, 0, 0, 0, 0, 1, 0], seen.Footage.Select(f => Math.Round(f, 2)));
        Assert.True(seen.IsComplete);
        FootageGap gap = Assert.Single(seen.Gaps);
        Assert.Equal((GapReason.CameraUnreachable, start.Plus(30 * MinuteUs), start.Plus(70 * MinuteUs)), (gap.Reason, gap.Range.Start, gap.Range.End));
    }

    [Fact]
    public async Task LargerCells_HoldTheSame_AndTheirEdgesNeedNotBeThoseOfTheIndex()
    {
        await using TestBox box = new();
        UtcTime start = OpenAtACell(box);
        await MinutesAsync(box, 60);
        UtcRange shifted = new(start.Plus(-17 * MinuteUs), start.Plus(83 * MinuteUs));

        CameraOverview seen = Assert.Single(box.Store.Overviews.ListOverviews([box.Camera], shifted, 25 * MinuteUs));

        Assert.Equal(4, seen.Footage.Count);
        Assert.Equal(60, seen.Footage.Sum() * 25, 3);
        Assert.Equal([8, 25, 25, 2], seen.Footage.Select(f => Math.Round(f * 25, 1)));
    }

    [Fact]
    public async Task CellsOfHours_HoldTheSame()
    {
        await using TestBox box = new();
        UtcTime start = OpenAtACell(box);
        await MinutesAsync(box, 250);
        await LastAsync(box, CameraEventKind.Object, TimeSpan.FromSeconds(5));
        UtcRange range = new(start.Plus(-120 * MinuteUs), start.Plus(480 * MinuteUs));

        CameraOverview seen = Assert.Single(box.Store.Overviews.ListOverviews([box.Camera], range, 120 * MinuteUs));

        Assert.Equal(250, seen.Footage.Sum() * 120, 1);
        // True to an hour: what the boot's hours are is not what the clock's are.
        Assert.InRange(seen.Footage[0] * 120, 0, 60);
        Assert.InRange(seen.Footage[1] * 120, 60, 120);
        Assert.InRange(seen.Footage[2] * 120, 70, 120);
        Assert.Equal(1, Assert.Single(seen.Happenings).Counts.Sum());
    }

    [Fact]
    public async Task IndexThatKnewNoHours_HasThemFromTheStartOn()
    {
        await using TestBox box = new() { ScanForOrphans = false };
        box.Open();
        await MinutesAsync(box, 90);
        await LastAsync(box, CameraEventKind.Object, TimeSpan.FromSeconds(5));
        await box.CloseAsync();
        Sqlite.Run(box.IndexPath, ForgetHours);

        box.Open();
        await MinutesAsync(box, 30);
        await box.CloseAsync();

        AssertSumsAreThoseOfTheRows(box);
        Assert.NotEqual("0", Sqlite.Read(box.IndexPath, "SELECT count(*) FROM event_hours"));
    }

    [Fact]
    public async Task Motion_IsAShareOfTime_AndWhatElseHappenedIsCounted()
    {
        await using TestBox box = new();
        UtcTime start = OpenAtACell(box);
        for (int i = 0; i < 3; i++)
        {
            await LastAsync(box, CameraEventKind.Motion, TimeSpan.FromMinutes(1));
            await LastAsync(box, CameraEventKind.Object, TimeSpan.FromMinutes(1));
        }
        box.Time.Advance(TimeSpan.FromMinutes(4));
        // Longer than a cell, and one that goes on.
        await LastAsync(box, CameraEventKind.Motion, TimeSpan.FromMinutes(25));
        Messages.Say(box, EventPhase.Pulse, CameraEventKind.Tamper);
        Messages.Say(box, EventPhase.Start, CameraEventKind.Motion, "on");
        await box.FlushAsync();
        box.Time.Advance(TimeSpan.FromMinutes(10));

        CameraOverview seen = Of(box, new UtcRange(start, start.Plus(60 * MinuteUs)));

        Assert.Equal([0.3, 1, 1, 1, 0.5, 0], seen.Motion.Select(m => Math.Round(m, 2)));
        Assert.Equal([(CameraEventKind.Object, ObjectClass.Person), (CameraEventKind.Tamper, ObjectClass.Person)], seen.Happenings.Select(h => (h.Kind, h.Object)).Order());
        Assert.Equal([3, 0, 0, 0, 0, 0], seen.Happenings.Single(h => h.Kind == CameraEventKind.Object).Counts);
        Assert.Equal([0, 0, 0, 1, 0, 0], seen.Happenings.Single(h => h.Kind == CameraEventKind.Tamper).Counts);
    }

    [Fact]
    public async Task Cameras_AreToldApart_AndOneThatIsNotKnownIsEmpty()
    {
        await using TestBox box = new();
        UtcTime start = OpenAtACell(box);
        CameraId other = CameraId.New();
        await box.RecordManyAsync(5, seconds: 60, camera: other);
        CameraId stranger = CameraId.New();

        IReadOnlyList<CameraOverview> seen = box.Store.Overviews.ListOverviews([stranger, box.Camera, other], new UtcRange(start, start.Plus(CellUs)), CellUs);

        Assert.Equal([stranger, box.Camera, other], seen.Select(o => o.Camera));
        Assert.Equal([0, 0, 0.5], seen.Select(o => Math.Round(o.Footage[0], 2)));
        Assert.All(seen, o => Assert.Empty(o.Happenings));
    }

    [Fact]
    public async Task Boots_AreShownWhereTheyAre_AndFollowTheClock()
    {
        await using TestBox box = new();
        UtcTime start = OpenAtACell(box);
        await MinutesAsync(box, 10);
        await box.RebootAsync(start.ToDateTimeOffset().AddHours(2));
        await MinutesAsync(box, 20);

        CameraOverview seen = Of(box, new UtcRange(start, start.Plus(150 * MinuteUs)));

        Assert.Equal(30, seen.Footage.Sum() * 10, 1);
        Assert.Equal(10, seen.Footage.Take(2).Sum() * 10, 1);
        Assert.Equal(20, seen.Footage.Skip(12).Sum() * 10, 1);
    }

    /// <summary>Whatever happens to the rows: the sums are those that they give when they are added up anew.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Sums_AreThoseOfTheRows_WhateverBecomesOfThem(int seed)
    {
        await using TestBox box = new() { ScanForOrphans = false };
        box.Open();
        Random random = new(seed);
        for (int i = 0; i < 120; i++)
        {
            await OneThingAsync(box, random);
        }
        // Retention may have left nothing to add up: what comes now stays.
        box.Store.SetRetention(box.Camera, days: null, bytes: null, eventDays: null);
        await MinutesAsync(box, 1);
        await LastAsync(box, CameraEventKind.Object, TimeSpan.FromSeconds(5));
        await box.CloseAsync();

        AssertSumsAreThoseOfTheRows(box);
        Assert.NotEqual("0", Sqlite.Read(box.IndexPath, "SELECT count(*) FROM footage_cells"));
        Assert.NotEqual("0", Sqlite.Read(box.IndexPath, "SELECT count(*) FROM event_cells"));
    }

    [Fact]
    public async Task IndexOfAnEarlierVersion_IsSummedUpBesideRecording()
    {
        await using TestBox box = new() { ScanForOrphans = false };
        UtcTime start = OpenAtACell(box);
        await MinutesAsync(box, 30);
        await LastAsync(box, CameraEventKind.Object, TimeSpan.FromSeconds(5));
        await box.CloseAsync();
        Sqlite.Run(box.IndexPath, Forget);

        box.Open();
        await MinutesAsync(box, 10);
        UtcRange range = new(start, start.Plus(60 * MinuteUs));
        await Eventually.TrueAsync(() => Of(box, range).IsComplete, "all is summed up");

        Assert.Equal(40, Of(box, range).Footage.Sum() * 10, 1);
        Assert.Equal(1, Assert.Single(Of(box, range).Happenings).Counts.Sum());
        await box.CloseAsync();
        AssertSumsAreThoseOfTheRows(box);
    }

    [Fact]
    public async Task WhatIsDeletedOrEndsBetweenTwoSteps_IsCountedAsItIsInTheEnd()
    {
        await using TestBox box = new() { ScanForOrphans = false };
        box.Open();
        for (int i = 0; i < 15; i++)
        {
            await MinutesAsync(box, 2);
            await LastAsync(box, CameraEventKind.Object, TimeSpan.FromSeconds(5));
        }
        await box.CloseAsync();
        Sqlite.Run(box.IndexPath, Forget);

        using (IndexSession session = new(box.IndexPath, new BootTimeline(box.BootId)))
        {
            bool isDone = false;
            for (int step = 0; !isDone; step++)
            {
                session.Begin();
                isDone = CellFiller.Step(session, 4);
                // One that was summed up and one that was not.
                session.Sql.Run("DELETE FROM segments WHERE id IN ((SELECT max(id) FROM segments), (SELECT min(id) FROM segments))");
                session.Sql.Run("DELETE FROM events WHERE id = (SELECT max(id) FROM events)");
                session.Sql.Run("UPDATE events SET end_us = end_us + 1000000 WHERE id IN ((SELECT max(id) FROM events), (SELECT min(id) FROM events))");
                session.Commit();
                Assert.InRange(step, 0, 20);
            }
        }

        AssertSumsAreThoseOfTheRows(box);
        Assert.NotEqual("0", Sqlite.Read(box.IndexPath, "SELECT count(*) FROM footage_cells"));
    }

    [Theory]
    [InlineData(CellUs - 1, 3)]
    [InlineData(CellUs, 80)]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    public async Task TooSmallOrTooManyCells_AreRefusedInWords(long cellUs, int days)
    {
        await using TestBox box = new();
        box.Open();
        UtcTime now = box.Clock.WallNow;

        NvrException refused = Assert.Throws<NvrException>(() => box.Store.Overviews.ListOverviews([box.Camera], new UtcRange(now.Plus(-days * 1_440 * MinuteUs), now), cellUs));

        Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
    }

    /// <summary>As an nvrd that knew no sums over hours leaves the index.</summary>
    private const string ForgetHours =
        "DROP TABLE footage_hours; DROP TABLE event_hours; DROP TRIGGER footage_cell_put; DROP TRIGGER footage_cell_changed; DROP TRIGGER footage_cell_gone; "
        + "DROP TRIGGER event_cell_put; DROP TRIGGER event_cell_changed; DROP TRIGGER event_cell_gone;";

    /// <summary>As an nvrd that knew no sums leaves the index.</summary>
    private const string Forget = ForgetHours
        + "DROP TABLE footage_cells; DROP TABLE event_cells; DROP TABLE cells_known; DROP TRIGGER segment_put; DROP TRIGGER segment_changed; DROP TRIGGER segment_gone; "
        + "DROP TRIGGER event_put; DROP TRIGGER event_changed; DROP TRIGGER event_gone;";

    private static void AssertSumsAreThoseOfTheRows(TestBox box)
    {
        foreach ((string level, long us) in new[] { ("cells", CellUs), ("hours", 6 * CellUs) })
        {
            Assert.Equal("0", Sqlite.Read(box.IndexPath, DifferentFootage(level, us)));
            Assert.Equal("0", Sqlite.Read(box.IndexPath, DifferentEvents(level, us)));
        }
    }

    // By other expressions than those of the tables themselves.
    private static string DifferentFootage(string level, long us) => Different(
        $"SELECT stream_id, boot_id, cell, us FROM footage_{level}",
        $"SELECT stream_id, boot_id, CAST(floor(start_us / {us}.0) AS INTEGER) AS c, sum(duration_us) FROM segments GROUP BY stream_id, boot_id, c");

    private static string DifferentEvents(string level, long us) => Different(
        $"SELECT camera_id, boot_id, cell, kind, object, count, us FROM event_{level}",
        $"""
        SELECT camera_id, start_boot, CAST(floor(start_us / {us}.0) AS INTEGER) AS c, kind, object, count(*),
          coalesce(sum(end_us - start_us) FILTER (WHERE end_boot = start_boot AND end_us - start_us <= {CellUs}), 0) FROM events GROUP BY camera_id, start_boot, c, kind, object
        """);

    private static string Different(string stored, string anew) =>
        $"SELECT (SELECT count(*) FROM ({stored} EXCEPT {anew})) + (SELECT count(*) FROM ({anew} EXCEPT {stored}))";

    /// <summary>Cells begin with the boot; this one's clock is set to the beginning of one.</summary>
    private static UtcTime OpenAtACell(TestBox box)
    {
        box.Time.Advance(TimeSpan.FromMicroseconds(CellUs - (box.Clock.MonotonicUs % CellUs)));
        box.Open();
        return box.Clock.WallNow;
    }

    private static CameraOverview Of(TestBox box, UtcRange range) => Assert.Single(box.Store.Overviews.ListOverviews([box.Camera], range, CellUs));

    private static async Task MinutesAsync(TestBox box, int minutes) => await box.RecordManyAsync(minutes, seconds: 60);

    private static async Task LastAsync(TestBox box, CameraEventKind kind, TimeSpan length)
    {
        Messages.Say(box, EventPhase.Start, kind);
        box.Time.Advance(length);
        Messages.Say(box, EventPhase.End, kind);
        await box.FlushAsync();
    }

    private static async Task OneThingAsync(TestBox box, Random random)
    {
        CameraEventKind kind = random.Next(2) == 0 ? CameraEventKind.Motion : CameraEventKind.Object;
        switch (random.Next(12))
        {
            case < 4:
                await box.RecordManyAsync(random.Next(1, 4), seconds: random.Next(1, 90));
                break;
            case < 7:
                await LastAsync(box, kind, TimeSpan.FromSeconds(random.Next(1, 1_500)));
                break;
            case 7:
                Messages.Say(box, EventPhase.Start, kind, $"open-{random.Next(3)}");
                break;
            case 8:
                Messages.Say(box, EventPhase.End, kind, $"open-{random.Next(3)}");
                break;
            case 9:
                box.Time.Advance(TimeSpan.FromMinutes(random.Next(1, 60)));
                break;
            case 10:
                // What is old is deleted by retention, footage and events alike.
                box.Store.SetRetention(box.Camera, days: null, bytes: random.Next(2_000, 60_000), eventDays: null);
                await box.FlushAsync();
                break;
            default:
                await (random.Next(3) == 0 ? box.RebootAsync(box.Clock.WallNow.ToDateTimeOffset().AddMinutes(3)) : box.RestartAsync());
                break;
        }
    }
}
