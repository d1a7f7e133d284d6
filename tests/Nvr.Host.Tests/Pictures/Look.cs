using System.Globalization;
using Nvr.Host.Tests.Kit;
using Torture.Box;

namespace Nvr.Host.Tests.Pictures;

/// <summary>What a picture looks like: brightness of its pixels, made to one small size by FFmpeg's own program.</summary>
internal sealed class Look
{
    private const int Width = 160;
    private const int Height = 90;

    private readonly byte[] luma;

    private Look(byte[] luma) => this.luma = luma;

    public double Brightness => luma.Average(b => (double)b);

    /// <param name="file">A JPEG or a movie, of which the first picture is taken.</param>
    /// <param name="part">A filter that cuts a part out of it first; null takes the whole.</param>
    public static async Task<Look> OfAsync(string file, string? part = null)
    {
        string raw = file + ".raw";
        // As the recorder fits a picture of another shape into a tile: with black bars.
        string fit = string.Create(CultureInfo.InvariantCulture, $"scale={Width}:{Height}:force_original_aspect_ratio=decrease:flags=area,pad={Width}:{Height}:-1:-1,format=gray");
        await ForeignProgram.OutputAsync("ffmpeg", "-nostdin", "-v", "error", "-y", "-i", file, "-frames:v", "1", "-vf", part is null ? fit : $"{part},{fit}", "-f", "rawvideo", raw);
        return new Look(await File.ReadAllBytesAsync(raw));
    }

    public static Task<Look> OfTileAsync(string sheet, int tile) =>
        OfAsync(sheet, string.Create(CultureInfo.InvariantCulture, $"crop=160:90:{tile % 10 * 160}:{tile / 10 * 90}"));

    /// <summary>Mean difference of their pixels, 0 to 255.</summary>
    public double Off(Look other) => luma.Zip(other.luma).Average(p => Math.Abs((double)p.First - p.Second));
}
