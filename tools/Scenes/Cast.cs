namespace Scenes;

/// <summary>Who comes, when, and which way; one after the other, so that each can be told from the next.</summary>
internal static class Cast
{
    /// <summary>Seconds that the scene is empty at first.</summary>
    private const double Quiet = 8;

    public static IReadOnlyList<Actor> Of(SceneOptions options)
    {
        var random = new Random(options.Seed + 2);
        bool[] cars = [.. Enumerable.Range(0, options.People + options.Cars).Select(i => i >= options.People)];
        random.Shuffle(cars);
        List<Actor> actors = [];
        double each = (options.Seconds - Quiet) / Math.Max(1, cars.Length);
        for (int i = 0; i < cars.Length; i++)
        {
            actors.Add(Make(options, random, cars[i], Quiet + (i * each), each));
        }
        return actors;
    }

    private static Actor Make(SceneOptions options, Random random, bool isCar, double begins, double room)
    {
        double share = 0.5 + (random.NextDouble() * 0.35);
        double y = options.Height * share;
        // Further up is further away.
        double height = isCar ? 26 + (60 * (share - 0.5)) : 24 + (90 * (share - 0.5));
        double width = isCar ? height * 2.3 : height * 0.4;
        double pixelsASecond = height * (isCar ? 2.5 : 0.85) * (0.8 + (random.NextDouble() * 0.5));
        bool isRightward = random.Next(2) == 0;
        double begin = isRightward ? -width : options.Width + width;
        double whole = options.Width + (2 * width);
        double lasts = Math.Min(whole / pixelsASecond, room * 0.8);
        double end = begin + ((isRightward ? 1 : -1) * pixelsASecond * lasts);
        double contrast = options.Contrast * (random.Next(2) == 0 ? -1 : 1) * (0.9 + (random.NextDouble() * 0.3));
        return new Actor(isCar, begins + (random.NextDouble() * room * 0.15), begins + (room * 0.15) + lasts, begin, end, y, y + random.Next(-12, 13), width, height, contrast);
    }
}
