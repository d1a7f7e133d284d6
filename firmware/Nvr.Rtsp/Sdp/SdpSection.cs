namespace Nvr.Rtsp.Sdp;

/// <summary>One <c>m=</c> section as the camera wrote it, with every payload type it offers. Immutable.</summary>
public sealed record SdpSection
{
    /// <summary><c>video</c>, <c>audio</c>, <c>application</c>; lower case.</summary>
    public required string Kind { get; init; }

    /// <summary>The port to listen on for multicast; 0 where the camera leaves it to SETUP.</summary>
    public int Port { get; init; }

    /// <summary>Address of the section's or else the session's <c>c=</c> line, without TTL; null when missing.</summary>
    public string? Address { get; init; }

    /// <summary>The sender named by a <c>source-filter</c> (RFC 4570); null when there is none.</summary>
    public string? Source { get; init; }

    /// <summary>The control attribute as sent; null when missing.</summary>
    public string? Control { get; init; }

    /// <summary>True for <c>a=sendonly</c>: in a description that was asked for with a back channel, media that the recorder sends.</summary>
    public bool IsSendOnly { get; init; }

    /// <summary>In the order of the <c>m=</c> line; may be empty.</summary>
    public IReadOnlyList<SdpMedia> Candidates { get; init; } = [];
}
