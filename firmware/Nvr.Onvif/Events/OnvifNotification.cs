using Nvr.Core.Time;

namespace Nvr.Onvif.Events;

/// <summary>
/// One ONVIF notification message, taken apart but not interpreted. <see cref="CameraTime"/> is by the camera's own clock, null where it
/// names none that can be read.
/// </summary>
public sealed record OnvifNotification
{
    /// <summary>Without namespace prefixes, for example <c>RuleEngine/CellMotionDetector/Motion</c>.</summary>
    public required string Topic { get; init; }

    public UtcTime? CameraTime { get; init; }

    public PropertyOperation Operation { get; init; }

    public IReadOnlyList<SimpleItem> Source { get; init; } = [];

    public IReadOnlyList<SimpleItem> Key { get; init; } = [];

    public IReadOnlyList<SimpleItem> Data { get; init; } = [];

    /// <summary>Objects that the message carries with it as analytics elements.</summary>
    public IReadOnlyList<Metadata.AnalyticsObject> Objects { get; init; } = [];

    /// <summary>The message as it came; at most 16 KiB.</summary>
    public required string Raw { get; init; }
}
