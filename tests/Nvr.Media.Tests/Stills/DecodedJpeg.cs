namespace Nvr.Media.Tests.Stills;

/// <summary>A JPEG as FFmpeg's own program shows it, in RGB.</summary>
internal sealed class DecodedJpeg
{
    private readonly byte[] pixels;

    private DecodedJpeg(int width, int height, byte[] pixels)
    {
        (Width, Height, this.pixels) = (width, height, pixels);
    }

    public int Width { get; }

    public int Height { get; }

    public static DecodedJpeg Of(byte[] jpeg)
    {
        string file = Path.Combine(Path.GetTempPath(), $"nvr-still-{Guid.NewGuid():n}.jpg");
        File.WriteAllBytes(file, jpeg);
        try
        {
            string size = System.Text.Encoding.ASCII.GetString(
                Tool.Run("ffprobe", "-v", "error", "-select_streams", "v", "-show_entries", "stream=width,height", "-of", "csv=p=0", file));
            int[] both = [.. size.Trim().Split(',').Take(2).Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];
            return new DecodedJpeg(both[0], both[1], Tool.Run("ffmpeg", "-nostdin", "-v", "error", "-i", file, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    public (int Red, int Green, int Blue) At(int x, int y)
    {
        int at = ((y * Width) + x) * 3;
        return (pixels[at], pixels[at + 1], pixels[at + 2]);
    }

    public void AssertNear((int Red, int Green, int Blue) colour, int x, int y)
    {
        (int red, int green, int blue) = At(x, y);
        int off = Math.Max(Math.Abs(red - colour.Red), Math.Max(Math.Abs(green - colour.Green), Math.Abs(blue - colour.Blue)));
        Assert.True(off <= 12, $"({x}, {y}) is {red}, {green}, {blue} in place of {colour}.");
    }
}
