using FFmpeg.AutoGen;
using Nvr.Core;

namespace Nvr.Media.Capture;

/// <summary>A video device, or a picture generator, read through FFmpeg. Owned by one thread; reading blocks until a picture is there.</summary>
internal sealed unsafe class VideoInput : IDisposable
{
    private const double FallbackFps = 25;
    private const double FastestFps = 240;

    private readonly AVPacket* packet = (AVPacket*)FFmpegError.Allocated(ffmpeg.av_packet_alloc());
    private readonly AVStream* stream;
    private readonly Decoder decoder;
    private AVFormatContext* context;

    private VideoInput(AVFormatContext* context)
    {
        this.context = context;
        stream = FindVideo(context);
        AVCodecParameters* parameters = stream->codecpar;
        decoder = Decoder.Open(parameters->codec_id, c => _ = ffmpeg.avcodec_parameters_to_context(c, parameters));
    }

    public int Width => stream->codecpar->width;

    public int Height => stream->codecpar->height;

    public AVRational TimeBase => stream->time_base;

    /// <summary>What the device says of itself; a generator says it by the unit of its times alone. Where nothing is said, 25.</summary>
    public double Fps => Rate(stream->avg_frame_rate) ?? Rate(stream->r_frame_rate)
        ?? Rate(new AVRational { num = stream->time_base.den, den = stream->time_base.num }) ?? FallbackFps;

    /// <summary>Pictures that could not be decoded.</summary>
    public long Damaged => decoder.Damaged;

    public static VideoInput OpenDevice(string path) =>
        Open("video4linux2", path, error => DeviceWords.CannotOpen(path, -error, FFmpegError.Describe(error)));

    public static VideoInput OpenGenerator(string description) =>
        Open("lavfi", description, _ => new NvrException(ErrorKind.NotFound, $"There is no test picture called \"{description}\"."));

    /// <summary>Waits for the next picture and hands it on. Throws <see cref="NvrException"/> when there will be none.</summary>
    public void Read(Decoder.FrameTaker taker)
    {
        int result = ffmpeg.av_read_frame(context, packet);
        if (result == ffmpeg.AVERROR(ffmpeg.EAGAIN))
        {
            return;
        }
        if (result < 0)
        {
            throw DeviceWords.Stopped(FFmpegError.Describe(result));
        }
        if (packet->stream_index == stream->index)
        {
            decoder.Decode(packet, taker);
        }
        ffmpeg.av_packet_unref(packet);
    }

    public void Dispose()
    {
        decoder.Dispose();
        AVPacket* last = packet;
        ffmpeg.av_packet_free(&last);
        AVFormatContext* opened = context;
        ffmpeg.avformat_close_input(&opened);
        context = null;
    }

    private static double? Rate(AVRational rate) =>
        rate is { num: > 0, den: > 0 } && (double)rate.num / rate.den <= FastestFps ? (double)rate.num / rate.den : null;

    private static VideoInput Open(string format, string address, Func<int, NvrException> failure)
    {
        AVInputFormat* reader = ffmpeg.av_find_input_format(format);
        if (reader is null)
        {
            throw new NvrException(ErrorKind.Unsupported, $"This FFmpeg has no {format}.");
        }
        AVFormatContext* context = null;
        int result = ffmpeg.avformat_open_input(&context, address, reader, null);
        return result >= 0 ? new VideoInput(context) : throw failure(result);
    }

    private static AVStream* FindVideo(AVFormatContext* context)
    {
        for (uint i = 0; i < context->nb_streams; i++)
        {
            if (context->streams[i]->codecpar->codec_type == AVMediaType.AVMEDIA_TYPE_VIDEO)
            {
                return context->streams[i];
            }
        }
        throw new NvrException(ErrorKind.Unsupported, "The device has no pictures.");
    }
}
