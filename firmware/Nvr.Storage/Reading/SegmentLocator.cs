using Nvr.Core.Time;
using Nvr.Storage.Clock;
using Nvr.Storage.Index;
using Nvr.Storage.Volumes;

namespace Nvr.Storage.Reading;

/// <summary>Finds segments of a stream by UTC over all volumes and boots. Thread-safe; reads indexes, never files.</summary>
internal sealed class SegmentLocator(Func<IReadOnlyList<Volume>> volumes, BootTimeline timeline)
{
    /// <summary>All segments that touch the range, in order of time, none overlapping the next.</summary>
    public IReadOnlyList<LocatedSegment> Find(StreamKey stream, UtcRange range)
    {
        List<LocatedSegment> found = [];
        foreach (Volume volume in volumes())
        {
            found.AddRange(volume.Reads.Read(session => FindIn(volume, session, stream, range)));
        }
        return CutOverlaps(found);
    }

    /// <summary>The segment that contains the moment, else the last one before it, and the first one after it.</summary>
    public (LocatedSegment? Before, LocatedSegment? After) Around(StreamKey stream, UtcTime time)
    {
        LocatedSegment? before = null;
        LocatedSegment? after = null;
        foreach (Volume volume in volumes())
        {
            (LocatedSegment? low, LocatedSegment? high) = volume.Reads.Read(session => AroundIn(volume, session, stream, time));
            before = low is not null && (before is null || low.StartUtc > before.StartUtc) ? low : before;
            after = high is not null && (after is null || high.StartUtc < after.StartUtc) ? high : after;
        }
        return (before, after);
    }

    /// <summary>The segment that begins where this one does not reach back any further: the one before it without an interruption.</summary>
    public LocatedSegment? Previous(StreamKey stream, LocatedSegment segment)
    {
        LocatedSegment? before = Around(stream, segment.StartUtc.Plus(-1)).Before;
        return before is not null && segment.Continues(before) ? before : null;
    }

    public IReadOnlyList<FootageGap> FindGaps(StreamKey stream, UtcRange range)
    {
        List<FootageGap> gaps = [];
        foreach (Volume volume in volumes())
        {
            gaps.AddRange(volume.Reads.Read(session => GapsIn(session, stream, range)).Select(Show).Where(g => g.Range.Overlaps(range)));
        }
        return [.. gaps.OrderBy(g => g.Range.Start).ThenBy(g => g.Range.End)];
    }

    /// <summary>The gaps as stored, each in the time of its boots.</summary>
    public IReadOnlyList<GapRow> FindGapRows(StreamKey stream, UtcRange range)
    {
        List<GapRow> rows = [];
        foreach (Volume volume in volumes())
        {
            rows.AddRange(volume.Reads.Read(session => GapsIn(session, stream, range)));
        }
        return rows;
    }

    private bool Touches(PlacedBoot boot, UtcRange range) =>
        boot.Start < range.End && (boot.Boot.Id == timeline.Present || boot.End > range.Start);

    private List<LocatedSegment> FindIn(Volume volume, ReadSession session, StreamKey stream, UtcRange range)
    {
        List<LocatedSegment> found = [];
        if (session.StreamId(stream) is not { } streamId)
        {
            return found;
        }
        foreach (PlacedBoot boot in timeline.Placed.Where(b => Touches(b, range)))
        {
            if (session.BootId(boot.Boot.Id) is { } bootId)
            {
                (long fromUs, long toUs) = (boot.ToMonotonicUs(range.Start), boot.ToMonotonicUs(range.End));
                found.AddRange(session.Segments(streamId, bootId, boot.Boot.Id, fromUs, toUs).Select(row => Locate(volume, row, boot)));
            }
        }
        return found;
    }

    private (LocatedSegment? Before, LocatedSegment? After) AroundIn(Volume volume, ReadSession session, StreamKey stream, UtcTime time)
    {
        if (session.StreamId(stream) is not { } streamId)
        {
            return (null, null);
        }
        LocatedSegment? before = null;
        LocatedSegment? after = null;
        IReadOnlyList<PlacedBoot> boots = timeline.Placed;
        for (int i = boots.Count - 1; i >= 0 && before is null; i--)
        {
            if (session.BootId(boots[i].Boot.Id) is not { } bootId)
            {
                continue;
            }
            long atUs = boots[i].ToMonotonicUs(time);
            SegmentRow? low = session.LastFrom(streamId, bootId, boots[i].Boot.Id, atUs);
            SegmentRow? high = session.FirstAfter(streamId, bootId, boots[i].Boot.Id, atUs);
            before = low is { } lowRow ? Locate(volume, lowRow, boots[i]) : null;
            after = high is { } highRow ? Locate(volume, highRow, boots[i]) : after;
        }
        return (before, after);
    }

    private List<GapRow> GapsIn(ReadSession session, StreamKey stream, UtcRange range)
    {
        List<GapRow> found = [];
        if (session.StreamId(stream) is not { } streamId)
        {
            return found;
        }
        foreach (PlacedBoot boot in timeline.Placed.Where(b => b.Start < range.End))
        {
            if (session.BootId(boot.Boot.Id) is { } bootId)
            {
                (long fromUs, long toUs) = (boot.ToMonotonicUs(range.Start), boot.ToMonotonicUs(range.End));
                found.AddRange(session.Gaps(stream, streamId, bootId, fromUs, toUs));
            }
        }
        return found;
    }

    private FootageGap Show(GapRow gap) => new(
        new UtcRange(timeline.ToUtc(gap.Start.BootId, gap.Start.MonotonicUs), timeline.ToUtc(gap.End.BootId, gap.End.MonotonicUs)),
        gap.Reason,
        gap.Detail);

    private static LocatedSegment Locate(Volume volume, SegmentRow row, PlacedBoot boot) => new(volume, row, boot, boot.ToUtc(row.EndUs));

    private static LocatedSegment[] CutOverlaps(List<LocatedSegment> found)
    {
        LocatedSegment[] ordered = [.. found.OrderBy(s => s.StartUtc).ThenBy(s => s.Row.Id)];
        for (int i = 0; i + 1 < ordered.Length; i++)
        {
            if (ordered[i].EndUtc > ordered[i + 1].StartUtc)
            {
                ordered[i] = ordered[i] with { EndUtc = ordered[i + 1].StartUtc };
            }
        }
        return ordered;
    }
}
