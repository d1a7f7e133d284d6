using Nvr.Core.Time;

namespace Nvr.Search;

/// <summary>Makes ranges of all that a query said about time: each stretch of the day on each of the days, within what bounds it. Pure.</summary>
internal static class TimeJoin
{
    private const int MinutesOfDay = 24 * 60;
    private const long DayUs = 86_400_000_000;

    public static IReadOnlyList<UtcRange> Join(IReadOnlyList<TimePart> parts, LocalTime local)
    {
        if (parts.Count == 0)
        {
            return [];
        }
        List<TimePart.Days> days = [.. parts.OfType<TimePart.Days>()];
        List<TimePart.Clock> clocks = [.. parts.OfType<TimePart.Clock>()];
        List<UtcRange> exact = [.. parts.OfType<TimePart.Exactly>().Select(e => e.Range)];
        UtcTime since = parts.OfType<TimePart.Since>().Select(s => s.Time).DefaultIfEmpty(new UtcTime(0)).Max();
        bool isOpen = !parts.OfType<TimePart.Until>().Any();
        UtcTime until = isOpen ? local.At(local.Today, 2 * MinutesOfDay, isEnd: true) : parts.OfType<TimePart.Until>().Min(u => u.Time);
        bool isLatest = days.Count == 0 && clocks.Count > 0 && exact.Count == 0;
        if (isLatest && isOpen && since.Microseconds > 0)
        {
            (isLatest, days) = (false, [DaysSince(since, local)]);
        }
        IEnumerable<UtcRange> ranges = isLatest ? clocks.Select(c => Latest(c, local))
            : clocks.Count > 0 ? days.SelectMany(d => OnDays(d, clocks, local))
            : days.Select(d => local.Whole(d.First, d.Last));
        ranges = exact.Count == 0 ? ranges : days.Count == 0 ? exact : ranges.SelectMany(r => exact.Select(e => Both(r, e)));
        UtcRange bounds = new(since, until);
        List<UtcRange> all = [.. days.Count + exact.Count + clocks.Count == 0 ? [bounds] : ranges.Select(r => Both(r, bounds))];
        // What contradicts itself finds nothing, and not everything.
        return Merge(all) is { Count: > 0 } merged ? merged : [new UtcRange(new UtcTime(0), new UtcTime(1))];
    }

    private static TimePart.Days DaysSince(UtcTime since, LocalTime local)
    {
        long days = Math.Clamp((local.UtcNow.Since(since) / DayUs) + 1, 0, SearchWish.MaxRanges - 2);
        return new TimePart.Days(local.Today.AddDays(-(int)days), local.Today);
    }

    private static IEnumerable<UtcRange> OnDays(TimePart.Days days, List<TimePart.Clock> clocks, LocalTime local)
    {
        int count = Math.Min(days.Last.DayNumber - days.First.DayNumber, SearchWish.MaxRanges - 1);
        return Enumerable.Range(0, count + 1).SelectMany(back => clocks.Select(c => On(days.Last.AddDays(-back), c, local)));
    }

    // A time without a day is the latest that has begun.
    private static UtcRange Latest(TimePart.Clock clock, LocalTime local)
    {
        UtcRange today = On(local.Today, clock, local);
        return today.Start <= local.UtcNow ? today : On(local.Today.AddDays(-1), clock, local);
    }

    private static UtcRange On(DateOnly day, TimePart.Clock clock, LocalTime local)
    {
        int to = clock.ToMinute <= clock.FromMinute ? clock.ToMinute + MinutesOfDay : clock.ToMinute;
        return new UtcRange(local.At(day, clock.FromMinute, isEnd: false), local.At(day, to, isEnd: true));
    }

    private static UtcRange Both(UtcRange one, UtcRange other) =>
        new(one.Start > other.Start ? one.Start : other.Start, one.End < other.End ? one.End : other.End);

    private static List<UtcRange> Merge(IEnumerable<UtcRange> ranges)
    {
        List<UtcRange> merged = [];
        foreach (UtcRange range in ranges.Where(r => r.Start < r.End).OrderBy(r => r.Start))
        {
            if (merged.Count > 0 && range.Start <= merged[^1].End)
            {
                merged[^1] = new UtcRange(merged[^1].Start, range.End > merged[^1].End ? range.End : merged[^1].End);
            }
            else
            {
                merged.Add(range);
            }
        }
        return merged.Count <= SearchWish.MaxRanges ? merged : merged[^SearchWish.MaxRanges..];
    }
}
