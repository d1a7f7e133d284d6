using FFmpeg.AutoGen;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Objects.Pictures;
using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Watching;

/// <summary>
/// Decodes the pictures of one format for somebody who looks at their brightness alone: no colour is converted. Block edges are smoothed, because pictures are made from smoothed ones: without that
/// they drift away from what was encoded until the next key picture, which looks like something that moves (decision 0033). Used by one thread. What cannot be decoded is counted and passed over.
/// </summary>
internal sealed unsafe class BrightnessDecoder : IDisposable
{
    private readonly AVPacket* packet = (AVPacket*)FFmpegError.Allocated(ffmpeg.av_packet_alloc());
    private readonly Decoder decoder;
    private readonly AnnexB? layout;
    private AVFrame* shown;

    /// <summary>Throws <see cref="NvrException"/> of kind Unsupported for what FFmpeg has no decoder for.</summary>
    public BrightnessDecoder(TrackFormat format) => decoder = Decoder.Open(IdOf(format.Codec), context => Decoder.Configure(context, format.Config.Span));

    /// <param name="opened">Takes any stream of the format's codec; this one's from now on.</param>
    public BrightnessDecoder(TrackFormat format, Decoder opened) => (decoder, layout) = (opened, new AnnexB(format));

    /// <summary>Units and pictures that could not be used.</summary>
    public long Damaged => decoder.Damaged + Unusable;

    private long Unusable { get; set; }

    /// <summary>The picture that is being handed on, with its colours; for <see cref="PictureTaker"/> alone.</summary>
    public ColourPicture Shown => ColourPlanes.Of(shown);

    /// <summary>Decodes one unit, as the format lays it out, and hands on what that completes; pictures are valid during the call.</summary>
    public void Decode(in UnitMessage unit, PictureTaker taker)
    {
        ReadOnlySpan<byte> data = layout is null ? unit.Data : layout.Of(unit.Data, unit.IsRandomAccess);
        FFmpegError.Check(ffmpeg.av_new_packet(packet, data.Length), ErrorKind.Exhausted, "There is no memory left for pictures.");
        data.CopyTo(new Span<byte>(packet->data, data.Length));
        packet->pts = unit.CaptureUs;
        decoder.Decode(packet, frame => Take(frame, taker));
        ffmpeg.av_packet_unref(packet);
    }

    public void Dispose()
    {
        decoder.Dispose();
        AVPacket* last = packet;
        ffmpeg.av_packet_free(&last);
    }

    private void Take(AVFrame* frame, PictureTaker taker)
    {
        int stride = frame->linesize[0];
        if (!HasBrightnessPlane((AVPixelFormat)frame->format) || frame->pts == ffmpeg.AV_NOPTS_VALUE || stride < frame->width || frame->width < 1 || frame->height < 1)
        {
            Unusable++;
            return;
        }
        shown = frame;
        taker(new ReadOnlySpan<byte>(frame->data[0], (stride * (frame->height - 1)) + frame->width), stride, frame->width, frame->height, frame->pts);
    }

    // Eight bits a pixel in the first plane. Cameras that send ten are counted as unusable.
    private static bool HasBrightnessPlane(AVPixelFormat format) => format
        is AVPixelFormat.AV_PIX_FMT_YUV420P or AVPixelFormat.AV_PIX_FMT_YUVJ420P or AVPixelFormat.AV_PIX_FMT_YUV422P or AVPixelFormat.AV_PIX_FMT_YUVJ422P
        or AVPixelFormat.AV_PIX_FMT_YUV444P or AVPixelFormat.AV_PIX_FMT_YUVJ444P or AVPixelFormat.AV_PIX_FMT_GRAY8 or AVPixelFormat.AV_PIX_FMT_NV12;

    private static AVCodecID IdOf(Codec codec) => codec switch
    {
        Codec.H264 => AVCodecID.AV_CODEC_ID_H264,
        Codec.H265 => AVCodecID.AV_CODEC_ID_HEVC,
        Codec.Mjpeg => AVCodecID.AV_CODEC_ID_MJPEG,
        _ => throw new NvrException(ErrorKind.Unsupported, $"{codec} has no pictures."),
    };


    /// <param name="luma">Brightness of the pixels, row by row.</param>
    /// <param name="stride">From row to row, in pixels.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="captureUs">When it was taken, in monotonic microseconds.</param>
    public delegate void PictureTaker(ReadOnlySpan<byte> luma, int stride, int width, int height, long captureUs);
}
