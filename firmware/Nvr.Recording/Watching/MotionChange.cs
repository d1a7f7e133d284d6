using Nvr.Core.Events;

namespace Nvr.Recording.Watching;

/// <summary>A stretch of motion in one zone of a camera, or somebody's stay there, begins, goes on, or is over; or a line is crossed. Immutable.</summary>
/// <param name="Step">Which of them.</param>
/// <param name="Zone">The zone's name or the line's; null for the whole picture.</param>
/// <param name="AtUs">When, monotonic.</param>
/// <param name="Box">Around what stood out most so far, when it did; around what crossed a line.</param>
/// <param name="Strength">How much it stood out.</param>
internal readonly record struct MotionChange(MotionStep Step, string? Zone, long AtUs, EventBox Box, float Strength)
{
    /// <summary>When the box was there, monotonic.</summary>
    public long BoxUs { get; init; } = AtUs;

    /// <summary>Motion, a crossing, or loitering.</summary>
    public CameraEventKind Kind { get; init; } = CameraEventKind.Motion;

    /// <summary>Tells apart those who loiter in a zone at the same time.</summary>
    public int Number { get; init; }

    /// <summary>To which side of the picture a line was crossed.</summary>
    public MoveDirection Direction { get; init; }

    /// <summary>The same as seen along the line.</summary>
    public CrossingDirection Way { get; init; }
}
