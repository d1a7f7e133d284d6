using Nvr.Core.Media;
using Nvr.Rtsp.Rtp;
using Nvr.Rtsp.Sdp;

namespace Nvr.Rtsp.Codecs.Audio;

/// <summary>RFC 3640 (AAC-hbr, AAC-lbr): several frames in a packet, or one frame over several packets.</summary>
internal sealed class AacDepacketizer : Depacketizer
{
    private readonly PooledBytes _fragments = new();
    private readonly TrackFormat _format;
    private readonly int _sizeBits;
    private readonly int _indexBits;
    private readonly int _deltaBits;
    private readonly uint _frameTicks;
    private int _fragmentedSize;
    private uint _fragmentTime;

    private AacDepacketizer(TrackFormat format, uint frameTicks, (int Size, int Index, int Delta) bits)
    {
        _format = format;
        _frameTicks = frameTicks;
        (_sizeBits, _indexBits, _deltaBits) = bits;
    }

    public override TrackFormat? Format => _format;

    /// <summary>Null when the configuration makes no sense.</summary>
    public static AacDepacketizer? Create(SdpMedia media, int clockRate)
    {
        var config = SdpParameterSets.Hex(media, "config");
        config = config.Length > 0 ? config : AudioSpecificConfig.Make(clockRate, media.Channels);
        if (AudioSpecificConfig.Parse(config) is not { } parsed)
        {
            return null;
        }

        var isLow = SdpParameterSets.Text(media, "mode").Equals("AAC-lbr", StringComparison.OrdinalIgnoreCase);
        var size = SdpParameterSets.Number(media, "sizelength", isLow ? 6 : 13);
        var index = SdpParameterSets.Number(media, "indexlength", isLow ? 2 : 3);
        var delta = SdpParameterSets.Number(media, "indexdeltalength", isLow ? 2 : 3);
        var isSane = size is > 0 and <= 32 && index is >= 0 and <= 32 && delta is >= 0 and <= 32;
        return isSane ? new AacDepacketizer(MakeFormat(parsed, config, clockRate), TicksOf(parsed, clockRate), (size, index, delta)) : null;
    }

    internal static uint TicksOf(AudioSpecificConfig parsed, int clockRate) =>
        (uint)((long)parsed.FrameSamples * clockRate / parsed.SampleRate);

    internal static TrackFormat MakeFormat(AudioSpecificConfig parsed, byte[] config, int clockRate) => new()
    {
        Codec = Codec.Aac,
        ClockRate = clockRate,
        SampleRate = parsed.OutputRate,
        Channels = parsed.Channels,
        Config = config,
    };

    public override void Push(in RtpPacket packet, bool lossBefore, long arrivalUs, IUnitOutput output)
    {
        var payload = packet.Payload;
        if (lossBefore || packet.Timestamp != _fragmentTime)
        {
            DropFragments(output);
        }

        if (payload.Length < 3)
        {
            return;
        }

        var headerBits = (payload[0] << 8) | payload[1];
        var headerBytes = (headerBits + 7) / 8;
        if (headerBits < _sizeBits || 2 + headerBytes > payload.Length)
        {
            output.OnDamaged();
            return;
        }

        var headers = new BitReader(payload.Slice(2, headerBytes), isEscaped: false);
        Take(ref headers, headerBits, payload[(2 + headerBytes)..], packet.Timestamp, arrivalUs, output);
    }

    public override void Dispose()
    {
        _fragments.Dispose();
        base.Dispose();
    }

    private void Take(ref BitReader headers, int headerBits, ReadOnlySpan<byte> data, uint time, long arrivalUs, IUnitOutput output)
    {
        var isFirst = true;
        while (headerBits - headers.Position >= _sizeBits + (isFirst ? _indexBits : _deltaBits))
        {
            var size = (int)Math.Min(headers.Bits(_sizeBits), PooledBytes.MaxBytes);
            var skipped = headers.Bits(isFirst ? _indexBits : _deltaBits);
            time += isFirst ? 0 : (skipped + 1) * _frameTicks;
            if (size > data.Length)
            {
                AddFragment(data, size, time, arrivalUs, output);
                return;
            }

            Emit(data[..size], time, arrivalUs, output);
            data = data[size..];
            isFirst = false;
        }
    }

    private void AddFragment(ReadOnlySpan<byte> data, int size, uint time, long arrivalUs, IUnitOutput output)
    {
        if (_fragments.Length > 0 && (size != _fragmentedSize || _fragments.Length + data.Length > size))
        {
            DropFragments(output);
        }

        (_fragmentedSize, _fragmentTime) = (size, time);
        if (_fragments.TryAppend(data) && _fragments.Length == size)
        {
            Emit(_fragments.Span, time, arrivalUs, output);
            _fragments.Clear();
        }
    }

    private void DropFragments(IUnitOutput output)
    {
        if (_fragments.Length > 0)
        {
            _fragments.Clear();
            output.OnDamaged();
        }
    }

    private void Emit(ReadOnlySpan<byte> frame, uint time, long arrivalUs, IUnitOutput output)
    {
        if (frame.IsEmpty)
        {
            return;
        }

        output.OnUnit(new CodedUnit { Format = _format, RtpTime = time, ArrivalUs = arrivalUs, IsRandomAccess = true, Data = frame });
    }
}
