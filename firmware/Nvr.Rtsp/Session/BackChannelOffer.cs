using Nvr.Rtsp.Sdp;

namespace Nvr.Rtsp.Session;

/// <summary>
/// How a camera is asked for its back channel and what of its offer is taken (ONVIF Streaming specification 5.3): an audio section with
/// <c>a=sendonly</c> in G.711 at 8 kHz, which every camera with one has to know. Stateless.
/// </summary>
internal static class BackChannelOffer
{
    public const string RequireHeader = "Require: www.onvif.org/ver20/backchannel\r\n";

    public const string None = "The camera takes no sound: it offers no back channel to a loudspeaker.";

    /// <summary>The section with what of it can be spoken; null when there is nothing.</summary>
    public static SdpSection? Pick(SdpSection section)
    {
        SdpMedia[] spoken = section is { Kind: "audio", IsSendOnly: true } ? [.. section.Candidates.Where(IsG711)] : [];
        return spoken.Length > 0 ? section with { Candidates = spoken } : null;
    }

    public static string WhyNot(SdpDescription description)
    {
        SdpMedia? offered = description.Sections.Where(s => s is { Kind: "audio", IsSendOnly: true }).SelectMany(s => s.Candidates).FirstOrDefault();
        return offered is null ? None : $"The camera takes sound as {offered.EncodingName} only. Set its audio decoder to G.711.";
    }

    private static bool IsG711(SdpMedia media) => media is { EncodingName: "PCMU" or "PCMA", ClockRate: 8000, Channels: 1 };
}
