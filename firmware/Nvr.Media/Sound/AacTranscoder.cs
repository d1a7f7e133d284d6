using System.Globalization;
using FFmpeg.AutoGen;
using Nvr.Core;
using Nvr.Core.Media;

namespace Nvr.Media.Sound;

/// <summary>
/// Turns G.711 and G.726 as cameras send them into AAC-LC at the same rate. Used by one thread. Sound that cannot be decoded is left out.
/// The times of what comes out count samples from the first unit; a hole in the input is a hole in the output.
/// </summary>
public sealed unsafe class AacTranscoder : IDisposable
{
    private const int SamplesPerFrame = 1024;
    private const int BitsPerSecond = 32_000;

    private readonly AVPacket* packet = (AVPacket*)FFmpegError.Allocated(ffmpeg.av_packet_alloc());
    private readonly int rate;
    private readonly Decoder decoder;
    private readonly FrameFilter filter;
    private readonly Encoder encoder;
    private long samplesIn;
    private long nextDts;
    private bool started;

    public AacTranscoder(TrackFormat wire)
    {
        if (wire.SampleRate is < 8000 or > 48_000 || wire.Channels is not (1 or 2))
        {
            throw new NvrException(ErrorKind.Unsupported, $"Sound of {wire.SampleRate} Hz and {wire.Channels} channels cannot become AAC.");
        }
        rate = wire.SampleRate;
        decoder = Decoder.Open(IdOf(wire.Codec), context => Describe(context, wire));
        filter = new FrameFilter(isVideo: false, Source(wire), $"aformat=sample_fmts=fltp:sample_rates={rate},asetnsamples=n={SamplesPerFrame}:p=0");
        encoder = OpenEncoder(wire);
        Format = new TrackFormat
        {
            Codec = Codec.Aac,
            ClockRate = rate,
            SampleRate = rate,
            Channels = wire.Channels,
            Config = new ReadOnlySpan<byte>(encoder.Context->extradata, encoder.Context->extradata_size).ToArray(),
        };
    }

    /// <summary>AAC; the configuration record is the AudioSpecificConfig.</summary>
    public TrackFormat Format { get; }

    /// <summary>Add to a packet's time to have it in the input's: the input's time of sample 0.</summary>
    public long Origin { get; private set; }

    public long Damaged => decoder.Damaged;

    /// <summary>One unit of wire audio; packets that it completes go to the sink, with times in samples since <see cref="Origin"/>.</summary>
    public void Convert(ReadOnlySpan<byte> wire, long dts, ICodedSink sink)
    {
        if (!started || Math.Abs(dts - nextDts) > rate / 10)
        {
            Origin = dts - samplesIn;
            started = true;
            nextDts = dts;
        }
        FFmpegError.Check(ffmpeg.av_new_packet(packet, wire.Length), ErrorKind.Exhausted, "There is no memory left for sound.");
        wire.CopyTo(new Span<byte>(packet->data, wire.Length));
        decoder.Decode(packet, frame => Filter(frame, sink));
        ffmpeg.av_packet_unref(packet);
    }

    public void Dispose()
    {
        encoder.Dispose();
        filter.Dispose();
        decoder.Dispose();
        AVPacket* last = packet;
        ffmpeg.av_packet_free(&last);
    }

    private void Filter(AVFrame* frame, ICodedSink sink)
    {
        frame->pts = samplesIn;
        samplesIn += frame->nb_samples;
        nextDts += frame->nb_samples;
        filter.Push(frame, ready => encoder.Encode(ready, sink));
    }

    private static AVCodecID IdOf(Codec codec) => codec switch
    {
        Codec.PcmAlaw => AVCodecID.AV_CODEC_ID_PCM_ALAW,
        Codec.PcmMulaw => AVCodecID.AV_CODEC_ID_PCM_MULAW,
        // RFC 3551 packs the first sample into the lowest bits.
        Codec.G726 => AVCodecID.AV_CODEC_ID_ADPCM_G726LE,
        _ => throw new NvrException(ErrorKind.Unsupported, $"{codec} does not need to become AAC."),
    };

    private static void Describe(AVCodecContext* context, TrackFormat wire)
    {
        context->sample_rate = wire.SampleRate;
        context->bits_per_coded_sample = wire.BitsPerSample;
        ffmpeg.av_channel_layout_default(&context->ch_layout, wire.Channels);
    }

    private static string Source(TrackFormat wire) => string.Create(
        CultureInfo.InvariantCulture,
        $"sample_rate={wire.SampleRate}:sample_fmt=s16:channel_layout={(wire.Channels == 1 ? "mono" : "stereo")}:time_base=1/{wire.SampleRate}");

    private static Encoder OpenEncoder(TrackFormat wire)
    {
        AVCodec* codec = ffmpeg.avcodec_find_encoder(AVCodecID.AV_CODEC_ID_AAC);
        var context = (AVCodecContext*)FFmpegError.Allocated(ffmpeg.avcodec_alloc_context3(codec));
        Describe(context, wire);
        context->bits_per_coded_sample = 0;
        context->sample_fmt = AVSampleFormat.AV_SAMPLE_FMT_FLTP;
        context->bit_rate = BitsPerSecond * wire.Channels;
        context->time_base = new AVRational { num = 1, den = wire.SampleRate };
        context->flags |= ffmpeg.AV_CODEC_FLAG_GLOBAL_HEADER;
        using var options = new Options();
        return Encoder.TryOpen(context, codec, options)
            ?? throw new NvrException(ErrorKind.Unsupported, "This FFmpeg cannot encode AAC.");
    }
}
