namespace Nvr.Objects.Pictures;

/// <summary>
/// Cuts a region out of a decoded picture, scales it and makes red, green and blue of it, in one pass: between four pixels where it is made larger, and as the mean of up to 16 places where it is made smaller. Colours by
/// ITU-R BT.601, which is what cameras' sub streams have; BT.709 would shift them by less than a basic colour. Any thread; allocates nothing.
/// </summary>
public static class CropSampler
{
    /// <summary>What is beside the region: the grey that YOLO's training has there.</summary>
    private const byte Beside = 114;

    /// <summary>Places on a side that are looked at for one pixel that is made smaller.</summary>
    private const int MostTaps = 4;

    /// <summary>16.16 fixed point.</summary>
    private const int One = 1 << 16;

    public static void Sample(in ColourPicture picture, in Placement placement, Patch into)
    {
        into.Pixels.AsSpan().Fill(Beside);
        int left = (int)MathF.Round(placement.OffsetX);
        int top = (int)MathF.Round(placement.OffsetY);
        int right = Math.Min(into.Width, (int)MathF.Round(placement.OffsetX + (placement.Region.Width * placement.ScaleX)));
        int bottom = Math.Min(into.Height, (int)MathF.Round(placement.OffsetY + (placement.Region.Height * placement.ScaleY)));
        var columns = new Axis(placement.Region.Left, placement.OffsetX, placement.ScaleX, picture.Width);
        var rows = new Axis(placement.Region.Top, placement.OffsetY, placement.ScaleY, picture.Height);
        for (int y = top; y < bottom; y++)
        {
            Span<byte> row = into.Pixels.AsSpan(y * into.Width * 3, into.Width * 3);
            for (int x = left; x < right; x++)
            {
                Write(picture, BrightnessAt(picture, columns, rows, x, y), columns.Nearest(x), rows.Nearest(y), row.Slice(x * 3, 3));
            }
        }
    }

    private static int BrightnessAt(in ColourPicture picture, in Axis columns, in Axis rows, int x, int y)
    {
        int sum = 0;
        for (int j = 0; j < rows.Taps; j++)
        {
            (int row, int below, int partY) = rows.At(y, j);
            ReadOnlySpan<byte> upper = picture.Luma[(row * picture.Stride)..];
            ReadOnlySpan<byte> lower = picture.Luma[(below * picture.Stride)..];
            for (int i = 0; i < columns.Taps; i++)
            {
                (int column, int beside, int partX) = columns.At(x, i);
                int above = (upper[column] << 8) + ((upper[beside] - upper[column]) * partX);
                int under = (lower[column] << 8) + ((lower[beside] - lower[column]) * partX);
                sum += above + (((under - above) * partY) >> 8);
            }
        }
        return (sum / (rows.Taps * columns.Taps)) >> 8;
    }

    private static void Write(in ColourPicture picture, int luma, int column, int row, Span<byte> pixel)
    {
        int brightness = picture.IsFullRange ? luma * One : (luma - 16) * 76309;
        if (picture.Blue.IsEmpty)
        {
            pixel.Fill(Byte(brightness));
            return;
        }
        int at = ((row >> picture.ShiftY) * picture.ChromaStride) + ((column >> picture.ShiftX) * picture.ChromaStep);
        int blue = picture.Blue[at] - 128;
        int red = picture.Red[at] - 128;
        // 255/224 as much where the range is not full: colour has 16 to 240.
        (int toRed, int greenOfBlue, int greenOfRed, int toBlue) = picture.IsFullRange ? (91881, 22554, 46802, 116130) : (104597, 25675, 53279, 132201);
        pixel[0] = Byte(brightness + (toRed * red));
        pixel[1] = Byte(brightness - (greenOfBlue * blue) - (greenOfRed * red));
        pixel[2] = Byte(brightness + (toBlue * blue));
    }

    private static byte Byte(int value) => (byte)Math.Clamp((value + (One / 2)) >> 16, 0, 255);

    /// <summary>From places of the model's picture to those of the camera's, in one direction.</summary>
    private readonly struct Axis(float begin, float offset, float scale, int length)
    {
        public int Taps { get; } = Math.Clamp((int)MathF.Round(1 / scale), 1, MostTaps);

        /// <summary>The two pixels around a place, and how much of the second counts, of 256.</summary>
        public (int First, int Second, int Part) At(int place, int tap)
        {
            float at = begin + ((place + ((tap + 0.5f) / Taps) - offset) / scale) - 0.5f;
            float whole = MathF.Floor(at);
            return (Math.Clamp((int)whole, 0, length - 1), Math.Clamp((int)whole + 1, 0, length - 1), (int)((at - whole) * 256));
        }

        public int Nearest(int place) => Math.Clamp((int)(begin + ((place + 0.5f - offset) / scale)), 0, length - 1);
    }
}
