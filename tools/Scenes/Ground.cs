namespace Scenes;

/// <summary>What stands still: sky, a wall with windows, a lawn with a path, trees on the right, each with a texture of its own.</summary>
internal static class Ground
{
    public static float[] Paint(SceneOptions options)
    {
        var random = new Random(options.Seed);
        float[] grain = Grain(random, options.Width, options.Height, 3);
        float[] spots = Grain(random, options.Width, options.Height, 24);
        float[] still = new float[options.Width * options.Height];
        for (int y = 0, i = 0; y < options.Height; y++)
        {
            for (int x = 0; x < options.Width; x++, i++)
            {
                (double u, double v) = ((double)x / options.Width, (double)y / options.Height);
                still[i] = Base(u, v) + (Roughness(u, v) * grain[i]) + (10 * spots[i]);
            }
        }
        return still;
    }

    /// <summary>Where leaves are.</summary>
    public static bool IsTree(double u, double v)
    {
        (double x, double y) = ((u - 0.83) / 0.13, (v - 0.33) / 0.22);
        return (x * x) + (y * y) < 1;
    }

    private static float Base(double u, double v)
    {
        if (IsTree(u, v))
        {
            return 70;
        }
        if (v < 0.22)
        {
            return 190 - (float)(60 * v);
        }
        if (v < 0.45)
        {
            bool isWindow = u % 0.12 is > 0.03 and < 0.08 && v is > 0.28 and < 0.4;
            return isWindow ? 55 : 135;
        }
        double path = Math.Abs(u - 0.45) / (0.1 + (0.5 * (v - 0.45)));
        return path < 1 ? 150 : 105;
    }

    private static float Roughness(double u, double v) => IsTree(u, v) ? 22 : v < 0.22 ? 1 : 6;

    /// <summary>Even numbers from -1 to 1 on a lattice of so many pixels, joined by straight lines.</summary>
    private static float[] Grain(Random random, int width, int height, int pixels)
    {
        (int columns, int rows) = ((width / pixels) + 2, (height / pixels) + 2);
        float[] lattice = new float[columns * rows];
        for (int i = 0; i < lattice.Length; i++)
        {
            lattice[i] = ((float)random.NextDouble() * 2) - 1;
        }
        float[] grain = new float[width * height];
        for (int y = 0, i = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++, i++)
            {
                int at = (y / pixels * columns) + (x / pixels);
                (float u, float v) = ((float)(x % pixels) / pixels, (float)(y % pixels) / pixels);
                float above = lattice[at] + (u * (lattice[at + 1] - lattice[at]));
                float below = lattice[at + columns] + (u * (lattice[at + columns + 1] - lattice[at + columns]));
                grain[i] = above + (v * (below - above));
            }
        }
        return grain;
    }
}
