using Nvr.Audio.Flac;
using Nvr.Audio.Pcm;
using Nvr.Core.Media;

namespace Nvr.Audio;

/// <summary>
/// Turns wire audio that MP4 cannot carry (G.711, G.726, L16) into FLAC frames of a fixed block size (85 to 128 ms at the usual
/// rates). Used by one thread. Allocates nothing in steady state; never throws on what a camera sends. Short gaps are filled with
/// silence, long ones start a new run at the time that the camera gives.
/// </summary>
public sealed class AudioConverter
{
    // Cameras that stamp audio by their wall clock jitter by a packet; what differs by more is missing or too much.
    private const int TolerancePerSecond = 25;

    private readonly IPcmDecoder _decoder;
    private readonly FlacEncoder _encoder;
    private readonly int _channels;
    private readonly int _rate;
    private readonly short[] _block;
    private short[] _decoded = [];
    private int _filled;
    private long _nextDts;
    private long _blockDts;
    private long _blockCaptureUs;
    private bool _started;
    private int _lost;

    private AudioConverter(TrackFormat wire, IPcmDecoder decoder)
    {
        _decoder = decoder;
        _channels = wire.Channels;
        _rate = wire.SampleRate;
        _encoder = new FlacEncoder(_rate, _channels);
        _block = new short[_encoder.BlockSize * _channels];
        Format = new TrackFormat
        {
            Codec = Codec.Flac,
            ClockRate = _rate,
            SampleRate = _rate,
            Channels = _channels,
            Config = _encoder.StreamInfo,
        };
    }

    /// <summary>FLAC at the wire's sampling rate; the configuration record is the STREAMINFO block.</summary>
    public TrackFormat Format { get; }

    /// <summary>Null when the format needs no conversion or is not one that can be converted.</summary>
    public static AudioConverter? TryCreate(TrackFormat wire)
    {
        const int MaxRate = 192_000;
        var isSane = wire.SampleRate is > 0 and <= MaxRate && wire.ClockRate == wire.SampleRate && wire.Channels is > 0 and <= FlacEncoder.MaxChannels;
        IPcmDecoder? decoder = wire.Codec switch
        {
            Codec.PcmAlaw => new G711Decoder(isAlaw: true),
            Codec.PcmMulaw => new G711Decoder(isAlaw: false),
            Codec.L16 => new L16Decoder(),
            Codec.G726 when wire.BitsPerSample is >= 2 and <= 5 && wire.Channels == 1 => new G726Decoder(wire.BitsPerSample),
            _ => null,
        };
        return isSane && decoder is not null ? new AudioConverter(wire, decoder) : null;
    }

    /// <summary>
    /// Takes one unit of wire audio and hands on zero or more FLAC frames: <see cref="Format"/>, same track, each with the time of its
    /// first sample. A frame's data is valid during the call.
    /// </summary>
    public void Convert(in AccessUnit wire, IAccessUnitSink sink)
    {
        var samples = Decode(wire.Data);
        _lost += wire.LostPackets;
        if (!_started)
        {
            _started = true;
            _nextDts = wire.Dts;
        }

        samples = samples[(Align(wire, samples.Length / _channels, sink) * _channels)..];
        var offset = _nextDts - wire.Dts;
        Append(samples, wire.CaptureUs + (Math.Abs(offset) > _rate ? 0 : ToUs(offset)), wire.Track, sink);
    }

    private ReadOnlySpan<short> Decode(ReadOnlySpan<byte> wire)
    {
        var most = _decoder.MaxSamples(wire.Length);
        if (_decoded.Length < most)
        {
            _decoded = new short[most];
        }

        var count = _decoder.Decode(wire, _decoded);
        return _decoded.AsSpan(0, count - (count % _channels));
    }

    /// <summary>Brings the count of samples and the camera's times together; returns how many samples to leave out.</summary>
    private int Align(in AccessUnit wire, int samples, IAccessUnitSink sink)
    {
        var ahead = wire.Dts - _nextDts;
        if (Math.Abs(ahead) <= _rate / TolerancePerSecond)
        {
            return 0;
        }

        if (ahead < 0 && ahead >= -_rate)
        {
            return (int)Math.Min(samples, -ahead);
        }

        var isShort = ahead > 0 && ahead < _encoder.BlockSize;
        var silence = isShort ? (int)ahead : (_encoder.BlockSize - _filled) % _encoder.BlockSize;
        AppendSilence(silence, wire.CaptureUs - ToUs(Math.Clamp(ahead, 0, _rate)), wire.Track, sink);
        _nextDts = wire.Dts;
        return 0;
    }

    private void Append(ReadOnlySpan<short> samples, long captureUs, int track, IAccessUnitSink sink)
    {
        while (!samples.IsEmpty)
        {
            var frames = Math.Min(samples.Length / _channels, _encoder.BlockSize - _filled);
            samples[..(frames * _channels)].CopyTo(Reserve(frames, captureUs));
            Advance(frames, track, sink);
            samples = samples[(frames * _channels)..];
            captureUs += ToUs(frames);
        }
    }

    private void AppendSilence(int frames, long captureUs, int track, IAccessUnitSink sink)
    {
        while (frames > 0)
        {
            var step = Math.Min(frames, _encoder.BlockSize - _filled);
            Reserve(step, captureUs).Clear();
            Advance(step, track, sink);
            frames -= step;
            captureUs += ToUs(step);
        }
    }

    private Span<short> Reserve(int frames, long captureUs)
    {
        if (_filled == 0)
        {
            (_blockDts, _blockCaptureUs) = (_nextDts, captureUs);
        }

        return _block.AsSpan(_filled * _channels, frames * _channels);
    }

    private void Advance(int frames, int track, IAccessUnitSink sink)
    {
        _filled += frames;
        _nextDts += frames;
        if (_filled < _encoder.BlockSize)
        {
            return;
        }

        _filled = 0;
        var lost = _lost;
        _lost = 0;
        sink.OnAccessUnit(new AccessUnit
        {
            Track = track,
            Format = Format,
            Dts = _blockDts,
            CaptureUs = _blockCaptureUs,
            IsRandomAccess = true,
            LostPackets = lost,
            Data = _encoder.Encode(_block),
        });
    }

    private long ToUs(long frames) => frames * 1_000_000 / _rate;
}
