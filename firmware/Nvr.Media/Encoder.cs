using FFmpeg.AutoGen;
using Nvr.Core;

namespace Nvr.Media;

/// <summary>An opened encoder of FFmpeg's. Owned by one thread; takes ownership of the context.</summary>
internal sealed unsafe class Encoder : IDisposable
{
    private readonly AVPacket* packet = (AVPacket*)FFmpegError.Allocated(ffmpeg.av_packet_alloc());
    private AVCodecContext* context;

    private Encoder(AVCodecContext* context) => this.context = context;

    /// <summary>As FFmpeg calls it; empty where nobody asks.</summary>
    public string Name { get; init; } = "";

    public AVCodecContext* Context => context;

    /// <summary>Opens <paramref name="context"/>; frees it and returns null where the encoder does not want it so.</summary>
    public static Encoder? TryOpen(AVCodecContext* context, AVCodec* codec, Options options, string name = "")
    {
        if (options.Open(context, codec) >= 0)
        {
            return new Encoder(context) { Name = name };
        }
        ffmpeg.avcodec_free_context(&context);
        return null;
    }

    /// <summary>Encodes one frame, or with null what is left over, and hands on what that completes.</summary>
    public void Encode(AVFrame* frame, ICodedSink sink)
    {
        FFmpegError.Check(ffmpeg.avcodec_send_frame(context, frame), ErrorKind.Unsupported, "A picture or a sound could not be encoded.");
        while (ffmpeg.avcodec_receive_packet(context, packet) >= 0)
        {
            sink.OnPacket(CodedPacket.Of(packet));
            ffmpeg.av_packet_unref(packet);
        }
    }

    public void Dispose()
    {
        AVPacket* last = packet;
        ffmpeg.av_packet_free(&last);
        AVCodecContext* opened = context;
        ffmpeg.avcodec_free_context(&opened);
        context = null;
    }
}
