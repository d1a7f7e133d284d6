namespace Scenes;

/// <summary>Renders a scene with known truth: a yard with a wall, windows, a path and trees, in brightness alone. One thread; pictures may be asked for in any order, and are the same each time.</summary>
public sealed class Scene
{
    private const int NoiseLength = 1 << 20;

    private readonly SceneOptions options;
    private readonly float[] still;
    private readonly float[] picture;
    private readonly float[] noise = new float[NoiseLength];

    public Scene(SceneOptions options)
    {
        this.options = options;
        still = Ground.Paint(options);
        picture = new float[still.Length];
        var random = new Random(options.Seed + 1);
        for (int i = 0; i < noise.Length; i++)
        {
            // Twelve even numbers make a normal one, nearly.
            double sum = -6;
            for (int k = 0; k < 12; k++)
            {
                sum += random.NextDouble();
            }
            noise[i] = (float)sum;
        }
        Actors = Cast.Of(options);
    }

    public IReadOnlyList<Actor> Actors { get; }

    /// <summary>Who is visible at a moment, with at least half of their box inside the picture.</summary>
    public IEnumerable<Truth> TruthAt(double seconds)
    {
        for (int i = 0; i < Actors.Count; i++)
        {
            Actor actor = Actors[i];
            (double x, double y) = actor.At(seconds);
            if (actor.IsThere(seconds) && x >= 0 && x < options.Width)
            {
                yield return new Truth(
                    i, (x - (actor.Width / 2)) / options.Width, (y - (actor.Height / 2)) / options.Height, (x + (actor.Width / 2)) / options.Width, (y + (actor.Height / 2)) / options.Height);
            }
        }
    }

    /// <summary>Its pictures in their order, so many a second; each is valid until the next is asked for.</summary>
    public IEnumerable<(double Seconds, byte[] Luma)> Pictures(double rate)
    {
        byte[] luma = new byte[options.Width * options.Height];
        for (int n = 0; n < options.Seconds * rate; n++)
        {
            Render(n / rate, luma);
            yield return (n / rate, luma);
        }
    }

    /// <summary>Fills a picture, row by row without gaps.</summary>
    public void Render(double seconds, Span<byte> luma)
    {
        int moment = (int)Math.Round(seconds * 100);
        var random = new Random((options.Seed * 7919) + moment);
        still.CopyTo(picture, 0);
        Weather.Blow(picture, still, options, seconds);
        foreach (Actor actor in Actors)
        {
            if (actor.IsThere(seconds))
            {
                Paint(actor, seconds);
            }
        }
        Weather.Rain(picture, options, random);
        Expose(seconds, random, luma);
    }

    private void Paint(Actor actor, double seconds)
    {
        (double x, double y) = actor.At(seconds);
        int top = Math.Max(0, (int)(y - (actor.Height / 2)));
        int bottom = Math.Min(options.Height, (int)(y + (actor.Height / 2)) + 1);
        for (int row = top; row < bottom; row++)
        {
            int left = Math.Max(0, (int)(x - (actor.Width / 2)));
            int right = Math.Min(options.Width, (int)(x + (actor.Width / 2)) + 1);
            for (int column = left; column < right; column++)
            {
                (double u, double v) = ((column - x) / (actor.Width / 2), (row - y) / (actor.Height / 2));
                double cover = actor.IsCar ? CarAt(u, v) : PersonAt(u, v, seconds);
                picture[(row * options.Width) + column] += (float)(cover * actor.Contrast);
            }
        }
    }

    // A head, a trunk, and legs that swing.
    private static double PersonAt(double u, double v, double seconds)
    {
        if (v < -0.66)
        {
            return (u * u * 4) + ((v + 0.82) * (v + 0.82) * 40) < 1 ? 0.8 : 0;
        }
        if (v < 0.1)
        {
            return Math.Abs(u) < 0.7 ? 1 : 0;
        }
        double stride = Math.Sin(seconds * 9) * 0.45 * (v - 0.1);
        return Math.Abs(u - stride) < 0.3 || Math.Abs(u + stride) < 0.3 ? 0.9 : 0;
    }

    // A body with a roof, windows that mirror, and wheels.
    private static double CarAt(double u, double v) => v switch
    {
        < -0.2 => Math.Abs(u + 0.1) < 0.5 + (0.25 * v) ? (v > -0.75 && Math.Abs(u + 0.1) < 0.38 ? -0.5 : 1) : 0,
        < 0.65 => Math.Abs(u) < 0.97 ? 1 : 0,
        _ => Math.Abs(Math.Abs(u) - 0.6) < 0.17 ? -0.7 : 0,
    };

    private void Expose(double seconds, Random random, Span<byte> luma)
    {
        double light = options.Brightness * (1 + (options.Light * Math.Sin(seconds * 0.35) * 0.5) + (options.Light * Math.Sin(seconds * 0.11) * 0.5));
        double lamp = options.Switch is { } at && seconds >= at ? 1.5 : 1;
        double sigma = options.Noise * (options.Brightness < 0.3 ? 2.5 : 1);
        int from = random.Next(noise.Length);
        (double shakeX, double shakeY) = (options.Shake * Math.Sin(seconds * 23.7), options.Shake * 0.7 * Math.Sin((seconds * 19.1) + 1));
        (int wholeX, int wholeY) = ((int)Math.Floor(shakeX), (int)Math.Floor(shakeY));
        (float partX, float partY) = ((float)(shakeX - wholeX), (float)(shakeY - wholeY));
        for (int y = 0, i = 0; y < options.Height; y++)
        {
            int up = Math.Clamp(y + wholeY, 0, options.Height - 1) * options.Width;
            int down = Math.Clamp(y + wholeY + 1, 0, options.Height - 1) * options.Width;
            for (int x = 0; x < options.Width; x++, i++)
            {
                int left = Math.Clamp(x + wholeX, 0, options.Width - 1);
                int right = Math.Clamp(x + wholeX + 1, 0, options.Width - 1);
                float above = picture[up + left] + (partX * (picture[up + right] - picture[up + left]));
                float below = picture[down + left] + (partX * (picture[down + right] - picture[down + left]));
                double value = ((above + (partY * (below - above))) * light * lamp) + (sigma * noise[(from + i) & (NoiseLength - 1)]);
                luma[i] = (byte)Math.Clamp(value + 0.5, 0, 255);
            }
        }
    }
}
