using Nvr.Storage.Clock;
using Nvr.Storage.Index;

namespace Nvr.Storage.Events.Search;

/// <summary>
/// All that a filter finds in one boot of one index: what starts in the range, or up to ten minutes before, and the long events that reach into it. For one
/// search; failures are SqliteException.
/// </summary>
internal sealed class BootSearch(EventFilter filter, PlacedBoot boot, EventWindow window, VolumeBudget budget)
{
    // Steps of duration from 512 s on, and from 16,384 s on: what is longer must be looked for further back.
    private const int LongStep = 10;
    private const int VeryLongStep = 15;
    private const long VeryLongUs = 16_384_000_000;

    public SearchFind Run(ReadSession session)
    {
        if (session.BootId(boot.Boot.Id) is not { } bootId || RowTestMaker.Make(session, filter) is not { IsHopeless: false } test)
        {
            return new SearchFind([], null);
        }
        List<SearchFind> finds = [InRange(session, bootId, test)];
        // What began before the range comes last when the newest is first.
        bool isFull = filter.Ranges is null && !window.OldestFirst && finds[0].Rows.Count >= window.Limit;
        if (window.TouchUs > long.MinValue && !isFull)
        {
            finds.AddRange(session.HasMeta(IndexMeta.BitsComplete)
                ? [Long(session, bootId, test, LongStep, VeryLongUs, budget.Long), Long(session, bootId, test, VeryLongStep, null, budget.VeryLong)]
                : [LongByRows(session, bootId, test)]);
        }
        return Join(finds);
    }

    private SearchFind InRange(ReadSession session, long bootId, RowTest test)
    {
        bool hasBits = session.HasMeta(IndexMeta.BitsComplete);
        if (test.IsPlain && filter.Ranges is null)
        {
            EventLane lane = test.OnlyCamera is { } camera ? EventLane.OfCamera(camera) : EventLane.ByTime;
            return new SearchFind(EventQuery.Find(session, lane, bootId, test, window), null);
        }
        return new BitSearch(session, bootId, test, window, budget.Range) { Groups = hasBits ? test.Groups : [], Allowed = filter.Ranges is null ? null : Allowed }.Run();
    }

    private SearchFind Long(ReadSession session, long bootId, RowTest test, int firstStep, long? backUs, SearchBudget share)
    {
        long startUs = backUs is { } back ? window.TouchUs - back : long.MinValue;
        EventWindow earlier = Earlier(startUs);
        long[] steps =
        [
            .. Enumerable.Range(firstStep, EventTerms.UnknownDuration - firstStep + 1).Select(EventTerms.Duration)
                .Where(term => session.Sql.Number("SELECT count(*) FROM event_terms WHERE term = $1", term) > 0),
        ];
        return new BitSearch(session, bootId, test, earlier, share) { Groups = [steps, .. test.Groups] }.Run();
    }

    private SearchFind LongByRows(ReadSession session, long bootId, RowTest test) =>
        new(EventQuery.Find(session, EventLane.AmongLong, bootId, test, Earlier(long.MinValue)), null);

    // Of several ranges a long event may begin between two.
    private EventWindow Earlier(long startUs) => window with
    {
        FromUs = window.OldestFirst ? Math.Max(startUs, window.CursorUs) : startUs,
        ToUs = filter.Ranges is null ? Math.Min(window.ToUs, window.TouchUs - EventTables.LongUs) : window.ToUs,
    };

    // Each search is complete up to where it looked; beyond the nearest of these a row may be missing.
    private SearchFind Join(List<SearchFind> finds)
    {
        IEnumerable<long> looked = finds.Select(f => f.LookedUs).OfType<long>();
        long? until = !looked.Any() ? null : window.OldestFirst ? looked.Min() : looked.Max();
        IEnumerable<EventRow> rows = finds.SelectMany(f => f.Rows).DistinctBy(r => r.Number);
        return new SearchFind([.. rows.Where(r => until is not { } us || (window.OldestFirst ? r.Start.MonotonicUs < us : r.Start.MonotonicUs >= us))], until);
    }

    private SlotSet Allowed(long chunk)
    {
        SlotSet slots = new();
        foreach (var range in filter.Ranges!)
        {
            long fromUs = Math.Max(boot.ToMonotonicUs(range.Start) - EventTables.LongUs, SlotSet.StartOf(chunk, 0));
            long toUs = Math.Min(boot.ToMonotonicUs(range.End), SlotSet.StartOf(chunk + 1, 0));
            if (fromUs < toUs)
            {
                slots.AddRange(SlotSet.SlotOf(fromUs), SlotSet.SlotOf(toUs - 1) + 1);
            }
        }
        return slots;
    }
}
