using Microsoft.Win32.SafeHandles;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Mp4;
using Nvr.Storage.Index;
using Nvr.Storage.Volumes;

namespace Nvr.Storage.Reading;

/// <summary>Answers questions about what is recorded. Thread-safe; see <see cref="IFootageReader"/> for the meaning of each call.</summary>
internal sealed class FootageReader(SegmentLocator locator, Func<IReadOnlyList<Volume>> volumes)
{
    private const long SnapshotReachUs = 10_000_000;

    private static readonly UtcRange AllTime = new(new UtcTime(long.MinValue / 4), new UtcTime(long.MaxValue / 4));

    public MoviePlanner Movies { get; } = new(locator);

    public IReadOnlyList<FootageSpan> ListSpans(StreamKey stream, UtcRange range)
    {
        List<FootageSpan> spans = [];
        LocatedSegment? before = null;
        foreach (LocatedSegment segment in locator.Find(stream, range))
        {
            UtcRange clipped = Clip(segment.Range, range);
            FootageSpan? last = spans.Count > 0 ? spans[^1] : null;
            if (last is not null && segment.Continues(before!) && segment.Row.IsBackfilled == last.IsBackfilled)
            {
                spans[^1] = last with { Range = new UtcRange(last.Range.Start, clipped.End), Bytes = last.Bytes + segment.Row.Bytes };
            }
            else if (clipped.DurationUs > 0)
            {
                spans.Add(new FootageSpan(clipped, segment.Row.Bytes) { IsBackfilled = segment.Row.IsBackfilled });
            }
            before = segment;
        }
        return spans;
    }

    public IReadOnlyList<FootageGap> ListGaps(StreamKey stream, UtcRange range) =>
        Join(locator.FindGaps(stream, range).Select(g => g with { Range = Clip(g.Range, range) }));

    // An outage is noted in pieces whose details differ (hung up, then no answer): to a viewer it is one, told by its last detail.
    private static List<FootageGap> Join(IEnumerable<FootageGap> pieces)
    {
        List<FootageGap> gaps = [];
        foreach (FootageGap piece in pieces.OrderBy(g => g.Range.Start))
        {
            if (gaps.Count > 0 && gaps[^1] is var last && last.Reason == piece.Reason && piece.Range.Start.Since(last.Range.End) is >= 0 and <= Tiling.MaxSeamUs)
            {
                gaps[^1] = piece with { Range = new UtcRange(last.Range.Start, piece.Range.End) };
                continue;
            }
            gaps.Add(piece);
        }
        return gaps;
    }

    public UtcRange? Extent(StreamKey stream)
    {
        LocatedSegment? first = locator.Around(stream, AllTime.Start).After;
        LocatedSegment? last = locator.Around(stream, AllTime.End).Before;
        return first is null || last is null ? null : new UtcRange(first.StartUtc, last.EndUtc);
    }

    public KeyFramePosition? Seek(StreamKey stream, UtcTime time)
    {
        (LocatedSegment? before, LocatedSegment? after) = locator.Around(stream, time);
        bool inside = before is not null && time < before.EndUtc.Plus(Tiling.MaxSeamUs);
        if (inside && FindKeyBack(stream, before!, time) is { } back)
        {
            return Position(back.Content, back.Fragment);
        }
        return after is not null && SegmentContent.Load(after) is { } content && content.KeyAtOrAfter(0) is >= 0 and var key ? Position(content, key) : null;
    }

    public KeyFrame? ReadKeyFrame(StreamKey stream, UtcTime nearest)
    {
        (LocatedSegment? before, LocatedSegment? after) = locator.Around(stream, nearest);
        List<(SegmentContent Content, int Fragment)> keys = [];
        if (before is not null && nearest.Since(before.EndUtc) <= SnapshotReachUs && SegmentContent.Load(before) is { } earlier)
        {
            keys.Add(FindKeyBack(stream, before, nearest) ?? (earlier, -1));
            keys.Add((earlier, earlier.KeyAtOrAfter(earlier.At(nearest) + 1)));
        }
        if (after is not null && after.StartUtc.Since(nearest) <= SnapshotReachUs && SegmentContent.Load(after) is { } later)
        {
            keys.Add((later, later.KeyAtOrAfter(0)));
        }
        keys.RemoveAll(k => k.Fragment < 0 || !k.Content.Tracks[0].IsVideo);
        if (keys.Count == 0)
        {
            return null;
        }
        (SegmentContent best, int fragment) = keys.MinBy(k => Math.Abs(k.Content.StartOf(k.Fragment).Since(nearest)));
        using SafeFileHandle file = SegmentContent.Open(best.Segment);
        TrackFormat format = best.Tracks[0];
        return new KeyFrame(best.StartOf(fragment), format, SampleReader.ReadFirstVideoSample(file, best.Fragments[fragment]));
    }

    public IReadOnlyList<CameraUsage> ListUsage()
    {
        Dictionary<StreamKey, long> bytes = [];
        foreach (Volume volume in volumes())
        {
            foreach ((StreamKey stream, _, long streamBytes, long segments) in volume.Reads.Read(r => r.Streams()))
            {
                if (segments > 0)
                {
                    bytes[stream] = bytes.GetValueOrDefault(stream) + streamBytes;
                }
            }
        }
        List<CameraUsage> usage = [];
        foreach ((StreamKey stream, long streamBytes) in bytes)
        {
            if (Extent(stream) is { } extent)
            {
                usage.Add(new CameraUsage(stream.Camera, stream.Stream, streamBytes, extent.Start, extent.End));
            }
        }
        return usage;
    }

    /// <summary>Goes back segment by segment, as long as nothing is missing between them: a group of pictures may span several.</summary>
    public (SegmentContent Content, int Fragment)? FindKeyBack(StreamKey stream, LocatedSegment segment, UtcTime time)
    {
        for (LocatedSegment? at = segment; at is not null; at = locator.Previous(stream, at))
        {
            if (SegmentContent.Load(at) is { } content && content.KeyAtOrBefore(content.At(time)) is >= 0 and var key)
            {
                return (content, key);
            }
        }
        return null;
    }

    private static KeyFramePosition Position(SegmentContent content, int fragment) =>
        new(content.StartOf(fragment), content.Segment.Row.Id, content.Fragments[fragment].Offset);

    private static UtcRange Clip(UtcRange inner, UtcRange outer) =>
        new(inner.Start > outer.Start ? inner.Start : outer.Start, inner.End < outer.End ? inner.End : outer.End);
}
