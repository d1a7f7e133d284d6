using Nvr.Core.Objects;

namespace Nvr.Objects.Pictures;

/// <summary>Gives colours their names, by hue, saturation and value (HSV), and tells which dominate a box. Any thread.</summary>
public static class ColourNames
{
    /// <summary>Names that fit in one answer.</summary>
    public const int Most = 3;

    private const int Names = 12;

    /// <summary>The inner share of a box, in each direction: near its edges is what is behind the object.</summary>
    private const float Core = 0.6f;

    /// <summary>A colour of less than this share of the core is none of the object's.</summary>
    private const float LeastShare = 0.15f;

    /// <summary>Places on a side of the core that are looked at.</summary>
    private const int Places = 24;

    /// <summary>Adds the shares of the colours in the core of a box to <paramref name="shares"/>, 1 in all.</summary>
    /// <param name="box">In pixels of the patch.</param>
    /// <param name="shares">By the numbers of <see cref="BasicColour"/>.</param>
    public static void Count(Patch patch, Box box, Span<float> shares)
    {
        for (int j = 0; j < Places; j++)
        {
            int y = At(box.Y, box.Height, j, patch.Height);
            for (int i = 0; i < Places; i++)
            {
                ReadOnlySpan<byte> pixel = patch.Pixels.AsSpan(((y * patch.Width) + At(box.X, box.Width, i, patch.Width)) * 3, 3);
                shares[(int)Of(pixel[0], pixel[1], pixel[2])] += 1f / (Places * Places);
            }
        }
    }

    /// <summary>Those that matter, the most frequent first.</summary>
    /// <param name="shares">Sums of <see cref="Count"/>.</param>
    public static IReadOnlyList<BasicColour> Dominant(ReadOnlySpan<float> shares)
    {
        float all = 0;
        List<(float Share, BasicColour Colour)> found = [];
        for (int i = 0; i < shares.Length; i++)
        {
            all += shares[i];
            found.Add((shares[i], (BasicColour)i));
        }
        return [.. found.Where(f => f.Share > LeastShare * all).OrderByDescending(f => f.Share).Take(Most).Select(f => f.Colour)];
    }

    public static float[] None() => new float[Names];

    /// <summary>Bounds between the eleven names, by eye; the tests name the colours that they were tried on.</summary>
    public static BasicColour Of(byte red, byte green, byte blue)
    {
        int most = Math.Max(red, Math.Max(green, blue));
        int least = Math.Min(red, Math.Min(green, blue));
        float value = most / 255f;
        float saturation = most == 0 ? 0 : (most - least) / (float)most;
        if (value < 0.2f)
        {
            return BasicColour.Black;
        }
        // A dark picture's noise has hues too.
        if (saturation < (value < 0.35f ? 0.35f : 0.18f))
        {
            return value > 0.8f ? BasicColour.White : value < 0.28f ? BasicColour.Black : BasicColour.Grey;
        }
        return OfHue(Hue(red, green, blue, most, most - least), saturation, value);
    }

    private static BasicColour OfHue(float hue, float saturation, float value) => hue switch
    {
        < 15 or >= 345 => saturation < 0.5f && value > 0.75f ? BasicColour.Pink : value < 0.5f && saturation < 0.6f ? BasicColour.Brown : BasicColour.Red,
        < 42 => value < 0.7f ? BasicColour.Brown : BasicColour.Orange,
        < 68 => value < 0.4f ? BasicColour.Brown : BasicColour.Yellow,
        < 165 => BasicColour.Green,
        < 258 => BasicColour.Blue,
        < 290 => BasicColour.Purple,
        _ => value > 0.7f ? BasicColour.Pink : BasicColour.Purple,
    };

    /// <summary>Degrees, 0 for red.</summary>
    private static float Hue(int red, int green, int blue, int most, int spread)
    {
        float hue = most == red ? (green - blue) / (float)spread
            : most == green ? 2 + ((blue - red) / (float)spread)
            : 4 + ((red - green) / (float)spread);
        return (hue < 0 ? hue + 6 : hue) * 60;
    }

    private static int At(float middle, float length, int place, int limit) =>
        Math.Clamp((int)(middle + ((((place + 0.5f) / Places) - 0.5f) * Core * length)), 0, limit - 1);
}
