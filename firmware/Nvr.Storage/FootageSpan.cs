using Nvr.Core.Time;

namespace Nvr.Storage;

/// <summary>An uninterrupted stretch of footage of one origin and the bytes it takes on disk (whole segments, not clipped).</summary>
public sealed record FootageSpan(UtcRange Range, long Bytes)
{
    /// <summary>Fetched later from the camera's own memory.</summary>
    public bool IsBackfilled { get; init; }
}
