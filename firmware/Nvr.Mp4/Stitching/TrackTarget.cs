namespace Nvr.Mp4.Stitching;

/// <summary>What a segment's track becomes in the movie.</summary>
internal readonly record struct TrackTarget(int TrackId, int DescriptionIndex, int ClockRate);
