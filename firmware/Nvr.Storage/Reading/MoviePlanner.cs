using System.Buffers.Binary;
using Nvr.Core.Time;
using Nvr.Mp4.Stitching;
using Nvr.Storage.Index;
using Nvr.Storage.Writing;

namespace Nvr.Storage.Reading;

/// <summary>Chooses the fragments of a movie and lays them on movie time: gaps are left out. Thread-safe.</summary>
internal sealed class MoviePlanner(SegmentLocator locator)
{
    public IMovie? Plan(StreamKey stream, UtcRange range)
    {
        List<Cut> cuts = ChooseCuts(stream, range);
        if (cuts.Count == 0)
        {
            return null;
        }
        Dictionary<long, LocatedSegment> segments = [];
        List<StitchPart> parts = [];
        long zeroUs = 0;
        for (int i = 0; i < cuts.Count; i++)
        {
            zeroUs = i == 0 ? 0 : zeroUs + Advance(cuts[i - 1], cuts[i]);
            parts.Add(cuts[i].ToPart(zeroUs));
            segments[cuts[i].Key] = cuts[i].Content.Segment;
        }
        StitchPlan plan = StitchPlan.Create(parts, cuts[0].Start);
        return new Movie(plan, new MovieFiles(segments), cuts[0].Start, Map(plan, cuts));
    }

    private List<Cut> ChooseCuts(StreamKey stream, UtcRange range)
    {
        List<Cut> cuts = [];
        foreach (LocatedSegment segment in locator.Find(stream, range))
        {
            if (SegmentContent.Load(segment) is not { } content)
            {
                continue;
            }
            bool continues = cuts.Count > 0 && segment.Continues(cuts[^1].Content.Segment);
            if (cuts.Count == 0)
            {
                cuts.AddRange(Begin(stream, content, range.Start));
            }
            else if ((continues ? 0 : content.KeyAtOrAfter(0)) is >= 0 and var first)
            {
                cuts.Add(new Cut(content, first, content.Fragments.Count));
            }
        }
        CutEnd(cuts, range.End);
        return cuts;
    }

    /// <summary>From the key frame at or before the start, in an earlier segment if need be; else from the next one.</summary>
    private List<Cut> Begin(StreamKey stream, SegmentContent content, UtcTime start)
    {
        List<Cut> cuts = [];
        SegmentContent? at = content;
        int key = content.KeyAtOrBefore(content.At(start));
        cuts.Add(new Cut(content, Math.Max(key, 0), content.Fragments.Count));
        while (key < 0 && at is not null)
        {
            at = locator.Previous(stream, at.Segment) is { } before ? SegmentContent.Load(before) : null;
            key = at?.KeyAtOrBefore(at.Fragments.Count - 1) ?? -1;
            if (at is not null)
            {
                cuts.Insert(0, new Cut(at, Math.Max(key, 0), at.Fragments.Count));
            }
        }
        return key >= 0 ? cuts : content.KeyAtOrAfter(0) is >= 0 and var next ? [new Cut(content, next, content.Fragments.Count)] : [];
    }

    private static void CutEnd(List<Cut> cuts, UtcTime end)
    {
        for (int i = 0; i < cuts.Count; i++)
        {
            Cut cut = cuts[i];
            int last = cut.End;
            while (last > cut.First + 1 && cut.Content.StartOf(last - 1) >= end)
            {
                last--;
            }
            cuts[i] = cut with { End = last };
        }
        cuts.RemoveAll(c => c.Start >= end && c != cuts[0]);
    }

    /// <summary>How much later the second cut's first fragment lies in movie time than the first one's.</summary>
    private static long Advance(Cut earlier, Cut later)
    {
        bool continues = later.Content.Segment.Continues(earlier.Content.Segment);
        return continues ? later.Start.Since(earlier.Start) : earlier.Content.EndOf(earlier.End - 1).Since(earlier.Start);
    }

    private static List<MovieSpan> Map(StitchPlan plan, List<Cut> cuts)
    {
        List<MovieSpan> spans = [];
        for (int i = 0; i < cuts.Count; i++)
        {
            MovieSpan span = new(MediaTime.ToUs(plan.Spans[i].Start90k), MediaTime.ToUs(plan.Spans[i].Duration90k), cuts[i].Start);
            MovieSpan? before = spans.Count > 0 ? spans[^1] : null;
            bool joins = before is not null
                && Math.Abs(span.Utc.Since(before.Utc) - (span.StartUs - before.StartUs)) < Tiling.MaxSeamUs;
            if (joins)
            {
                spans[^1] = before! with { DurationUs = span.StartUs + span.DurationUs - before.StartUs };
            }
            else
            {
                spans.Add(span);
            }
        }
        return spans;
    }

    /// <summary>Fragments [First, End) of a segment.</summary>
    private sealed record Cut(SegmentContent Content, int First, int End)
    {
        public UtcTime Start => Content.StartOf(First);

        // Segment ids count per volume: the volume's id keeps those of two volumes apart.
        public long Key =>
            Content.Segment.Row.Id ^ ((long)BinaryPrimitives.ReadUInt16LittleEndian(Content.Segment.Volume.Site.Marker.Id.ToByteArray()) << 46);

        public StitchPart ToPart(long startUs) => new(
            Key, Content.Tracks, [.. Content.Fragments.Skip(First).Take(End - First)], startUs - MediaTime.ToUs(Content.Fragments[First].Start90k));
    }
}
