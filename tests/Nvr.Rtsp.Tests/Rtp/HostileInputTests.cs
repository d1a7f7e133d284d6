using Nvr.Rtsp.Rtp;
using Nvr.Rtsp.Sdp;
using Nvr.Rtsp.Tests.Codecs;
using Nvr.Rtsp.Tests.Foreign;

namespace Nvr.Rtsp.Tests.Rtp;

/// <summary>Seeded mutations of plausible streams: nothing throws, times rise, and the camera is heard again afterwards.</summary>
public sealed class HostileInputTests
{
    private const int Packets = 20_000;

    public static TheoryData<string, int> Encodings
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in (string[])["H264", "H265", "JPEG", "MPEG4-GENERIC", "MP4A-LATM", "PCMU", "G726-24", "AAL2-G726-40", "L16", "OPUS"])
            {
                data.Add(name, 1);
                data.Add(name, 2);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Receive_MutatedPackets_NeverThrow(string encoding, int seed)
    {
        var random = new Random(seed);
        using var receiver = Reception.Receiver(Media(encoding));
        var sink = new CollectingSink();
        for (var i = 0; i < Packets; i++)
        {
            var packet = RtpBytes.Packet(i + random.Next(-3, 4), (uint)(i / 3 * 3600), i % 3 == 2, Payload(encoding, random));
            Mutate(packet, random);
            receiver.Receive(packet.AsSpan(0, random.Next(10) == 0 ? random.Next(packet.Length) : packet.Length), i * 10_000L, sink);
            receiver.ReceiveRtcp(packet.AsSpan(0, random.Next(packet.Length)), i * 10_000L);
            Trim(sink);
        }

        Assert.True(receiver.Stats.Packets > Packets / 4);
    }

    [Theory]
    [InlineData("sprop-parameter-sets")]
    [InlineData("sprop-sps")]
    [InlineData("config")]
    public void TryCreate_MutatedDescriptions_NeverThrow(string parameter)
    {
        var random = new Random(9);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = H264Sample.Sps.Concat(H264Sample.Pps).ToArray();
            Mutate(bytes, random);
            var text = parameter == "config" ? System.Convert.ToHexString(bytes.AsSpan(0, random.Next(12))) : System.Convert.ToBase64String(bytes);
            foreach (var name in (string[])["H264", "H265", "MPEG4-GENERIC", "MP4A-LATM"])
            {
                TrackReceiver.TryCreate(Media(name) with { Fmtp = new Dictionary<string, string> { [parameter] = text, ["cpresent"] = "0" } }, 0, out _)?.Dispose();
            }
        }
    }

    private static SdpMedia Media(string encoding) => encoding switch
    {
        "H264" or "H265" or "JPEG" => Reception.Video(encoding),
        "MP4A-LATM" => Reception.Audio(encoding, 48000, 1, ("config", "400023203fc0"), ("cpresent", "0")),
        _ => Reception.Audio(encoding, 8000),
    };

    private static byte[] Payload(string encoding, Random random)
    {
        var body = new byte[random.Next(1, 600)];
        random.NextBytes(body);
        return encoding switch
        {
            "H264" => random.Next(5) switch
            {
                0 => H264Sample.Aggregate(H264Sample.Sps, H264Sample.Pps, H264Sample.Sei),
                1 => H264Sample.Idr((byte)random.Next(256)),
                2 => H264Sample.Fragment([0x65, .. body], random.Next(2) == 0, random.Next(2) == 0, ..),
                3 => [24, .. body],
                _ => H264Sample.P(),
            },
            "H265" => [(byte)(random.Next(52) << 1), 1, .. body],
            "JPEG" => [0, 0, (byte)random.Next(3), (byte)random.Next(256), (byte)random.Next(2), (byte)random.Next(256), 20, 20, .. body],
            "MPEG4-GENERIC" => [0, (byte)(16 * random.Next(4)), .. body],
            _ => body,
        };
    }

    private static void Mutate(byte[] bytes, Random random)
    {
        for (var hits = random.Next(6) - 3; hits > 0 && bytes.Length > 12; hits--)
        {
            bytes[random.Next(random.Next(3) == 0 ? 0 : 12, bytes.Length)] = (byte)random.Next(256);
        }
    }

    private static void Trim(CollectingSink sink)
    {
        for (var i = 1; i < sink.Units.Count; i++)
        {
            Assert.True(sink.Units[i].Dts > sink.Units[i - 1].Dts);
            Assert.True(sink.Units[i].CaptureUs >= sink.Units[i - 1].CaptureUs);
        }

        if (sink.Units.Count > 1)
        {
            sink.Units.RemoveRange(0, sink.Units.Count - 1);
        }
    }
}
