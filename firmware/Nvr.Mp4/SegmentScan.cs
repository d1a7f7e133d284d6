using Nvr.Core.Media;

namespace Nvr.Mp4;

/// <summary>What a segment file says about itself, as far as it can be trusted.</summary>
public sealed record SegmentScan
{
    /// <summary>Null when the file carries none, or when the header's checksum does not match.</summary>
    public SegmentIdentity? Identity { get; init; }

    /// <summary>The formats in the order of the tracks; empty when the header cannot be read.</summary>
    public IReadOnlyList<TrackFormat> Tracks { get; init; } = [];

    /// <summary>Length of ftyp and moov: where the first fragment begins. 0 when the header cannot be read.</summary>
    public int HeaderBytes { get; init; }

    /// <summary>Every intact fragment in file order; what lies between damaged places is listed too.</summary>
    public IReadOnlyList<FragmentEntry> Fragments { get; init; } = [];

    /// <summary>
    /// End of the last intact fragment (of the header when there is none): what follows is worthless. The whole file where that cannot be
    /// said, because the disk could not read a place or the search was given up: then there is nothing to cut off.
    /// </summary>
    public long ValidBytes { get; init; }

    public long FileBytes { get; init; }

    /// <summary>Bytes before <see cref="ValidBytes"/> that belong to no intact fragment; 0 in a file that only has a torn tail.</summary>
    public long DamagedBytes { get; init; }

    /// <summary>Whether a place could not be read or the search was given up: the file may hold more than was found.</summary>
    public bool IsUncertain { get; init; }

    /// <summary>Null when the file is whole; else the first thing found wrong, in words.</summary>
    public string? Problem { get; init; }
}
