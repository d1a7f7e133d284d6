using FFmpeg.AutoGen;
using Nvr.Core;
using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Capture;

/// <summary>
/// Picks the H.264 encoder: the board's own where there is one, x264 or OpenH264 where not. Every one makes a key frame each two seconds,
/// no B-frames (times then never step back), and stays below the order's rate.
/// </summary>
internal static unsafe class H264Encoders
{
    /// <summary>Ticks a second of an encoder's times.</summary>
    public const int ClockRate = 90_000;

    public const int SecondsBetweenKeyFrames = 2;

    /// <summary>In the order of preference, with what each wants to be told.</summary>
    private static readonly (string Name, (string, string)[] Options)[] Known =
    [
        ("h264_v4l2m2m", []),
        // superfast: PAL at 25 pictures a second takes 8 % of an x64 core (docs/decisions/0014-analog-cameras.md).
        ("libx264", [("preset", "superfast"), ("tune", "zerolatency"), ("profile", "main"), ("crf", "23")]),
        ("libopenh264", [("allow_skip_frames", "1")]),
    ];

    public static Encoder Open(PictureShape shape, WorkerOrder order)
    {
        foreach ((string name, (string, string)[] pairs) in Known)
        {
            AVCodec* codec = ffmpeg.avcodec_find_encoder_by_name(name);
            if (codec is null)
            {
                continue;
            }
            using var options = new Options(pairs);
            if (Encoder.TryOpen(Prepare(codec, shape, order, name != "libx264"), codec, options, name) is { } opened)
            {
                return opened;
            }
        }
        throw new NvrException(ErrorKind.Unsupported, "This FFmpeg has no encoder for H.264.");
    }

    private static AVCodecContext* Prepare(AVCodec* codec, PictureShape shape, WorkerOrder order, bool needsRate)
    {
        var context = (AVCodecContext*)FFmpegError.Allocated(ffmpeg.avcodec_alloc_context3(codec));
        int bitsPerSecond = order.MaxKbit * 1000;
        context->width = shape.Width;
        context->height = shape.Height;
        context->pix_fmt = AVPixelFormat.AV_PIX_FMT_YUV420P;
        context->time_base = new AVRational { num = 1, den = ClockRate };
        context->framerate = new AVRational { num = (int)Math.Round(shape.Fps * 1000), den = 1000 };
        context->gop_size = (int)Math.Round(shape.Fps * SecondsBetweenKeyFrames);
        context->max_b_frames = 0;
        context->thread_count = 1;
        context->bit_rate = needsRate ? bitsPerSecond : 0;
        context->rc_max_rate = bitsPerSecond;
        context->rc_buffer_size = bitsPerSecond;
        return context;
    }
}
