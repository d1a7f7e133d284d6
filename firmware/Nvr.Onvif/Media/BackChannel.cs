namespace Nvr.Onvif.Media;

/// <summary>
/// Sound to the camera (Profile T). What of it is ONVIF: which profile has an output for it, and what RTSP has to be asked for; the session
/// itself is RTSP's.
/// </summary>
public static class BackChannel
{
    /// <summary>The value of the Require header in DESCRIBE, SETUP and PLAY (Streaming specification, "Back channel connection").</summary>
    public const string RtspFeature = "www.onvif.org/ver20/backchannel";

    /// <summary>The profile of that source through which sound can be sent; null where there is none.</summary>
    public static MediaProfile? Find(IEnumerable<MediaProfile> profiles, string? sourceToken) => profiles
        .Where(p => p is { AudioOutputConfiguration: not null, AudioDecoderConfiguration: not null })
        .OrderByDescending(p => p.SourceToken == sourceToken)
        .FirstOrDefault(p => p.SourceToken == sourceToken || p.SourceToken is null);
}
