using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Mp4.Boxes;

namespace Nvr.Mp4.Stitching;

/// <summary>Places parts and fragments in movie time and movie bytes (counted from the first byte after the header).</summary>
internal sealed class StitchLayout
{
    /// <summary>A sidx reference counts its 90 kHz ticks in 32 bits: 13 hours.</summary>
    private const long LongestGap90k = 12L * 3600 * TimeScale.Video;

    private readonly TrackMerger merger;
    private int count;
    private readonly List<PlacedPart> parts = [];
    private readonly List<StitchSpan> spans = [];

    public StitchLayout(IReadOnlyList<StitchPart> parts, TrackMerger merger)
    {
        this.merger = merger;
        Fragments = new PlacedFragment[parts.Sum(p => p.Fragments.Count)];
        long origin90k = ZeroOf(parts[0]) + parts[0].Fragments[0].Start90k;
        foreach (StitchPart part in parts)
        {
            Place(part, origin90k);
        }
    }

    public IReadOnlyList<PlacedPart> Parts => parts;

    public IReadOnlyList<StitchSpan> Spans => spans;

    public PlacedFragment[] Fragments { get; }

    public long Bytes { get; private set; }

    public long Duration90k { get; private set; }

    private static long ZeroOf(StitchPart part) => TimeScale.FromMicroseconds(part.MediaZeroUs, TimeScale.Video);

    private void Place(StitchPart part, long origin90k)
    {
        // Rounded capture times may make neighbours overlap by a tick; decoding times must not run backwards.
        long start = Math.Max(Duration90k, ZeroOf(part) + part.Fragments[0].Start90k - origin90k);
        if (start - Duration90k > LongestGap90k)
        {
            throw new ArgumentException("A gap of more than twelve hours between parts must be closed by the caller.", nameof(part));
        }
        long shift = start - part.Fragments[0].Start90k;
        var placed = new PlacedPart(part, shift, merger.TargetsOf(part))
        {
            ParameterSets = ParameterSetsOf(part),
            Earliest90k = part.FollowsGap ? start : 0,
        };
        long earliest90k = 0;
        foreach (FragmentEntry entry in part.Fragments)
        {
            Check(entry, earliest90k);
            earliest90k = entry.Start90k;
            int bytes = entry.Bytes + (entry.StartsWithRandomAccess ? placed.ParameterSets.Length : 0);
            Fragments[count++] = new PlacedFragment(parts.Count, entry, Bytes, bytes, entry.Start90k + shift);
            Bytes += bytes;
        }
        FragmentEntry last = part.Fragments[^1];
        Duration90k = last.Start90k + last.Duration90k + shift;
        parts.Add(placed);
        spans.Add(new StitchSpan(part.SegmentId, start, Duration90k - start));
    }

    /// <summary>Entries come from an index on a disk: what cannot be is refused here, before it becomes an offset.</summary>
    private static void Check(FragmentEntry entry, long earliest90k)
    {
        bool placed = entry.Offset >= 0 && entry.MoofBytes is > MoofLayout.CheckBytes and <= MoofLayout.MaxMoofBytes
            && entry.Bytes >= entry.MoofBytes + MoofLayout.MdatHeaderBytes;
        bool timed = entry.Duration90k >= 0 && entry.Start90k >= earliest90k && entry.Start90k - earliest90k <= LongestGap90k;
        if (!placed || !timed)
        {
            throw new NvrException(ErrorKind.Storage, "The index of a recording is damaged. Rebuild the index.");
        }
    }

    /// <summary>
    /// FFmpeg (and with it Chromium) sets a decoder up from the first sample entry only, does not look at the index that a fragment
    /// carries, and keeps the last parameter sets when it seeks. In a track of several formats they therefore travel with each picture at
    /// which decoding can begin; tried without: "QP 255 out of range" from the second format on.
    /// </summary>
    private byte[] ParameterSetsOf(StitchPart part)
    {
        TrackFormat format = part.Tracks[0];
        return format.IsVideo && merger.TrackOf(format).Formats.Count > 1 ? ParameterSets.Of(format) : [];
    }
}
