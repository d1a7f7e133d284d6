using Nvr.Core.Time;
using Nvr.Storage.Clock;
using Nvr.Storage.Index;

namespace Nvr.Storage.Reading;

/// <summary>Takes what there is from what is said to be missing. Thread-safe; reads indexes, never files.</summary>
internal sealed class HoleFinder(SegmentLocator locator, BootTimeline timeline)
{
    public IReadOnlyList<FootageHole> Find(StreamKey stream, UtcRange range, IReadOnlySet<GapReason> reasons)
    {
        List<FootageHole> holes = [];
        foreach (IGrouping<Guid, GapRow> boot in locator.FindGapRows(stream, range)
            .Where(g => g.Start.BootId == g.End.BootId && reasons.Contains(g.Reason)).GroupBy(g => g.Start.BootId))
        {
            PlacedBoot place = timeline.Find(boot.Key)!;
            foreach ((long fromUs, long toUs) in Join(boot))
            {
                UtcRange gap = new(place.ToUtc(fromUs), place.ToUtc(toUs));
                holes.AddRange(WithoutFootage(gap, locator.Find(stream, gap)).Where(h => h.Overlaps(range)).Select(h => new FootageHole(
                    boot.Key, place.ToMonotonicUs(h.Start), place.ToMonotonicUs(h.End), h)));
            }
        }
        return [.. holes.OrderBy(h => h.Range.Start)];
    }

    /// <summary>An outage is noted in pieces, and its reasons may change while it lasts.</summary>
    private static List<(long FromUs, long ToUs)> Join(IEnumerable<GapRow> gaps)
    {
        List<(long FromUs, long ToUs)> joined = [];
        foreach ((long fromUs, long toUs) in gaps.Select(g => (g.Start.MonotonicUs, g.End.MonotonicUs)).Order())
        {
            if (joined.Count > 0 && fromUs - joined[^1].ToUs <= Tiling.MaxSeamUs)
            {
                joined[^1] = (joined[^1].FromUs, Math.Max(joined[^1].ToUs, toUs));
                continue;
            }
            joined.Add((fromUs, toUs));
        }
        return joined;
    }

    private static IEnumerable<UtcRange> WithoutFootage(UtcRange gap, IReadOnlyList<LocatedSegment> footage)
    {
        UtcTime from = gap.Start;
        foreach (LocatedSegment segment in footage)
        {
            if (segment.StartUtc.Since(from) > Tiling.MaxSeamUs)
            {
                yield return new UtcRange(from, segment.StartUtc);
            }
            from = segment.EndUtc > from ? segment.EndUtc : from;
        }
        if (gap.End.Since(from) > Tiling.MaxSeamUs)
        {
            yield return new UtcRange(from, gap.End);
        }
    }
}
