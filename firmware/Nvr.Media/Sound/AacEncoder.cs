using FFmpeg.AutoGen;
using Nvr.Core;
using Nvr.Core.Media;

namespace Nvr.Media.Sound;

/// <summary>
/// Encodes whole frames of a grid as AAC-LC. Used by one thread. Packets carry the number of their first sample; the first one lies before
/// sample 0: it is the encoder's run-up.
/// </summary>
internal sealed unsafe class AacEncoder : IDisposable
{
    private const int BitsPerSample = 4;
    private const int LeastBits = 32_000;
    private const int MostBits = 96_000;

    private readonly AVFrame* frame = (AVFrame*)FFmpegError.Allocated(ffmpeg.av_frame_alloc());
    private readonly Encoder encoder;
    private long next;

    /// <summary>Throws <see cref="NvrException"/> of kind Unsupported for a rate that AAC does not have.</summary>
    public AacEncoder(int rate, int channels)
    {
        AVCodec* codec = ffmpeg.avcodec_find_encoder(AVCodecID.AV_CODEC_ID_AAC);
        var context = (AVCodecContext*)FFmpegError.Allocated(ffmpeg.avcodec_alloc_context3(codec));
        context->sample_rate = rate;
        ffmpeg.av_channel_layout_default(&context->ch_layout, channels);
        context->sample_fmt = AVSampleFormat.AV_SAMPLE_FMT_FLTP;
        context->bit_rate = Math.Clamp(rate * BitsPerSample, LeastBits, MostBits) * channels;
        context->time_base = new AVRational { num = 1, den = rate };
        context->flags |= ffmpeg.AV_CODEC_FLAG_GLOBAL_HEADER;
        using var options = new Options();
        encoder = Encoder.TryOpen(context, codec, options)
            ?? throw new NvrException(ErrorKind.Unsupported, $"This FFmpeg cannot encode AAC of {rate} Hz. Export with the sound as recorded.");
        Format = new TrackFormat
        {
            Codec = Codec.Aac,
            ClockRate = rate,
            SampleRate = rate,
            Channels = channels,
            Config = new ReadOnlySpan<byte>(encoder.Context->extradata, encoder.Context->extradata_size).ToArray(),
        };
    }

    /// <summary>The configuration record is the AudioSpecificConfig.</summary>
    public TrackFormat Format { get; }

    public void Encode(ReadOnlySpan<float> first, ReadOnlySpan<float> second, ICodedSink sink)
    {
        frame->nb_samples = first.Length;
        frame->format = (int)AVSampleFormat.AV_SAMPLE_FMT_FLTP;
        frame->sample_rate = Format.SampleRate;
        ffmpeg.av_channel_layout_default(&frame->ch_layout, Format.Channels);
        FFmpegError.Check(ffmpeg.av_frame_get_buffer(frame, 0), ErrorKind.Exhausted, "There is no memory left for sound.");
        frame->pts = next;
        next += first.Length;
        first.CopyTo(new Span<float>(frame->data[0], first.Length));
        if (!second.IsEmpty)
        {
            second.CopyTo(new Span<float>(frame->data[1], second.Length));
        }
        encoder.Encode(frame, sink);
        ffmpeg.av_frame_unref(frame);
    }

    /// <summary>Hands on what the encoder still holds; nothing can be encoded afterwards.</summary>
    public void Finish(ICodedSink sink) => encoder.Encode(null, sink);

    public void Dispose()
    {
        encoder.Dispose();
        AVFrame* last = frame;
        ffmpeg.av_frame_free(&last);
    }
}
