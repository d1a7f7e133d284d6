using System.Globalization;
using FFmpeg.AutoGen;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Stills;

/// <summary>
/// A sheet of pictures in the making: black at first, then pictures are drawn into its tiles, masked, and at last it becomes a JPEG. Used by one thread.
/// </summary>
internal sealed unsafe class StillSheet : IDisposable
{
    /// <summary>Together with no brightness, 0, this is black.</summary>
    private const byte NoColour = 128;

    /// <summary>FFmpeg counts coarseness in as many steps (FF_QP2LAMBDA).</summary>
    private const int StepsOfCoarseness = 118;

    private readonly CanvasOrder order;
    private readonly AVFrame* canvas = (AVFrame*)FFmpegError.Allocated(ffmpeg.av_frame_alloc());
    private FrameFilter? filter;
    private (int Width, int Height, int Format) filtered;

    public StillSheet(CanvasOrder order)
    {
        this.order = order;
        canvas->width = order.Columns * order.TileWidth;
        canvas->height = order.Rows * order.TileHeight;
        canvas->format = (int)AVPixelFormat.AV_PIX_FMT_YUVJ420P;
        FFmpegError.Check(ffmpeg.av_frame_get_buffer(canvas, 0), ErrorKind.Exhausted, "There is no memory left for pictures.");
        for (uint plane = 0; plane < 3; plane++)
        {
            new Span<byte>(canvas->data[plane], canvas->linesize[plane] * (canvas->height / Parts(plane))).Fill(plane == 0 ? (byte)0 : NoColour);
        }
    }

    public int Tiles => order.Columns * order.Rows;

    /// <summary>Draws a picture, whose content is taken over, into a tile.</summary>
    public void Draw(int tile, AVFrame* picture)
    {
        StillPlace place = StillPlace.Of(picture->width, picture->height, order.Crop, order.TileWidth, order.TileHeight);
        (int width, int height) = (picture->width, picture->height);
        if (filter is null || filtered != (width, height, picture->format))
        {
            filter?.Dispose();
            filter = null;
            filter = new FrameFilter(isVideo: true, StillPlace.Source(picture), place.Filters());
            filtered = (width, height, picture->format);
        }
        int left = (tile % order.Columns * order.TileWidth) + place.Left;
        int top = (tile / order.Columns * order.TileHeight) + place.Top;
        picture->pts = 0;
        filter.Push(picture, small => Copy(small, left, top));
        foreach (PrivacyMask mask in order.Masks)
        {
            Blackener.Find(mask, place, width, height, (row, from, to) => Hide(top + row, left + from, left + to));
        }
    }

    /// <summary>The sheet as JPEG, into the sink.</summary>
    public void Encode(ICodedSink sink)
    {
        AVCodec* codec = ffmpeg.avcodec_find_encoder(AVCodecID.AV_CODEC_ID_MJPEG);
        if (codec is null)
        {
            throw new NvrException(ErrorKind.Unsupported, "This FFmpeg has no encoder for JPEG.");
        }
        var context = (AVCodecContext*)FFmpegError.Allocated(ffmpeg.avcodec_alloc_context3(codec));
        context->width = canvas->width;
        context->height = canvas->height;
        context->pix_fmt = AVPixelFormat.AV_PIX_FMT_YUVJ420P;
        context->time_base = new AVRational { num = 1, den = 1 };
        context->thread_count = 1;
        using var options = new Options(
            ("flags", "+qscale+bitexact"), ("color_range", "pc"), ("global_quality", (order.Coarseness * StepsOfCoarseness).ToString(CultureInfo.InvariantCulture)));
        using Encoder encoder = Encoder.TryOpen(context, codec, options) ?? throw new NvrException(ErrorKind.Unsupported, "This FFmpeg cannot make JPEGs of this size.");
        canvas->pts = 0;
        encoder.Encode(canvas, sink);
        encoder.Encode(null, sink);
    }

    public void Dispose()
    {
        filter?.Dispose();
        AVFrame* last = canvas;
        ffmpeg.av_frame_free(&last);
    }

    private static int Parts(uint plane) => plane == 0 ? 1 : 2;

    private void Copy(AVFrame* small, int left, int top)
    {
        for (uint plane = 0; plane < 3; plane++)
        {
            int parts = Parts(plane);
            (int width, int height) = (small->width / parts, small->height / parts);
            for (int row = 0; row < height; row++)
            {
                var line = new ReadOnlySpan<byte>(small->data[plane] + (row * small->linesize[plane]), width);
                line.CopyTo(Row(plane, (top / parts) + row)[(left / parts)..]);
            }
        }
    }

    private void Hide(int row, int from, int to)
    {
        Row(0, row)[from..to].Clear();
        for (uint plane = 1; plane < 3; plane++)
        {
            Row(plane, row / 2)[(from / 2)..((to + 1) / 2)].Fill(NoColour);
        }
    }

    private Span<byte> Row(uint plane, int row) =>
        new(canvas->data[plane] + (row * canvas->linesize[plane]), canvas->width / Parts(plane));
}
