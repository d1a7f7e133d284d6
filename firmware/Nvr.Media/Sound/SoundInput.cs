using System.Globalization;
using FFmpeg.AutoGen;
using Nvr.Core;
using Nvr.Core.Media;

namespace Nvr.Media.Sound;

/// <summary>
/// Decodes the sound of one format and lays it on a grid by its times. Used by one thread. Sound that cannot be decoded is left out and
/// counted; what it leaves is a hole. Times that waver by less than a hundredth of a second do not break a run of samples.
/// </summary>
internal sealed unsafe class SoundInput : IDisposable
{
    private const int RunsPerSecond = 100;

    private readonly AVPacket* packet = (AVPacket*)FFmpegError.Allocated(ffmpeg.av_packet_alloc());
    private readonly TrackFormat format;
    private readonly Decoder decoder;
    private readonly SoundGrid grid;
    private readonly int rate;
    private readonly int channels;
    private FrameFilter? filter;
    private (int Rate, int Channels, int Format) shape;
    private long position;
    private long nextDts;
    private bool started;

    /// <param name="format">What comes in.</param>
    /// <param name="rate">Samples a second of the grid.</param>
    /// <param name="channels">Of the grid.</param>
    /// <param name="grid">Takes the sound.</param>
    public SoundInput(TrackFormat format, int rate, int channels, SoundGrid grid)
    {
        if (format.Channels is not (1 or 2) || format.ClockRate <= 0)
        {
            throw new NvrException(ErrorKind.Unsupported, $"Sound of {format.Channels} channels cannot become AAC. Export with the sound as recorded.");
        }
        (this.format, this.rate, this.channels, this.grid) = (format, rate, channels, grid);
        decoder = Decoder.Open(IdOf(format.Codec), context => Describe(context, format));
    }

    public long Damaged => decoder.Damaged;

    /// <summary>One unit; <paramref name="dts"/> in ticks of the format's clock, from the grid's sample 0 on.</summary>
    public void Decode(ReadOnlySpan<byte> data, long dts)
    {
        if (!started || Math.Abs(dts - nextDts) > format.ClockRate / RunsPerSecond)
        {
            Drain();
            position = ToGrid(dts);
            nextDts = dts;
            started = true;
        }
        FFmpegError.Check(ffmpeg.av_new_packet(packet, data.Length), ErrorKind.Exhausted, "There is no memory left for sound.");
        data.CopyTo(new Span<byte>(packet->data, data.Length));
        decoder.Decode(packet, Take);
        ffmpeg.av_packet_unref(packet);
    }

    /// <summary>Hands on what the rate conversion still holds; the next unit begins a new run.</summary>
    public void Drain()
    {
        filter?.Push(null, Place);
        filter?.Dispose();
        filter = null;
        started = false;
    }

    public void Dispose()
    {
        filter?.Dispose();
        decoder.Dispose();
        AVPacket* last = packet;
        ffmpeg.av_packet_free(&last);
    }

    private void Take(AVFrame* frame)
    {
        (int, int, int) found = (frame->sample_rate, frame->ch_layout.nb_channels, frame->format);
        if (filter is null || found != shape)
        {
            filter?.Push(null, Place);
            filter?.Dispose();
            filter = Open(frame);
            shape = found;
        }
        nextDts += (long)frame->nb_samples * format.ClockRate / frame->sample_rate;
        frame->pts = ffmpeg.AV_NOPTS_VALUE;
        filter.Push(frame, Place);
    }

    private void Place(AVFrame* frame)
    {
        var left = new ReadOnlySpan<float>(frame->data[0], frame->nb_samples);
        var right = channels == 2 ? new ReadOnlySpan<float>(frame->data[1], frame->nb_samples) : default;
        grid.Put(position, left, right);
        position += frame->nb_samples;
    }

    private long ToGrid(long dts) => (long)Math.Round((decimal)dts * rate / format.ClockRate, MidpointRounding.AwayFromZero);

    private FrameFilter Open(AVFrame* frame) => new(
        isVideo: false,
        string.Create(
            CultureInfo.InvariantCulture,
            $"sample_rate={frame->sample_rate}:sample_fmt={frame->format}:channel_layout={Layout(frame->ch_layout.nb_channels)}:time_base=1/{frame->sample_rate}"),
        string.Create(CultureInfo.InvariantCulture, $"aformat=sample_fmts=fltp:sample_rates={rate}:channel_layouts={Layout(channels)}"));

    private static string Layout(int channels) => channels == 1 ? "mono" : "stereo";

    private static AVCodecID IdOf(Codec codec) => codec switch
    {
        Codec.PcmAlaw => AVCodecID.AV_CODEC_ID_PCM_ALAW,
        Codec.PcmMulaw => AVCodecID.AV_CODEC_ID_PCM_MULAW,
        // RFC 3551 packs the first sample into the lowest bits.
        Codec.G726 => AVCodecID.AV_CODEC_ID_ADPCM_G726LE,
        Codec.Flac => AVCodecID.AV_CODEC_ID_FLAC,
        Codec.Opus => AVCodecID.AV_CODEC_ID_OPUS,
        Codec.Aac => AVCodecID.AV_CODEC_ID_AAC,
        _ => throw new NvrException(ErrorKind.Unsupported, $"{codec} cannot become AAC."),
    };

    private static void Describe(AVCodecContext* context, TrackFormat format)
    {
        context->sample_rate = format.SampleRate;
        context->bits_per_coded_sample = format.BitsPerSample;
        ffmpeg.av_channel_layout_default(&context->ch_layout, format.Channels);
        // An Opus packet tells all that decoding needs; what MP4 keeps beside it has not the form that FFmpeg reads.
        if (format.Codec != Codec.Opus)
        {
            Decoder.Configure(context, format.Config.Span);
        }
    }
}
