using Nvr.Core.Media;
using Nvr.Rtsp.Codecs.Audio;
using Nvr.Rtsp.Codecs.H264;
using Nvr.Rtsp.Codecs.H265;
using Nvr.Rtsp.Codecs.Jpeg;
using Nvr.Rtsp.Sdp;

namespace Nvr.Rtsp.Codecs;

/// <summary>Picks the depacketizer that an encoding name asks for.</summary>
internal static class DepacketizerChoice
{
    private const string Metadata = "VND.ONVIF.METADATA";
    private const int VideoRate = 90_000;
    private const int AudioRate = 8000;
    private const int OpusRate = 48_000;
    private const int MaxRate = 1_000_000;

    /// <summary>Null, and a reason in plain words, when there is none.</summary>
    public static Depacketizer? TryCreate(SdpMedia media, out int clockRate, out string? whyNot)
    {
        var name = media.EncodingName.ToUpperInvariant();
        clockRate = name == "OPUS" ? OpusRate : RateOf(media);
        var made = Create(name, media, clockRate);
        whyNot = made is not null ? null
            : name.StartsWith(Metadata, StringComparison.Ordinal) ? "The camera compresses its metadata, which the recorder does not read."
            : $"The camera offers {media.Kind} as {media.EncodingName}, in a form that cannot be recorded.";
        return made;
    }

    private static int RateOf(SdpMedia media) => media.ClockRate is > 0 and <= MaxRate
        ? media.ClockRate
        : media.Kind.Equals("audio", StringComparison.OrdinalIgnoreCase) ? AudioRate : VideoRate;

    private static Depacketizer? Create(string name, SdpMedia media, int clockRate) => name switch
    {
        "H264" => H264Depacketizer.Create(media, clockRate),
        "H265" or "HEVC" => H265Depacketizer.Create(media, clockRate),
        "JPEG" => new JpegDepacketizer(clockRate),
        "MPEG4-GENERIC" => AacDepacketizer.Create(media, clockRate),
        "MP4A-LATM" => LatmDepacketizer.Create(media, clockRate),
        "PCMA" => PacketAudioDepacketizer.CreatePcm(media, clockRate, Codec.PcmAlaw),
        "PCMU" => PacketAudioDepacketizer.CreatePcm(media, clockRate, Codec.PcmMulaw),
        "L16" => PacketAudioDepacketizer.CreatePcm(media, clockRate, Codec.L16),
        Metadata => new MetadataDepacketizer(clockRate),
        "OPUS" => PacketAudioDepacketizer.CreateOpus(media),
        _ when name.Contains("G726-", StringComparison.Ordinal) => PacketAudioDepacketizer.CreateG726(name, clockRate),
        _ => null,
    };
}
