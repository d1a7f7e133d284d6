namespace Nvr.Vision.Tracks;

/// <summary>The last seconds of a way, to tell what goes somewhere from what sways. One thread.</summary>
internal sealed class LatestWay
{
    private const double Seconds = 4;

    /// <summary>Steps in cells that all together are more than what stands makes by its jitter.</summary>
    private const float Many = 8;

    /// <summary>What brings it away is less than this share of them where it sways.</summary>
    private const float Little = 0.25f;

    private readonly Queue<(float X, float Y, float Step, double Seconds)> places = new();
    private float steps;

    /// <summary>It moves all the time, and stays where it is.</summary>
    public bool Sways { get; private set; }

    public void Add(float x, float y, float step, double now)
    {
        places.Enqueue((x, y, step, now));
        steps += step;
        while (now - places.Peek().Seconds > Seconds)
        {
            steps -= places.Dequeue().Step;
        }
        (float fromX, float fromY, float first, _) = places.Peek();
        float made = steps - first;
        float way = MathF.Sqrt(((x - fromX) * (x - fromX)) + ((y - fromY) * (y - fromY)));
        Sways = made > Many && way < Little * made;
    }
}
