using Nvr.Core.Time;

namespace Nvr.Core.Events;

/// <summary>
/// One message of a camera about what happens in front of it, in the recorder's own words. Immutable. Which camera it is about is
/// known by whoever listens to it; a device with several sources names the source in <see cref="SourceToken"/>.
/// </summary>
public sealed record CameraEvent
{
    public required CameraEventKind Kind { get; init; }

    public required EventPhase Phase { get; init; }

    /// <summary>When it happened, by the box's clock: the camera's own time with its known offset taken out.</summary>
    public required UtcTime Time { get; init; }

    /// <summary>
    /// The same for the start and the end of one thing: the topic and everything in the message that says which source, rule or
    /// object it is about. Compare, do not show.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>
    /// The state as it was already when the recorder began to listen, or was asked for again; it is no news. Such a start may have begun
    /// at any time before.
    /// </summary>
    public bool IsInitial { get; init; }

    public ObjectClass Object { get; init; }

    /// <summary>Where in the picture, if the camera says so.</summary>
    public EventBox? Box { get; init; }

    /// <summary>When it was there; null for the moment that the message is about.</summary>
    public UtcTime? BoxTime { get; init; }

    /// <summary>How sure the camera is, 0 to 1; null when it does not say.</summary>
    public float? Confidence { get; init; }

    /// <summary>The area, line, rule or input as the camera's owner named it.</summary>
    public string? Zone { get; init; }

    /// <summary>The colours that dominate the object, as far as known.</summary>
    public ObjectColours Colours { get; init; }

    /// <summary>Where the object moved, as far as known.</summary>
    public MoveDirection Direction { get; init; }

    /// <summary>What was read or heard: the letters of a plate, the kind of a sound.</summary>
    public string? Text { get; init; }

    /// <summary>The device's token for the video source, or for its configuration; null when the message names none.</summary>
    public string? SourceToken { get; init; }

    /// <summary>The camera's own name for it, without namespaces, for example <c>RuleEngine/CellMotionDetector/Motion</c>.</summary>
    public required string Topic { get; init; }

    /// <summary>The message as it came, for evidence and for what the vocabulary has no word for. At most 16 KiB; cut if longer.</summary>
    public required string Raw { get; init; }
}
