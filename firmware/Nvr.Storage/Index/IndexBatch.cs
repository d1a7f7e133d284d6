using Nvr.Storage.Clock;
using Nvr.Storage.Events;
using Nvr.Storage.Retention;

namespace Nvr.Storage.Index;

/// <summary>
/// Changes that wait for the index. Of several changes to one segment or boot only the newest is kept, so that what waits stays small
/// however long the index is busy. Not thread-safe.
/// </summary>
internal sealed class IndexBatch
{
    private readonly Dictionary<Guid, Boot> boots = [];
    private readonly Dictionary<long, SegmentChange> segments = [];
    private readonly Dictionary<long, long> durations = [];
    private readonly List<GapRow> gaps = [];
    private readonly Dictionary<long, EventRow> events = [];
    private readonly List<EventMark> marks = [];

    public bool IsEmpty => boots.Count == 0 && Rows == 0;

    public int Rows => segments.Count + gaps.Count + durations.Count + events.Count + marks.Count;

    public void Add(Boot boot) => boots[boot.Id] = boot;

    public void Add(SegmentChange change)
    {
        if (!change.OnlyIfAbsent || !segments.ContainsKey(change.Id))
        {
            segments[change.Id] = change;
        }
    }

    /// <summary>Changes only the duration of a segment that ended before.</summary>
    public void AddDuration(long id, long durationUs)
    {
        if (segments.TryGetValue(id, out SegmentChange? waiting))
        {
            segments[id] = waiting with { DurationUs = durationUs };
        }
        else
        {
            durations[id] = durationUs;
        }
    }

    public void Add(GapRow gap) => gaps.Add(gap);

    public void Add(EventRow row) => events[row.Number] = row;

    public void Add(EventMark mark) => marks.Add(mark);

    public IReadOnlyList<GapRow> Gaps => gaps;

    /// <summary>Puts an earlier batch, which could not be written, under this one.</summary>
    public void AddOlder(IndexBatch older)
    {
        foreach ((Guid id, Boot boot) in older.boots)
        {
            boots.TryAdd(id, boot);
        }
        foreach ((long id, SegmentChange change) in older.segments)
        {
            SegmentChange kept = durations.Remove(id, out long durationUs) ? change with { DurationUs = durationUs } : change;
            segments.TryAdd(id, kept);
        }
        foreach ((long id, long durationUs) in older.durations)
        {
            durations.TryAdd(id, durationUs);
        }
        gaps.InsertRange(0, older.gaps);
        foreach ((long number, EventRow row) in older.events)
        {
            events.TryAdd(number, row);
        }
        marks.InsertRange(0, older.marks);
    }

    public void WriteTo(IndexSession session)
    {
        foreach (Boot boot in boots.Values)
        {
            session.Put(boot);
        }
        foreach (SegmentChange change in segments.Values)
        {
            session.Put(change);
        }
        foreach ((long id, long durationUs) in durations)
        {
            session.SetDuration(id, durationUs);
        }
        foreach (GapRow gap in gaps)
        {
            session.Put(gap);
        }
        EventRows.Put(session, events.Values);
        foreach (EventMark mark in marks)
        {
            EventMarks.Put(session, mark);
        }
        if (segments.Count > 0)
        {
            session.SetMeta(IndexMeta.HighestId, Math.Max(segments.Keys.Max(), session.HighestId()).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
