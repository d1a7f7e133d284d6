namespace Nvr.Recording.Watching;

/// <summary>An area of the picture in which nothing counts: a street behind the fence, a flag, the time that the camera writes. Immutable.</summary>
public sealed record MotionMask
{
    /// <summary>The corners, in order; 3 to 20.</summary>
    public required IReadOnlyList<PicturePoint> Points { get; init; }

    /// <summary>Pictures of footage are black there, too: a neighbour's window. The footage itself is what the camera sent.</summary>
    public bool IsPrivate { get; init; }
}
