using FFmpeg.AutoGen;
using Nvr.Core;

namespace Nvr.Media;

/// <summary>
/// An opened decoder of FFmpeg's. Owned by one thread. What cannot be decoded is counted and passed over: bytes from outside are damaged
/// sometimes.
/// </summary>
internal sealed unsafe class Decoder : IDisposable
{
    private readonly AVFrame* frame = (AVFrame*)FFmpegError.Allocated(ffmpeg.av_frame_alloc());
    private AVCodecContext* context;

    private Decoder(AVCodecContext* context) => this.context = context;

    public long Damaged { get; private set; }

    public AVCodecContext* Context => context;

    /// <summary><paramref name="prepare"/> fills the context before it is opened.</summary>
    public static Decoder Open(AVCodecID id, Preparation prepare)
    {
        AVCodec* codec = ffmpeg.avcodec_find_decoder(id);
        if (codec is null)
        {
            throw new NvrException(ErrorKind.Unsupported, $"This FFmpeg cannot decode {id}.");
        }
        var context = (AVCodecContext*)FFmpegError.Allocated(ffmpeg.avcodec_alloc_context3(codec));
        context->thread_count = 1;
        prepare(context);
        var decoder = new Decoder(context);
        FFmpegError.Check(ffmpeg.avcodec_open2(context, codec, null), ErrorKind.Unsupported, $"The decoder for {id} does not take this stream.");
        return decoder;
    }

    /// <summary>Null where this FFmpeg has no decoder of that name, or it does not open: those of boards that are not there.</summary>
    public static Decoder? TryOpen(string name, Preparation prepare, Options options)
    {
        AVCodec* codec = ffmpeg.avcodec_find_decoder_by_name(name);
        if (codec is null)
        {
            return null;
        }
        var context = (AVCodecContext*)FFmpegError.Allocated(ffmpeg.avcodec_alloc_context3(codec));
        prepare(context);
        if (options.Open(context, codec) >= 0)
        {
            return new Decoder(context);
        }
        ffmpeg.avcodec_free_context(&context);
        return null;
    }

    /// <summary>Gives a context the configuration record that MP4 keeps; for <see cref="Preparation"/>. The context frees it.</summary>
    public static void Configure(AVCodecContext* context, ReadOnlySpan<byte> config)
    {
        if (!config.IsEmpty)
        {
            context->extradata = (byte*)FFmpegError.Allocated(ffmpeg.av_mallocz((ulong)(config.Length + ffmpeg.AV_INPUT_BUFFER_PADDING_SIZE)));
            context->extradata_size = config.Length;
            config.CopyTo(new Span<byte>(context->extradata, config.Length));
        }
    }

    /// <summary>Decodes one packet and hands on what that completes; frames are valid during the call.</summary>
    public void Decode(AVPacket* packet, FrameTaker taker)
    {
        if (ffmpeg.avcodec_send_packet(context, packet) < 0)
        {
            Damaged++;
            return;
        }
        while (ffmpeg.avcodec_receive_frame(context, frame) >= 0)
        {
            taker(frame);
            ffmpeg.av_frame_unref(frame);
        }
    }

    public void Dispose()
    {
        AVFrame* last = frame;
        ffmpeg.av_frame_free(&last);
        AVCodecContext* opened = context;
        ffmpeg.avcodec_free_context(&opened);
        context = null;
    }

    public delegate void Preparation(AVCodecContext* context);

    public delegate void FrameTaker(AVFrame* frame);
}
