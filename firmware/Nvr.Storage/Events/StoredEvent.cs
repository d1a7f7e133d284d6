using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Time;

namespace Nvr.Storage.Events;

/// <summary>
/// An event as it is on the disk. Immutable. Times are UTC as the box knows them now: a clock correction moves them along with the footage.
/// </summary>
public sealed record StoredEvent
{
    public required EventId Id { get; init; }

    public required CameraId Camera { get; init; }

    public required UtcTime Start { get; init; }

    /// <summary>Null while it goes on; the start itself for what was one moment.</summary>
    public UtcTime? End { get; init; }

    public required EventClosing Closing { get; init; }

    public required CameraEventKind Kind { get; init; }

    public ObjectClass Object { get; init; }

    public EventBox? Box { get; init; }

    /// <summary>When it was there, where that is known.</summary>
    public UtcTime? BoxTime { get; init; }

    /// <summary>0 to 1; null when the camera did not say.</summary>
    public float? Confidence { get; init; }

    public string? Zone { get; init; }

    public string? Text { get; init; }

    public ObjectColours Colours { get; init; }

    public MoveDirection Direction { get; init; }

    public required string Topic { get; init; }

    public required EventOrigin Origin { get; init; }

    /// <summary>The message with which it began. Only where a single event is asked for, and null when its log is damaged there.</summary>
    public string? Raw { get; init; }
}
