using Microsoft.Data.Sqlite;
using Nvr.Storage.Index;

namespace Nvr.Storage.Events.Search;

/// <summary>
/// Searches one boot of one index by bits: stretches of chunks in the order asked for, the groups' bits intersected, rows read only where all have one.
/// Without groups every moment is a candidate, and rows are read in bounded pieces. For one search; failures are SqliteException.
/// </summary>
internal sealed class BitSearch(ReadSession session, long bootId, RowTest test, EventWindow window, SearchBudget budget)
{
    // Rows between two candidates cost less than a search for the second.
    private const int Bridge = 4;

    // What is longer is read by itself, in order and up to the limit.
    private const int ShortRun = 128;
    private const int FewestPieces = 16;
    private const int MostPieces = 128;
    private const int SparsePart = 8;
    private static readonly int[] Stretches = [8, 32, 128, 512];

    private readonly List<(long FromUs, long ToUs)> pieces = [];
    private bool hasRead;

    /// <summary>Slots that count at all, by chunk; null allows all of the window.</summary>
    public Func<long, SlotSet>? Allowed { get; init; }

    public IReadOnlyList<long[]> Groups { get; init; } = test.Groups;

    public SearchFind Run()
    {
        List<EventRow> found = [];
        if (Groups.Any(g => g.Length == 0) || Edge("min") is not { } oldest || Edge("max") is not { } newest)
        {
            return new SearchFind(found, null);
        }
        long fromUs = Math.Max(window.FromUs, oldest);
        long toUs = Math.Min(window.ToUs, newest + 1);
        long low = SlotSet.ChunkOf(fromUs);
        long high = SlotSet.ChunkOf(toUs - 1);
        for (int turn = 0; fromUs < toUs && low <= high; turn++)
        {
            if (budget.IsSpent)
            {
                return new SearchFind(found, window.OldestFirst ? Math.Max(fromUs, SlotSet.StartOf(low, 0)) : Math.Min(toUs, SlotSet.StartOf(high + 1, 0)));
            }
            int size = (int)Math.Min(Stretches[Math.Min(turn, Stretches.Length - 1)], high - low + 1);
            long first = window.OldestFirst ? low : high - size + 1;
            if (InStretch(first, size, fromUs, toUs, found) is { } looked)
            {
                return new SearchFind(found, looked);
            }
            if (found.Count >= window.Limit)
            {
                return new SearchFind(found, null);
            }
            (low, high) = window.OldestFirst ? (first + size, high) : (low, first - 1);
        }
        return new SearchFind(found, null);
    }

    private long? InStretch(long first, int size, long fromUs, long toUs, List<EventRow> found)
    {
        SlotSet?[] candidates = Candidates(first, size);
        for (int i = 0; i < size; i++)
        {
            int at = window.OldestFirst ? i : size - 1 - i;
            List<(int First, int End)> runs = candidates[at]?.Runs(Bridge) ?? [];
            for (int r = 0; r < runs.Count && found.Count < window.Limit; r++)
            {
                (int begin, int end) = window.OldestFirst ? runs[r] : runs[^(r + 1)];
                long runFrom = Math.Max(fromUs, SlotSet.StartOf(first + at, begin));
                long runTo = Math.Min(toUs, SlotSet.StartOf(first + at, end));
                // The first is read in any case, so that each page comes further than the one before.
                if (runFrom < runTo && hasRead && budget.IsSpent)
                {
                    ReadPieces(found);
                    return window.OldestFirst ? runFrom : runTo;
                }
                if (runFrom < runTo)
                {
                    Take(runFrom, runTo, end - begin, found);
                }
            }
        }
        ReadPieces(found);
        return null;
    }

    private void Take(long fromUs, long toUs, int slots, List<EventRow> found)
    {
        hasRead = true;
        if (slots <= ShortRun)
        {
            budget.PayPiece();
            pieces.Add((fromUs, toUs));
            if (pieces.Count >= Math.Clamp(window.Limit - found.Count, FewestPieces, MostPieces))
            {
                ReadPieces(found);
            }
            return;
        }
        ReadPieces(found);
        int room = window.Limit - found.Count;
        if (room > 0)
        {
            ReadRun(fromUs, toUs, room, found);
        }
    }

    private void ReadPieces(List<EventRow> found)
    {
        if (pieces.Count > 0 && found.Count < window.Limit)
        {
            found.AddRange(EventQuery.Find(session, pieces, bootId, test, window).Take(window.Limit - found.Count));
            budget.PayQuery(0);
        }
        pieces.Clear();
    }

    private void ReadRun(long fromUs, long toUs, int room, List<EventRow> found)
    {
        List<EventRow> here = EventQuery.Find(session, EventLane.ByTime, bootId, test, window with { FromUs = fromUs, ToUs = toUs, Limit = room });
        // What filled the page did not read on.
        budget.PayQuery(here.Count >= room ? here.Count : session.Sql.Number(
            "SELECT count(*) FROM events INDEXED BY events_by_time WHERE start_boot = $1 AND start_us >= $2 AND start_us < $3", bootId, fromUs, toUs) ?? 0);
        found.AddRange(here);
    }

    private SlotSet?[] Candidates(long first, int size)
    {
        SlotSet?[]? left = Allowed is null && Groups.Count > 0 ? null : AllOf(first, size);
        foreach (long[] group in Groups)
        {
            if (left is null)
            {
                left = InAll(group, first, size);
                continue;
            }
            int alive = left.Count(s => s is not null);
            int places = left.Sum(s => s?.Count ?? 0);
            if (SearchBudget.OfBits(group.Length, alive) >= SearchBudget.OfPieces(places))
            {
                // The rows themselves are as quick to ask.
                continue;
            }
            SlotSet?[] having = alive * SparsePart < size ? AtEach(group, first, left) : InAll(group, first, size);
            for (int i = 0; i < size; i++)
            {
                left[i] = Both(left[i], having[i]);
            }
        }
        return left!;
    }

    private SlotSet?[] AllOf(long first, int size)
    {
        SlotSet?[] all = new SlotSet?[size];
        for (int i = 0; i < size; i++)
        {
            SlotSet slots = Allowed?.Invoke(first + i) ?? SlotSet.Full();
            all[i] = slots.IsEmpty ? null : slots;
        }
        return all;
    }

    private static SlotSet? Both(SlotSet? one, SlotSet? other)
    {
        if (one is null || other is null)
        {
            return null;
        }
        one.IntersectWith(other);
        return one.IsEmpty ? null : one;
    }

    private SlotSet?[] InAll(long[] group, long first, int size)
    {
        SlotSet?[] found = new SlotSet?[size];
        foreach (long term in group)
        {
            using SqliteDataReader rows = session.Sql.Read(
                "SELECT chunk, slots FROM event_bits WHERE term = $1 AND boot_id = $2 AND chunk >= $3 AND chunk < $4", term, bootId, first, first + size);
            Read(rows, found, first);
        }
        return found;
    }

    private SlotSet?[] AtEach(long[] group, long first, SlotSet?[] alive)
    {
        SlotSet?[] found = new SlotSet?[alive.Length];
        foreach (long term in group)
        {
            for (int i = 0; i < alive.Length; i++)
            {
                if (alive[i] is not null)
                {
                    using SqliteDataReader rows = session.Sql.Read(
                        "SELECT chunk, slots FROM event_bits WHERE term = $1 AND boot_id = $2 AND chunk = $3", term, bootId, first + i);
                    Read(rows, found, first);
                }
            }
        }
        return found;
    }

    private void Read(SqliteDataReader rows, SlotSet?[] found, long first)
    {
        // The query itself.
        int sets = 2;
        for (; rows.Read(); sets++)
        {
            SlotSet slots = found[rows.GetInt64(0) - first] ??= new SlotSet();
            slots.Add(rows.GetFieldValue<byte[]>(1));
        }
        budget.PayBits(sets);
    }

    private long? Edge(string which)
    {
        budget.PayQuery(0);
        return session.Sql.Number($"SELECT {which}(start_us) FROM events INDEXED BY events_by_time WHERE start_boot = $1", bootId);
    }
}
