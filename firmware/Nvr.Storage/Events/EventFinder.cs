using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Storage.Clock;
using Nvr.Storage.Events.Search;
using Nvr.Storage.Volumes;

namespace Nvr.Storage.Events;

/// <summary>Lists events over all volumes and boots, in the order of time. Thread-safe; see <see cref="IEventReader"/> for the calls.</summary>
internal sealed class EventFinder(EventDesk desk, Func<IReadOnlyList<Volume>> volumes, BootTimeline timeline, BoxClock clock) : IEventReader
{
    private const int MostZones = 4_096;

    private static readonly Guid LastVolume = new(Enumerable.Repeat(byte.MaxValue, 16).ToArray());

    public long Dropped => desk.Dropped;

    public EventSubscription Subscribe() => desk.Feed.Subscribe();

    public IReadOnlyList<EventCount> CountEvents() => desk.Counts;

    public IReadOnlyList<CameraZone> ListZones() =>
        [.. volumes().SelectMany(v => v.Reads.Read(session => EventQuery.Zones(session, MostZones))).Distinct().Take(MostZones)];

    public StoredEvent? FindEvent(EventId id)
    {
        if (volumes().FirstOrDefault(v => v.Site.Marker.Id == id.Volume) is not { } volume
            || volume.Reads.Read(r => EventQuery.One(r, id.Number)) is not { } row)
        {
            return null;
        }
        return EventView.Of(id.Volume, row, timeline, RawOf(volume, row));
    }

    public EventPage ListEvents(EventFilter asked)
    {
        EventFilter filter = Check(asked);
        EventCursor? cursor = ReadCursor(filter);
        IReadOnlyList<Volume> all = volumes();
        IReadOnlyList<(Volume Volume, VolumeBudget Budget)> places = [.. all.Select(v => (v, new VolumeBudget(all.Count)))];
        List<(Guid Volume, EventRow Row)> found = [];
        foreach (PlacedBoot boot in BootsOf(filter, cursor))
        {
            long? lookedUs = InBoot(filter, cursor, boot, places, found);
            if (found.Count > filter.Limit)
            {
                break;
            }
            if (lookedUs is { } us)
            {
                return PageOf(filter, found, LookedAt(boot, us, filter.OldestFirst), boot.ToUtc(us));
            }
        }
        bool isMore = found.Count > filter.Limit;
        return PageOf(filter, found, isMore ? CursorAt(found[filter.Limit - 1]) : null, null);
    }

    private static EventFilter Check(EventFilter filter)
    {
        if (filter.Limit is < 1 or > EventFilter.MaxLimit)
        {
            throw new NvrException(ErrorKind.InvalidInput, $"A page has 1 to {EventFilter.MaxLimit} events.");
        }
        if (filter.Ranges is not { } ranges)
        {
            return filter;
        }
        if (ranges.Count is 0 or > EventFilter.MaxRanges || ranges.Zip(ranges.Skip(1)).Any(p => p.First.End > p.Second.Start))
        {
            throw new NvrException(ErrorKind.InvalidInput, $"The times must be 1 to {EventFilter.MaxRanges}, in order and apart.");
        }
        return ranges.Count == 1
            ? filter with { Range = ranges[0], Ranges = null }
            : filter with { Range = new UtcRange(ranges[0].Start, ranges[^1].End) };
    }

    private EventPage PageOf(EventFilter filter, List<(Guid Volume, EventRow Row)> found, EventCursor? next, UtcTime? lookedUntil)
    {
        UtcTime now = clock.WallNow;
        IEnumerable<StoredEvent> shown = found.Take(filter.Limit).Select(f => EventView.Of(f.Volume, f.Row, timeline)).OfType<StoredEvent>();
        return new EventPage([.. shown.Where(e => EventMatch.IsInTime(e, filter, now))], next?.ToString(), lookedUntil);
    }

    private static EventCursor CursorAt((Guid Volume, EventRow Row) last) =>
        new(last.Row.Start.BootId, last.Row.Start.MonotonicUs, last.Volume, last.Row.Number);

    // Past all that starts in the last microsecond that was looked at.
    private static EventCursor LookedAt(PlacedBoot boot, long lookedUs, bool oldestFirst) => oldestFirst
        ? new EventCursor(boot.Boot.Id, lookedUs - 1, LastVolume, long.MaxValue)
        : new EventCursor(boot.Boot.Id, lookedUs, Guid.Empty, 0);

    private EventCursor? ReadCursor(EventFilter filter)
    {
        if (filter.Cursor is null)
        {
            return null;
        }
        return EventCursor.TryParse(filter.Cursor, out EventCursor cursor) && timeline.Find(cursor.Boot) is not null
            ? cursor
            : throw new NvrException(ErrorKind.InvalidInput, "The cursor is not one that this recorder gave out.");
    }

    private IEnumerable<PlacedBoot> BootsOf(EventFilter filter, EventCursor? cursor)
    {
        IEnumerable<PlacedBoot> boots = timeline.Placed.Where(b => filter.Range is not { } range || b.Start < range.End);
        boots = filter.OldestFirst ? boots : boots.Reverse();
        return cursor is { } at ? boots.SkipWhile(b => b.Boot.Id != at.Boot) : boots;
    }

    /// <summary>Adds what is found; returns how far it was looked when the budget did not reach.</summary>
    private static long? InBoot(
        EventFilter filter, EventCursor? cursor, PlacedBoot boot, IReadOnlyList<(Volume Volume, VolumeBudget Budget)> places, List<(Guid Volume, EventRow Row)> found)
    {
        EventCursor? here = cursor is { } at && at.Boot == boot.Boot.Id ? at : null;
        int room = filter.Limit + 1 - found.Count;
        List<(Guid Volume, EventRow Row)> rows = [];
        long? lookedUs = null;
        foreach ((Volume volume, VolumeBudget budget) in places)
        {
            Guid id = volume.Site.Marker.Id;
            BootSearch search = new(filter, boot, WindowOf(filter, here, boot, id, room), budget);
            SearchFind find = volume.Reads.Read(search.Run);
            rows.AddRange(find.Rows.Select(row => (id, row)));
            lookedUs = Nearer(lookedUs, find.LookedUs, filter.OldestFirst);
        }
        rows.RemoveAll(r => lookedUs is { } us && (filter.OldestFirst ? r.Row.Start.MonotonicUs >= us : r.Row.Start.MonotonicUs < us));
        rows.Sort((a, b) => filter.OldestFirst ? Compare(a, b) : Compare(b, a));
        found.AddRange(rows.Take(room));
        return lookedUs;
    }

    private static long? Nearer(long? one, long? other, bool oldestFirst) =>
        one is { } a && other is { } b ? (oldestFirst ? Math.Min(a, b) : Math.Max(a, b)) : one ?? other;

    private static int Compare((Guid Volume, EventRow Row) a, (Guid Volume, EventRow Row) b) =>
        (a.Row.Start.MonotonicUs, a.Volume, a.Row.Number).CompareTo((b.Row.Start.MonotonicUs, b.Volume, b.Row.Number));

    private static EventWindow WindowOf(EventFilter filter, EventCursor? cursor, PlacedBoot boot, Guid volume, int limit)
    {
        long touchUs = filter.Range is { } touched ? boot.ToMonotonicUs(touched.Start) : long.MinValue;
        long fromUs = filter.Range is null ? long.MinValue : touchUs - EventTables.LongUs;
        long toUs = filter.Range is { } range ? boot.ToMonotonicUs(range.End) : long.MaxValue;
        return new EventWindow
        {
            FromUs = cursor is { } low && filter.OldestFirst ? Math.Max(fromUs, low.StartUs) : fromUs,
            ToUs = cursor is { } high && !filter.OldestFirst ? Math.Min(toUs, high.StartUs + 1) : toUs,
            TouchUs = touchUs,
            CursorUs = cursor?.StartUs ?? long.MinValue,
            CursorNumber = cursor is { } at ? NumberPast(at, volume, filter.OldestFirst) : 0,
            OldestFirst = filter.OldestFirst,
            Limit = limit,
        };
    }

    // Events of one microsecond are ordered by volume, then by number: a volume that is past the cursor's gives all of them, one before it none.
    private static long NumberPast(EventCursor cursor, Guid volume, bool oldestFirst)
    {
        int order = volume.CompareTo(cursor.Volume);
        return order == 0 ? cursor.Number : order > 0 == oldestFirst ? (oldestFirst ? long.MinValue : long.MaxValue) : (oldestFirst ? long.MaxValue : long.MinValue);
    }

    private static string? RawOf(Volume volume, EventRow row)
    {
        try
        {
            return volume.Events.Read(row.Place) is { } line && line.Number == row.Number ? line.Raw : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
