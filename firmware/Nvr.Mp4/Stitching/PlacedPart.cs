using Nvr.Core.Media;

namespace Nvr.Mp4.Stitching;

/// <summary>One part of the movie: how the moofs of its segment are to be patched.</summary>
internal sealed class PlacedPart(StitchPart part, long shift90k, TrackTarget[] targets)
{
    public long SegmentId { get; } = part.SegmentId;

    /// <summary>The segment's formats in the order of its tracks.</summary>
    public IReadOnlyList<TrackFormat> Tracks { get; } = part.Tracks;

    /// <summary>Movie time minus segment time.</summary>
    public long Shift90k { get; } = shift90k;

    /// <summary>By the segment's track, counted from 0.</summary>
    public TrackTarget[] Targets { get; } = targets;

    /// <summary>Movie time before which the part has nothing to show or say.</summary>
    public long Earliest90k { get; init; }

    /// <summary>Parameter sets that go before each random-access picture; empty where the track has one format.</summary>
    public byte[] ParameterSets { get; init; } = [];
}
