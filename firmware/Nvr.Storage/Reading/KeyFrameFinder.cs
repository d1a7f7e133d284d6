using Nvr.Core.Time;
using Nvr.Storage.Index;

namespace Nvr.Storage.Reading;

/// <summary>Finds the key frames that show each slot of a stretch of time. Thread-safe; reads each segment's table once.</summary>
internal sealed class KeyFrameFinder(SegmentLocator locator, FootageReader reader)
{
    public IReadOnlyList<UtcTime?> Find(StreamKey stream, UtcTime start, long stepUs, int count)
    {
        UtcTime?[] shown = new UtcTime?[count];
        UtcTime? last = null;
        LocatedSegment? before = null;
        foreach (LocatedSegment segment in locator.Find(stream, new UtcRange(start, start.Plus(stepUs * count))))
        {
            if (SegmentContent.Load(segment) is not { } content || !content.Tracks[0].IsVideo)
            {
                continue;
            }
            last = before is null ? reader.FindKeyBack(stream, segment, start) is { } back ? back.Content.StartOf(back.Fragment) : null
                : segment.Continues(before) ? last : null;
            last = Show(content, last, start, stepUs, shown);
            before = segment;
        }
        return shown;
    }

    /// <summary>Fills in what one segment shows; returns its last key frame, or that of before where it has none.</summary>
    private static UtcTime? Show(SegmentContent content, UtcTime? last, UtcTime start, long stepUs, UtcTime?[] shown)
    {
        long from = Math.Max(0, content.Segment.StartUtc.Since(start) / stepUs);
        for (int fragment = 0; fragment < content.Fragments.Count; fragment++)
        {
            UtcTime time = content.StartOf(fragment);
            if (!content.Fragments[fragment].StartsWithRandomAccess || time >= content.Segment.EndUtc)
            {
                continue;
            }
            long slot = (long)Math.Floor((double)time.Since(start) / stepUs);
            from = Carry(last, from, Math.Min(slot, shown.Length), content, start, stepUs, shown);
            if (slot >= 0 && slot < shown.Length)
            {
                shown[slot] ??= time;
            }
            last = time;
        }
        _ = Carry(last, from, shown.Length, content, start, stepUs, shown);
        return last;
    }

    /// <summary>Gives the slots [from, to) whose start lies in the segment the key frame that was last then; returns where to go on.</summary>
    private static long Carry(UtcTime? last, long from, long to, SegmentContent content, UtcTime start, long stepUs, UtcTime?[] shown)
    {
        for (long slot = from; slot < to; slot++)
        {
            if (last is not null && content.Segment.Range.Contains(start.Plus(slot * stepUs)))
            {
                shown[slot] ??= last;
            }
        }
        return Math.Max(from, to);
    }
}
