using Nvr.Core.Media;
using Nvr.Rtsp.Rtp;
using Nvr.Rtsp.Sdp;

namespace Nvr.Rtsp.Codecs.Audio;

/// <summary>RFC 6416 (MP4A-LATM) with the configuration in the session description, as cameras do it; one program, one layer.</summary>
internal sealed class LatmDepacketizer : Depacketizer
{
    private readonly PooledBytes _element = new();
    private readonly TrackFormat _format;
    private readonly uint _frameTicks;
    private readonly int _subFrames;
    private uint _time;
    private long _arrivalUs;

    private LatmDepacketizer(TrackFormat format, uint frameTicks, int subFrames)
    {
        _format = format;
        _frameTicks = frameTicks;
        _subFrames = subFrames;
    }

    public override TrackFormat? Format => _format;

    /// <summary>Null when the configuration is in band, or not one of a single AAC stream.</summary>
    public static LatmDepacketizer? Create(SdpMedia media, int clockRate)
    {
        var reader = new BitReader(SdpParameterSets.Hex(media, "config"), isEscaped: false);
        var isKnownLayout = !reader.Flag() & reader.Flag();
        var subFrames = (int)reader.Bits(6) + 1;
        isKnownLayout &= reader.Bits(7) == 0;
        var start = reader.Position;
        if (!isKnownLayout || SdpParameterSets.Number(media, "cpresent", 1) != 0 || AudioSpecificConfig.Parse(ref reader) is not { } parsed)
        {
            return null;
        }

        var config = CopyBits(SdpParameterSets.Hex(media, "config"), start, reader.Position);
        return new LatmDepacketizer(
            AacDepacketizer.MakeFormat(parsed, config, clockRate), AacDepacketizer.TicksOf(parsed, clockRate), subFrames);
    }

    public override void Push(in RtpPacket packet, bool lossBefore, long arrivalUs, IUnitOutput output)
    {
        if (_element.Length > 0 && (lossBefore || packet.Timestamp != _time))
        {
            _element.Clear();
            output.OnDamaged();
        }

        if (_element.Length == 0)
        {
            (_time, _arrivalUs) = (packet.Timestamp, arrivalUs);
        }

        if (_element.TryAppend(packet.Payload) && packet.Marker)
        {
            Unpack(_element.Span, output);
            _element.Clear();
        }
    }

    public override void Dispose()
    {
        _element.Dispose();
        base.Dispose();
    }

    private void Unpack(ReadOnlySpan<byte> bytes, IUnitOutput output)
    {
        for (var frame = 0; frame < _subFrames && !bytes.IsEmpty; frame++)
        {
            var length = 0;
            byte part;
            do
            {
                part = bytes[0];
                length += part;
                bytes = bytes[1..];
            }
            while (part == 0xFF && !bytes.IsEmpty);

            if (length == 0 || length > bytes.Length)
            {
                output.OnDamaged();
                return;
            }

            output.OnUnit(new CodedUnit
            {
                Format = _format,
                RtpTime = _time + ((uint)frame * _frameTicks),
                ArrivalUs = _arrivalUs,
                IsRandomAccess = true,
                Data = bytes[..length],
            });
            bytes = bytes[length..];
        }
    }

    private static byte[] CopyBits(byte[] source, int start, int end)
    {
        var reader = new BitReader(source, isEscaped: false);
        reader.Skip(start);
        var copy = new byte[(end - start + 7) / 8];
        for (var i = 0; i < end - start; i++)
        {
            copy[i / 8] |= (byte)(reader.Bit() << (7 - (i % 8)));
        }

        return copy;
    }
}
