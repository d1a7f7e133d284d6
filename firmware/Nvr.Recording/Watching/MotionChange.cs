using Nvr.Core.Events;

namespace Nvr.Recording.Watching;

/// <summary>A stretch of motion in one zone of a camera begins, goes on, or is over. Immutable.</summary>
/// <param name="Step">Which of them.</param>
/// <param name="Zone">Null for the whole picture.</param>
/// <param name="AtUs">When, monotonic.</param>
/// <param name="Box">Around what stood out most so far, when it did.</param>
/// <param name="Strength">How much it stood out.</param>
internal readonly record struct MotionChange(MotionStep Step, string? Zone, long AtUs, EventBox Box, float Strength);
