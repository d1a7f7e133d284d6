using Nvr.Core.Events;
using Nvr.Core.Time;

namespace Nvr.Storage.Events;

/// <summary>Whether an event is one of those asked for: the meaning of <see cref="EventFilter"/> in one place. Pure.</summary>
public static class EventMatch
{
    /// <summary>Order, limit and cursor aside. What goes on lasts until <paramref name="now"/>.</summary>
    public static bool Is(StoredEvent e, EventFilter filter, UtcTime now) =>
        Holds(filter.Cameras, e.Camera) && Holds(filter.Kinds, e.Kind) && Holds(filter.Objects, e.Object)
        && Holds(filter.Directions, e.Direction) && Holds(filter.Origins, e.Origin) && IsInZone(e.Zone, filter)
        && (filter.Colours == ObjectColours.None || (filter.Colours & e.Colours) != 0)
        && HasSize(e.Box, filter) && (filter.MinConfidence is not { } sure || e.Confidence >= sure) && IsInTime(e, filter, now);

    /// <summary>The part of it that depends on the clock: what an index cannot tell by itself.</summary>
    public static bool IsInTime(StoredEvent e, EventFilter filter, UtcTime now)
    {
        long lastedUs = Math.Max(0, (e.End ?? now).Since(e.Start));
        return (filter.MinDurationUs is not { } least || lastedUs >= least) && (filter.MaxDurationUs is not { } most || lastedUs <= most)
            && (filter.Range is not { } range || Touches(e, range)) && (filter.Ranges is not { } ranges || TouchesOne(e, ranges));
    }

    private static bool Touches(StoredEvent e, UtcRange range) =>
        e.Start < range.End && (e.End is not { } end || end > range.Start || e.Start >= range.Start);

    private static bool TouchesOne(StoredEvent e, IReadOnlyList<UtcRange> ranges)
    {
        int low = 0;
        for (int high = ranges.Count; low < high;)
        {
            int middle = (low + high) / 2;
            (low, high) = ranges[middle].End <= e.Start ? (middle + 1, high) : (low, middle);
        }
        return low < ranges.Count && Touches(e, ranges[low]);
    }

    private static bool Holds<T>(IReadOnlyCollection<T>? allowed, T value) => allowed?.Contains(value) ?? true;

    private static bool IsInZone(string? zone, EventFilter filter) =>
        (string.IsNullOrEmpty(filter.Zone) || zone?.Contains(filter.Zone, StringComparison.OrdinalIgnoreCase) == true)
        && (filter.Zones is not { } zones || (zone is not null && zones.Contains(zone, StringComparer.OrdinalIgnoreCase)));

    private static bool HasSize(EventBox? box, EventFilter filter)
    {
        if (filter.MinArea is null && filter.MaxArea is null)
        {
            return true;
        }
        double? area = box is { } b ? (double)b.Width * b.Height : null;
        return area is { } part && part >= (filter.MinArea ?? 0) && part <= (filter.MaxArea ?? 1);
    }
}
