using Nvr.Core.Time;

namespace Nvr.Core.Events;

/// <summary>
/// One thing that happened in front of a camera, from its beginning to its end: what a camera told in one or two messages. Immutable; told
/// again with the same <see cref="Id"/> when it ends.
/// </summary>
public sealed record CameraOccurrence
{
    public required Guid Id { get; init; }

    public required CameraId Camera { get; init; }

    public required UtcTime Start { get; init; }

    /// <summary>Null while it goes on; equal to <see cref="Start"/> for what only happens.</summary>
    public UtcTime? End { get; init; }

    /// <summary>
    /// It was so already when the recorder began to listen: it began at any time before <see cref="Start"/>, and is no news to alarm anybody.
    /// </summary>
    public bool WasStanding { get; init; }

    /// <summary>The camera did not tell the end: it was lost, or is listened to no more. <see cref="End"/> is the last moment at which it was known to go on.</summary>
    public bool IsEndUncertain { get; init; }

    /// <summary>The message that told the beginning.</summary>
    public required CameraEvent Message { get; init; }
}
