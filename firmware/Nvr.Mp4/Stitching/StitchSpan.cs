namespace Nvr.Mp4.Stitching;

/// <summary>Where the fragments of one part lie in the movie, 90 kHz ticks from the movie's beginning.</summary>
public readonly record struct StitchSpan(long SegmentId, long Start90k, long Duration90k);
