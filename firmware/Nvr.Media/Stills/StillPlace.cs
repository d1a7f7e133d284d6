using System.Globalization;
using FFmpeg.AutoGen;
using Nvr.Core.Events;

namespace Nvr.Media.Stills;

/// <summary>Where a picture comes to lie in a tile: the part that is shown, made to fit with its aspect kept, in the middle. In pixels. Immutable.</summary>
internal readonly record struct StillPlace(int CropLeft, int CropTop, int CropWidth, int CropHeight, int Left, int Top, int Width, int Height)
{
    /// <param name="width">Of the picture.</param>
    /// <param name="height">Of the picture.</param>
    /// <param name="crop">Null shows all of it.</param>
    /// <param name="tileWidth">Even.</param>
    /// <param name="tileHeight">Even.</param>
    public static StillPlace Of(int width, int height, EventBox? crop, int tileWidth, int tileHeight)
    {
        EventBox shown = crop ?? new EventBox(0, 0, 1, 1);
        // Colour planes have half the size: an odd edge would lie between two of their pixels.
        int left = Math.Clamp((int)(shown.Left * width) & ~1, 0, Math.Max(0, width - 2));
        int top = Math.Clamp((int)(shown.Top * height) & ~1, 0, Math.Max(0, height - 2));
        int cropWidth = crop is null ? width : Math.Clamp((int)Math.Ceiling(shown.Width * width), 1, width - left);
        int cropHeight = crop is null ? height : Math.Clamp((int)Math.Ceiling(shown.Height * height), 1, height - top);
        double scale = Math.Min((double)tileWidth / cropWidth, (double)tileHeight / cropHeight);
        int fitWidth = Even(cropWidth * scale, tileWidth);
        int fitHeight = Even(cropHeight * scale, tileHeight);
        return new StillPlace(left, top, cropWidth, cropHeight, ((tileWidth - fitWidth) / 2) & ~1, ((tileHeight - fitHeight) / 2) & ~1, fitWidth, fitHeight);
    }

    /// <summary>The source's arguments for a picture of this kind.</summary>
    public static unsafe string Source(AVFrame* frame) =>
        string.Create(CultureInfo.InvariantCulture, $"video_size={frame->width}x{frame->height}:pix_fmt={frame->format}:time_base=1/1");

    /// <summary>JPEG's colours have the full range.</summary>
    public string Filters() => string.Create(
        CultureInfo.InvariantCulture,
        $"crop={CropWidth}:{CropHeight}:{CropLeft}:{CropTop}:exact=1,scale={Width}:{Height}:flags=area:out_range=full,format=yuvj420p");

    private static int Even(double pixels, int most) => Math.Clamp((int)Math.Round(pixels / 2) * 2, 2, most);
}
