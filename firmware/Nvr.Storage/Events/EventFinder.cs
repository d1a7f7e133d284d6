using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Storage.Clock;
using Nvr.Storage.Index;
using Nvr.Storage.Volumes;

namespace Nvr.Storage.Events;

/// <summary>Lists events over all volumes and boots, in the order of time. Thread-safe; see <see cref="IEventReader"/> for the calls.</summary>
internal sealed class EventFinder(EventDesk desk, Func<IReadOnlyList<Volume>> volumes, BootTimeline timeline) : IEventReader
{
    private static readonly CameraEventKind[] AllKinds = Enum.GetValues<CameraEventKind>();
    private static readonly ObjectClass[] AllObjects = Enum.GetValues<ObjectClass>();

    public long Dropped => desk.Dropped;

    public EventSubscription Subscribe() => desk.Feed.Subscribe();

    public IReadOnlyList<EventCount> CountEvents() => desk.Counts;

    public StoredEvent? FindEvent(EventId id)
    {
        if (volumes().FirstOrDefault(v => v.Site.Marker.Id == id.Volume) is not { } volume
            || volume.Reads.Read(r => EventQuery.One(r, id.Number)) is not { } row)
        {
            return null;
        }
        return EventView.Of(id.Volume, row, timeline, RawOf(volume, row));
    }

    public EventPage ListEvents(EventFilter filter)
    {
        if (filter.Limit is < 1 or > EventFilter.MaxLimit)
        {
            throw new NvrException(ErrorKind.InvalidInput, $"A page has 1 to {EventFilter.MaxLimit} events.");
        }
        EventCursor? cursor = ReadCursor(filter);
        List<(Guid Volume, EventRow Row)> found = [];
        foreach (PlacedBoot boot in BootsOf(filter, cursor))
        {
            found.AddRange(InBoot(filter, cursor, boot, filter.Limit + 1 - found.Count));
            if (found.Count > filter.Limit)
            {
                break;
            }
        }
        string? next = found.Count > filter.Limit ? CursorAt(found[filter.Limit - 1]).ToString() : null;
        IEnumerable<StoredEvent> shown = found.Take(filter.Limit).Select(f => EventView.Of(f.Volume, f.Row, timeline)).OfType<StoredEvent>();
        return new EventPage([.. shown.Where(e => Touches(e, filter))], next);
    }

    private static EventCursor CursorAt((Guid Volume, EventRow Row) last) =>
        new(last.Row.Start.BootId, last.Row.Start.MonotonicUs, last.Volume, last.Row.Number);

    // Only what went on over a reboot can end, in UTC, before the range although the index could not tell.
    private static bool Touches(StoredEvent e, EventFilter filter) =>
        filter.Range is not { } range || e.End is not { } end || end > range.Start || e.Start >= range.Start;

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

    private List<(Guid Volume, EventRow Row)> InBoot(EventFilter filter, EventCursor? cursor, PlacedBoot boot, int limit)
    {
        EventCursor? here = cursor is { } at && at.Boot == boot.Boot.Id ? at : null;
        List<(Guid Volume, EventRow Row)> found = [];
        foreach (Volume volume in volumes())
        {
            Guid id = volume.Site.Marker.Id;
            EventWindow window = WindowOf(filter, here, boot, id, limit);
            found.AddRange(volume.Reads.Read(session => InIndex(session, filter, boot, window)).Select(row => (id, row)));
        }
        found.Sort((a, b) => filter.OldestFirst ? Compare(a, b) : Compare(b, a));
        return found.Count > limit ? found[..limit] : found;
    }

    private static int Compare((Guid Volume, EventRow Row) a, (Guid Volume, EventRow Row) b) =>
        (a.Row.Start.MonotonicUs, a.Volume, a.Row.Number).CompareTo((b.Row.Start.MonotonicUs, b.Volume, b.Row.Number));

    private static List<EventRow> InIndex(ReadSession session, EventFilter filter, PlacedBoot boot, EventWindow window)
    {
        List<EventRow> found = [];
        if (session.BootId(boot.Boot.Id) is not { } bootId)
        {
            return found;
        }
        foreach (EventLane lane in Lanes(session, filter))
        {
            if (filter.Range is not null)
            {
                EventWindow earlier = window with { FromUs = Math.Max(long.MinValue, filter.OldestFirst ? window.CursorUs : long.MinValue), ToUs = Math.Min(window.ToUs, SearchFrom(filter, boot)) };
                found.AddRange(EventQuery.Find(session, lane.AmongLong, bootId, earlier));
            }
            found.AddRange(EventQuery.Find(session, lane, bootId, window));
        }
        return found;
    }

    private static long SearchFrom(EventFilter filter, PlacedBoot boot) =>
        filter.Range is { } range ? boot.ToMonotonicUs(range.Start) - EventTables.LongUs : long.MinValue;

    private static EventWindow WindowOf(EventFilter filter, EventCursor? cursor, PlacedBoot boot, Guid volume, int limit)
    {
        long fromUs = SearchFrom(filter, boot);
        long toUs = filter.Range is { } range ? boot.ToMonotonicUs(range.End) : long.MaxValue;
        return new EventWindow
        {
            FromUs = cursor is { } low && filter.OldestFirst ? Math.Max(fromUs, low.StartUs) : fromUs,
            ToUs = cursor is { } high && !filter.OldestFirst ? Math.Min(toUs, high.StartUs + 1) : toUs,
            TouchUs = filter.Range is { } touched ? boot.ToMonotonicUs(touched.Start) : long.MinValue,
            CursorUs = cursor?.StartUs ?? long.MinValue,
            CursorNumber = cursor is { } at ? NumberPast(at, volume, filter.OldestFirst) : 0,
            KindMask = Mask(filter.Kinds?.Select(k => (int)k)),
            ObjectMask = Mask(filter.Objects?.Select(o => (int)o)),
            Zone = string.IsNullOrEmpty(filter.Zone) ? null : filter.Zone,
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

    private static long Mask(IEnumerable<int>? numbers) => numbers?.Aggregate(0L, (mask, n) => mask | (1L << n)) ?? -1;

    private static List<EventLane> Lanes(ReadSession session, EventFilter filter)
    {
        if (filter.Cameras is { } cameras)
        {
            return [.. cameras.Distinct().Select(c => EventQuery.Camera(session, c)).OfType<long>().Select(EventLane.OfCamera)];
        }
        if (filter.Kinds is null && filter.Objects is null)
        {
            return [EventLane.ByTime];
        }
        return [.. from kind in filter.Kinds?.Distinct() ?? AllKinds from seen in filter.Objects?.Distinct() ?? AllObjects select EventLane.OfKind((long)kind, (long)seen)];
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
