using Nvr.Core.Media;
using Nvr.Rtsp.Rtp;
using Nvr.Rtsp.Sdp;

namespace Nvr.Rtsp.Codecs.Audio;

/// <summary>Audio whose packets stand alone: G.711, G.726, L16 (RFC 3551) and Opus (RFC 7587).</summary>
internal sealed class PacketAudioDepacketizer : Depacketizer
{
    private const int OpusRate = 48_000;

    private readonly TrackFormat _format;
    private readonly int _wholeBytes;
    private readonly bool _isBigEndianG726;
    private readonly PooledBytes _repacked = new();

    private PacketAudioDepacketizer(TrackFormat format, int wholeBytes, bool isBigEndianG726 = false)
    {
        _format = format;
        _wholeBytes = wholeBytes;
        _isBigEndianG726 = isBigEndianG726;
    }

    public override TrackFormat? Format => _format;

    public static PacketAudioDepacketizer CreatePcm(SdpMedia media, int clockRate, Codec codec)
    {
        var channels = Math.Clamp(media.Channels, 1, 8);
        return new PacketAudioDepacketizer(Make(codec, clockRate, channels, 0), channels * (codec == Codec.L16 ? 2 : 1));
    }

    /// <summary>
    /// <c>G726-nn</c> packs the first sample into the lowest bits, <c>AAL2-G726-nn</c> into the highest (RFC 3551 section 4.5.4).
    /// What is handed on is always packed the first way. Null when the rate is none of the four.
    /// </summary>
    public static PacketAudioDepacketizer? CreateG726(string name, int clockRate)
    {
        var bits = name[^2..] switch { "16" => 2, "24" => 3, "32" => 4, "40" => 5, _ => 0 };
        var isBigEndian = name.StartsWith("AAL2-", StringComparison.Ordinal);
        return bits == 0 ? null : new PacketAudioDepacketizer(Make(Codec.G726, clockRate, 1, bits), bits is 3 or 5 ? bits : 1, isBigEndian);
    }

    public static PacketAudioDepacketizer CreateOpus(SdpMedia media)
    {
        var isStereo = SdpParameterSets.Number(media, "sprop-stereo", 1) != 0;
        var channels = (byte)(isStereo ? 2 : 1);

        // dOps: version, channels, pre-skip (none: the stream was joined in the middle), rate, gain, mapping family.
        byte[] config = [0, channels, 0, 0, 0, 0, 0xBB, 0x80, 0, 0, 0];
        var format = new TrackFormat { Codec = Codec.Opus, ClockRate = OpusRate, SampleRate = OpusRate, Channels = channels, Config = config };
        return new PacketAudioDepacketizer(format, 1);
    }

    public override void Push(in RtpPacket packet, bool lossBefore, long arrivalUs, IUnitOutput output)
    {
        var data = packet.Payload[..(packet.Payload.Length / _wholeBytes * _wholeBytes)];
        if (data.IsEmpty)
        {
            return;
        }

        if (_isBigEndianG726)
        {
            _repacked.Clear();
            G726Packing.Reverse(data, _format.BitsPerSample, _repacked);
            data = _repacked.Span;
        }

        output.OnUnit(new CodedUnit
        {
            Format = _format,
            RtpTime = packet.Timestamp,
            ArrivalUs = arrivalUs,
            IsRandomAccess = true,
            Data = data,
        });
    }

    public override void Dispose()
    {
        _repacked.Dispose();
        base.Dispose();
    }

    private static TrackFormat Make(Codec codec, int rate, int channels, int bits) =>
        new() { Codec = codec, ClockRate = rate, SampleRate = rate, Channels = channels, BitsPerSample = bits };
}
