using Nvr.Core.Time;

namespace Nvr.Onvif.Replay;

/// <summary>
/// A recording on a camera's own card. <paramref name="Span"/> is from its first to its last picture by the camera's clock, null where it does
/// not tell; there may be holes in it.
/// </summary>
public sealed record DeviceRecording(string Token, string? SourceName, UtcRange? Span, IReadOnlyList<string> VideoTracks)
{
    /// <summary>The token of the video source that is recorded; null where the camera does not tell.</summary>
    public string? SourceId { get; init; }
}
