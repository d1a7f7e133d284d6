using Nvr.Rtsp.Rtp;
using Nvr.Rtsp.Sdp;

namespace Nvr.Rtsp.Tests.Foreign;

/// <summary>Feeds packets to a receiver as they would come from a steady network.</summary>
public static class Reception
{
    /// <summary>The only media section of a description as ffmpeg writes it.</summary>
    public static SdpMedia Media(string sdp)
    {
        var lines = sdp.Split('\n', StringSplitOptions.TrimEntries);
        var media = lines.First(line => line.StartsWith("m=", StringComparison.Ordinal))[2..].Split(' ');
        var map = lines.FirstOrDefault(line => line.StartsWith("a=rtpmap:", StringComparison.Ordinal))?.Split(' ')[1].Split('/');
        var fmtp = lines.FirstOrDefault(line => line.StartsWith("a=fmtp:", StringComparison.Ordinal)) is { } line ? line[(line.IndexOf(' ') + 1)..] : "";
        return new SdpMedia
        {
            Kind = media[0],
            PayloadType = int.Parse(media[3]),
            EncodingName = map?[0].ToUpperInvariant() ?? StaticName(media[3]),
            ClockRate = map is null ? (media[0] == "video" ? 90_000 : 8000) : int.Parse(map[1]),
            Channels = map?.Length > 2 ? int.Parse(map[2]) : 1,
            Fmtp = Parameters(fmtp),
        };
    }

    public static SdpMedia Video(string encoding, params (string Key, string Value)[] fmtp) => new()
    {
        Kind = "video",
        PayloadType = RtpBytes.PayloadType,
        EncodingName = encoding,
        ClockRate = 90_000,
        Fmtp = fmtp.ToDictionary(pair => pair.Key, pair => pair.Value),
    };

    public static SdpMedia Audio(string encoding, int rate, int channels = 1, params (string Key, string Value)[] fmtp) => new()
    {
        Kind = "audio",
        PayloadType = RtpBytes.PayloadType,
        EncodingName = encoding,
        ClockRate = rate,
        Channels = channels,
        Fmtp = fmtp.ToDictionary(pair => pair.Key, pair => pair.Value),
    };

    public static TrackReceiver Receiver(SdpMedia media)
    {
        var receiver = TrackReceiver.TryCreate(media, 0, out var whyNot);
        Assert.True(receiver is not null, whyNot);
        return receiver!;
    }

    /// <summary>Feeds packets that arrive exactly when their RTP time says.</summary>
    public static (List<CollectedUnit> Units, ReceptionStats Stats) Run(SdpMedia media, IEnumerable<byte[]> packets)
    {
        using var receiver = Receiver(media);
        var sink = new CollectingSink();
        uint? first = null;
        foreach (var packet in packets.Where(packet => packet.Length >= 12 && (packet[1] & 0x7F) == media.PayloadType))
        {
            var time = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(4));
            first ??= time;
            receiver.Receive(packet, 1_000_000 + ((long)(int)(time - first.Value) * 1_000_000 / media.ClockRate), sink);
        }

        return (sink.Units, receiver.Stats);
    }

    private static Dictionary<string, string> Parameters(string fmtp) => fmtp
        .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair.Length > 1 ? pair[1] : "");

    private static string StaticName(string payloadType) => payloadType switch
    {
        "0" => "PCMU",
        "8" => "PCMA",
        "26" => "JPEG",
        "10" or "11" => "L16",
        _ => throw new ArgumentException(payloadType),
    };
}
