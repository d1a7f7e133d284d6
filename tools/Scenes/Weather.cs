namespace Scenes;

/// <summary>What moves and is nobody.</summary>
internal static class Weather
{
    /// <summary>Leaves are seen where others were, each branch in a time of its own.</summary>
    public static void Blow(Span<float> picture, ReadOnlySpan<float> still, SceneOptions options, double seconds)
    {
        if (options.Wind <= 0)
        {
            return;
        }
        double gust = options.Wind * (0.6 + (0.4 * Math.Sin(seconds * 0.4)));
        for (int y = 0; y < options.Height; y++)
        {
            for (int x = 0; x < options.Width; x++)
            {
                (double u, double v) = ((double)x / options.Width, (double)y / options.Height);
                if (Ground.IsTree(u, v))
                {
                    double phase = Math.Floor(u * 40) + (3 * Math.Floor(v * 25));
                    int fromX = Math.Clamp(x + (int)Math.Round(gust * Math.Sin((seconds * 3.1) + phase)), 0, options.Width - 1);
                    int fromY = Math.Clamp(y + (int)Math.Round(gust * 0.5 * Math.Sin((seconds * 2.3) + phase)), 0, options.Height - 1);
                    picture[(y * options.Width) + x] = still[(fromY * options.Width) + fromX];
                }
            }
        }
    }

    /// <summary>Bright streaks, elsewhere in each picture.</summary>
    public static void Rain(Span<float> picture, SceneOptions options, Random random)
    {
        for (int streak = 0; streak < options.Rain; streak++)
        {
            (int x, int y, int length) = (random.Next(options.Width), random.Next(options.Height), random.Next(8, 30));
            float bright = random.Next(8, 40);
            for (int i = 0; i < length && y + i < options.Height; i++)
            {
                int column = Math.Min(options.Width - 1, x + (i / 6));
                picture[((y + i) * options.Width) + column] += bright;
            }
        }
    }
}
