using Nvr.Core.Media;

namespace Nvr.Storage.Index;

/// <summary>
/// Everything the index holds of one segment, to be inserted or to replace what is there. Whole rows, so that changes that wait
/// can be merged (the newer wins) and written into a fresh index too.
/// </summary>
internal sealed record SegmentChange
{
    public required long Id { get; init; }

    public required StreamKey Stream { get; init; }

    public required Guid BootId { get; init; }

    /// <summary>Capture time of the first fragment, monotonic microseconds of the boot.</summary>
    public required long StartUs { get; init; }

    public required long DurationUs { get; init; }

    /// <summary>Durable bytes of the file.</summary>
    public required long Bytes { get; init; }

    public required SegmentState State { get; init; }

    public required IReadOnlyList<TrackFormat> Tracks { get; init; }

    /// <summary>The durable fragments, as <see cref="FragmentTable"/> packs them.</summary>
    public required byte[] Fragments { get; init; }

    /// <summary>Fetched later from the camera's own memory: what the index says is missing there shrinks by it.</summary>
    public bool IsBackfilled { get; init; }

    /// <summary>True for what was found by reading files: who writes the segment knows better.</summary>
    public bool OnlyIfAbsent { get; init; }

    public long EndUs => StartUs + DurationUs;
}
