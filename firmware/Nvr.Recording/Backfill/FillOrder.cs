using Nvr.Core;
using Nvr.Storage;

namespace Nvr.Recording.Backfill;

/// <summary>One hole that is to be filled from a camera's own recording. Immutable.</summary>
public sealed record FillOrder
{
    public required CameraId Camera { get; init; }

    public required StreamKind Stream { get; init; }

    public required FootageHole Hole { get; init; }

    /// <summary>The camera's clock minus the box's, as far as is known, microseconds.</summary>
    public required long CameraOffsetUs { get; init; }

    /// <summary>The last key picture that was recorded before the hole; null when there is none near it.</summary>
    public KeyFrame? Anchor { get; init; }

    /// <summary>The key picture with which live footage begins again after the hole; null when there is none, or the hole is not filled to its end.</summary>
    public KeyFrame? Successor { get; init; }
}
