namespace Nvr.Rtsp.Sdp;

/// <summary>A session description (RFC 8866), as much of it as a recorder uses. Immutable.</summary>
public sealed record SdpDescription
{
    /// <summary>The session's own control attribute; null when missing.</summary>
    public string? Control { get; init; }

    /// <summary>True when the camera says that the stream has no beginning but now (<c>a=range:npt=now-</c>).</summary>
    public bool IsLive { get; init; }

    public required IReadOnlyList<SdpSection> Sections { get; init; }
}
