using Nvr.Rtsp.Codecs.H264;
using Nvr.Rtsp.Codecs.H265;
using Nvr.Rtsp.Sdp;

namespace Nvr.Rtsp.Codecs;

/// <summary>Picks the depacketizer that an encoding name asks for.</summary>
internal static class DepacketizerChoice
{
    private const int VideoRate = 90_000;

    /// <summary>Null, and a reason in plain words, when there is none.</summary>
    public static Depacketizer? TryCreate(SdpMedia media, out int clockRate, out string? whyNot)
    {
        clockRate = media.ClockRate > 0 ? media.ClockRate : VideoRate;
        whyNot = null;
        Depacketizer? made = media.EncodingName.ToUpperInvariant() switch
        {
            "H264" => H264Depacketizer.Create(media, clockRate),
            "H265" or "HEVC" => H265Depacketizer.Create(media, clockRate),
            _ => null,
        };
        whyNot = made is null ? $"The camera offers {media.Kind} as {media.EncodingName}, which cannot be recorded." : null;
        return made;
    }
}
