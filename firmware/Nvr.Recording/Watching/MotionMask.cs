namespace Nvr.Recording.Watching;

/// <summary>An area of the picture in which nothing counts: a street behind the fence, a flag, the time that the camera writes. Immutable.</summary>
public sealed record MotionMask
{
    /// <summary>The corners, in order; 3 to 20.</summary>
    public required IReadOnlyList<PicturePoint> Points { get; init; }
}
