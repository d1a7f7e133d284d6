using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage.Events;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests.Events;

/// <summary>Whatever is asked, pages together give what <see cref="EventMatch"/> says of every event, each once and in order.</summary>
public sealed class EventSearchTests : IAsyncLifetime
{
    private const int Events = 6_000;
    private const int Days = 3;
    private const long HourUs = 3_600_000_000;

    // As an index that an earlier version wrote, whose bits are never done.
    private const string WithoutBits = """
        DELETE FROM event_bits;
        DELETE FROM meta WHERE key = 'event_bits';
        CREATE TRIGGER never_done BEFORE INSERT ON meta WHEN NEW.key = 'event_bits' BEGIN SELECT RAISE(IGNORE); END;
        """;

    private static readonly UtcTime End = UtcTime.From(TestBox.Noon);
    private readonly TestFolder folder = new();
    private IReadOnlyList<CameraId> cameras = [];

    private string VolumePath => folder.Of("footage");

    private string IndexPath => Path.Combine(VolumePath, "index.db");

    public ValueTask InitializeAsync()
    {
        cameras = EventFiller.Fill(VolumePath, Events, cameras: 4, Days, End);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Pages_OfAnyFilter_GiveWhatMatches()
    {
        await using FootageStore store = Open();
        AssertSameAsOneByOne(store, new Random(1), filters: 300);
    }

    [Fact]
    public async Task Pages_GiveTheSame_WhileBitsAreStillMissing()
    {
        Sqlite.Run(IndexPath, WithoutBits);
        await using FootageStore store = Open();
        AssertSameAsOneByOne(store, new Random(2), filters: 60);
    }

    [Fact]
    public async Task StaleBits_FindNothingThatIsNotThere()
    {
        Sqlite.Run(IndexPath, "UPDATE event_bits SET slots = x'01020304050607080900' WHERE chunk % 3 = 0");
        await using FootageStore store = Open();
        List<StoredEvent> all = All(store, new EventFilter());
        EventFilter asked = new() { Kinds = [CameraEventKind.Loitering], Objects = [ObjectClass.Person] };
        Assert.All(All(store, asked), e => Assert.True(EventMatch.Is(e, asked, End)));
        Assert.Equal(Events, all.Count);
    }

    [Fact]
    public async Task ASearch_ThatFindsLittleInMuch_IsCutShort_AndGoesOnWhereItLooked()
    {
        Sqlite.Run(IndexPath, WithoutBits);
        // As many chunks as a page may not even count: eight years of one boot.
        Sqlite.Run(IndexPath, "UPDATE events SET start_us = start_us * 1000, end_us = end_us * 1000");
        Sqlite.Run(IndexPath, "UPDATE boots SET utc_offset_us = utc_offset_us - 999 * 259200000000");
        await using FootageStore store = Open();
        foreach (bool oldestFirst in new[] { false, true })
        {
            EventFilter filter = new() { Objects = [ObjectClass.Plate], OldestFirst = oldestFirst };
            EventPage first = store.Events.ListEvents(filter);
            Assert.Empty(first.Events);
            EventPage second = store.Events.ListEvents(filter with { Cursor = first.Next });
            Assert.True(oldestFirst ? second.LookedUntil > first.LookedUntil : second.LookedUntil < first.LookedUntil);
            Assert.Empty(All(store, filter));
        }
    }

    [Fact]
    public async Task Ranges_OutOfOrder_AreRefused()
    {
        await using FootageStore store = Open();
        UtcRange late = new(End.Plus(-HourUs), End);
        UtcRange early = new(End.Plus(-3 * HourUs), End.Plus(-2 * HourUs));
        NvrException refused = Assert.Throws<NvrException>(() => store.Events.ListEvents(new EventFilter { Ranges = [late, early] }));
        Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
        Assert.Throws<NvrException>(() => store.Events.ListEvents(new EventFilter { Ranges = [] }));
    }

    [Fact]
    public async Task Zones_AreToldByCamera()
    {
        await using FootageStore store = Open();
        IReadOnlyList<CameraZone> zones = store.Events.ListZones();
        Assert.Equal(4, zones.Count(z => z.Camera == cameras[2] && z.Zone.StartsWith("Zone 2-", StringComparison.Ordinal)));
        Assert.DoesNotContain(zones, z => z.Camera == cameras[2] && z.Zone.StartsWith("Zone 1-", StringComparison.Ordinal));
    }

    private void AssertSameAsOneByOne(FootageStore store, Random random, int filters)
    {
        List<StoredEvent> all = All(store, new EventFilter { Limit = EventFilter.MaxLimit });
        Assert.Equal(Events, all.Count);
        for (int i = 0; i < filters; i++)
        {
            EventFilter filter = AnyFilter(random);
            IEnumerable<StoredEvent> matching = all.Where(e => EventMatch.Is(e, filter, End));
            IEnumerable<EventId> expected = (filter.OldestFirst ? matching.Reverse() : matching).Select(e => e.Id);
            Assert.Equal(expected, All(store, filter).Select(e => e.Id));
        }
    }

    private EventFilter AnyFilter(Random random)
    {
        bool One() => random.Next(4) == 0;
        UtcTime Moment() => End.Plus(-random.NextInt64(Days * 24 * HourUs));
        UtcTime from = Moment();
        UtcRange range = new(from, from.Plus(1 + random.NextInt64(20 * HourUs)));
        bool several = One();
        return new EventFilter
        {
            Cameras = One() ? [.. cameras.Take(random.Next(4))] : null,
            Kinds = One() ? [(CameraEventKind)random.Next(9), (CameraEventKind)random.Next(9)] : null,
            Objects = One() ? [(ObjectClass)random.Next(7)] : null,
            Colours = One() ? (ObjectColours)random.Next(1 << 11) : ObjectColours.None,
            Directions = One() ? [(MoveDirection)random.Next(5)] : null,
            Origins = One() ? [(EventOrigin)random.Next(2)] : null,
            Zone = One() ? "ONE " + random.Next(4) : null,
            Zones = One() ? ["zone 0-0", "Zone 1-1", "zone 2-2", "cellar"] : null,
            MinArea = One() ? random.NextDouble() * 0.05 : null,
            MaxArea = One() ? random.NextDouble() * 0.3 : null,
            MinDurationUs = One() ? random.NextInt64(60_000_000) : null,
            MaxDurationUs = One() ? random.NextInt64(HourUs) : null,
            MinConfidence = One() ? random.NextDouble() : null,
            Range = !several && One() ? range : null,
            Ranges = several ? [range, new(range.End, range.End.Plus(HourUs)), new(range.End.Plus(3 * HourUs), range.End.Plus(5 * HourUs))] : null,
            OldestFirst = random.Next(2) == 0,
            Limit = 1 + random.Next(300),
        };
    }

    private static List<StoredEvent> All(FootageStore store, EventFilter filter)
    {
        List<StoredEvent> all = [];
        for (string? cursor = null; ;)
        {
            EventPage page = store.Events.ListEvents(filter with { Cursor = cursor });
            Assert.True(page.Events.Count <= filter.Limit);
            Assert.NotEqual(cursor, page.Next ?? "none");
            all.AddRange(page.Events);
            cursor = page.Next;
            if (cursor is null)
            {
                return all;
            }
        }
    }

    private FootageStore Open() => FootageStore.Open(
        new FootageStoreOptions { Volumes = [new VolumeOptions(VolumePath) { ReserveBytes = 0 }], ScanForOrphans = false, RetentionIntervalMs = int.MaxValue },
        new BoxClock(new SettableTime(TestBox.Noon), Guid.NewGuid()),
        new HealthBoard());
}
