namespace Nvr.Rtsp.Sdp;

/// <summary>One media section of a session description, with the payload type that will be used. Immutable.</summary>
public sealed record SdpMedia
{
    /// <summary><c>video</c>, <c>audio</c>, <c>application</c>.</summary>
    public required string Kind { get; init; }

    public required int PayloadType { get; init; }

    /// <summary>From rtpmap, upper case (<c>H264</c>, <c>MPEG4-GENERIC</c>, <c>PCMA</c>); static payload types are filled in (RFC 3551).</summary>
    public required string EncodingName { get; init; }

    public required int ClockRate { get; init; }

    /// <summary>From rtpmap; 1 where it says nothing.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>fmtp parameters; keys compare without case, values are trimmed, never null.</summary>
    public IReadOnlyDictionary<string, string> Fmtp { get; init; } = new Dictionary<string, string>();

    /// <summary>The control attribute as sent; null when missing.</summary>
    public string? Control { get; init; }
}
