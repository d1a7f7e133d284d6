using FFmpeg.AutoGen;
using Nvr.Objects.Pictures;

namespace Nvr.Media.Watching;

/// <summary>Where the planes of a decoded frame are, for those that have brightness in the first and 8 bits.</summary>
internal static unsafe class ColourPlanes
{
    /// <summary>Without colours where the frame has none, or its planes are smaller than they should be. Valid as long as the frame.</summary>
    public static ColourPicture Of(AVFrame* frame)
    {
        var format = (AVPixelFormat)frame->format;
        bool isPacked = format == AVPixelFormat.AV_PIX_FMT_NV12;
        int shiftX = format is AVPixelFormat.AV_PIX_FMT_YUV444P or AVPixelFormat.AV_PIX_FMT_YUVJ444P ? 0 : 1;
        int shiftY = isPacked || format is AVPixelFormat.AV_PIX_FMT_YUV420P or AVPixelFormat.AV_PIX_FMT_YUVJ420P ? 1 : 0;
        int step = isPacked ? 2 : 1;
        int width = ((frame->width + shiftX) >> shiftX) * step;
        int height = (frame->height + shiftY) >> shiftY;
        int stride = frame->linesize[1];
        byte* blue = frame->data[1];
        byte* red = isPacked ? blue + 1 : frame->data[2];
        bool hasColour = format != AVPixelFormat.AV_PIX_FMT_GRAY8 && blue is not null && red is not null && stride >= width && (isPacked || frame->linesize[2] == stride);
        int bytes = (stride * (height - 1)) + width;
        return new ColourPicture
        {
            Luma = new ReadOnlySpan<byte>(frame->data[0], (frame->linesize[0] * (frame->height - 1)) + frame->width),
            Stride = frame->linesize[0],
            Width = frame->width,
            Height = frame->height,
            Blue = hasColour ? new ReadOnlySpan<byte>(blue, bytes) : default,
            Red = hasColour ? new ReadOnlySpan<byte>(red, isPacked ? bytes - 1 : bytes) : default,
            ChromaStride = stride,
            ChromaStep = step,
            ShiftX = shiftX,
            ShiftY = shiftY,
            // FFmpeg's decoders say so by the format.
            IsFullRange = format is AVPixelFormat.AV_PIX_FMT_YUVJ420P or AVPixelFormat.AV_PIX_FMT_YUVJ422P or AVPixelFormat.AV_PIX_FMT_YUVJ444P,
        };
    }
}
