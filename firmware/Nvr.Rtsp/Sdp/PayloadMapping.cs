using System.Globalization;

namespace Nvr.Rtsp.Sdp;

/// <summary>What one payload type means: its rtpmap, or the static assignment, or a guess from its parameters.</summary>
internal readonly struct PayloadMapping(string kind, int payloadType, string? rtpMap, Dictionary<string, string> fmtp)
{
    private const int MaxClockRate = 1_000_000;
    private const int MaxChannels = 16;

    public SdpMedia ToMedia(string? control)
    {
        string[] parts = (rtpMap ?? Static(payloadType) ?? Guess()).Split('/', StringSplitOptions.TrimEntries);
        return new SdpMedia
        {
            Kind = kind,
            PayloadType = payloadType,
            EncodingName = parts[0].ToUpperInvariant(),
            ClockRate = Number(parts, 1, MaxClockRate) ?? (kind == "audio" ? 8000 : 90000),
            Channels = Number(parts, 2, MaxChannels) ?? 1,
            Fmtp = fmtp,
            Control = control,
        };
    }

    // RFC 3551 tables 4 and 5, as far as cameras use them.
    private static string? Static(int payloadType) => payloadType switch
    {
        0 => "PCMU/8000",
        3 => "GSM/8000",
        4 => "G723/8000",
        8 => "PCMA/8000",
        9 => "G722/8000",
        10 => "L16/44100/2",
        11 => "L16/44100/1",
        14 => "MPA/90000",
        18 => "G729/8000",
        26 => "JPEG/90000",
        32 => "MPV/90000",
        33 => "MP2T/90000",
        34 => "H263/90000",
        _ => null,
    };

    private string Guess() =>
        fmtp.ContainsKey("sprop-vps") ? "H265/90000"
        : fmtp.ContainsKey("sprop-parameter-sets") || fmtp.ContainsKey("packetization-mode") ? "H264/90000"
        : "";

    private static int? Number(string[] parts, int index, int max) =>
        index < parts.Length
        && int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out int value)
        && value > 0 && value <= max ? value : null;
}
