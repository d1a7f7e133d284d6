using Nvr.Core.Media;

namespace Nvr.Mp4.Stitching;

/// <summary>A run of fragments of one segment file that goes into a movie.</summary>
/// <param name="SegmentId">The caller's key for the file; handed back to <see cref="ISegmentSource.Open"/>, otherwise opaque.</param>
/// <param name="Tracks">The segment's formats in the order of its tracks.</param>
/// <param name="Fragments">The fragments in file order; the first of the first part must start with a random-access picture.</param>
/// <param name="MediaZeroUs">
/// Where the segment's media time 0 lies, in microseconds on any scale that all parts share (UTC with gaps closed, say). The movie
/// itself begins at 0 with its first fragment.
/// </param>
/// <param name="FollowsGap">
/// True when footage is missing between the part before and this one. Sound that was taken before the part's first picture then has
/// no place and is left out, as it always is at the movie's beginning; where recording went on, it continues the part before.
/// </param>
public sealed record StitchPart(
    long SegmentId,
    IReadOnlyList<TrackFormat> Tracks,
    IReadOnlyList<FragmentEntry> Fragments,
    long MediaZeroUs,
    bool FollowsGap = false);
