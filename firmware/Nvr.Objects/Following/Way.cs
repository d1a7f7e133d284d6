using Nvr.Objects.Pictures;

namespace Nvr.Objects.Following;

/// <summary>The way of one thing: where it went, how far, and how long it stood. One thread; bounded.</summary>
internal sealed class Way
{
    /// <summary>When more would come, every other one goes.</summary>
    public const int MostPoints = 16;

    /// <summary>Less, in shares of the picture, is told by the points around it.</summary>
    private const float Step = 0.02f;

    /// <summary>Of its own size: what a box trembles by while what is in it stands.</summary>
    private const float Trembles = 0.25f;

    /// <summary>Of its own size: it went away from where it was.</summary>
    private const float Leaves = 1;

    private readonly List<PathPoint> points = [];
    private Box first;
    private PathPoint stands;

    public Box Last { get; private set; }

    public long SeenUs { get; private set; }

    /// <summary>The longest time in one place, microseconds.</summary>
    public long StoodUs { get; private set; }

    /// <summary>It is, or was at some time, by more than its own size away from where it began.</summary>
    public bool HasLeft { get; private set; }

    /// <summary>For how long it has been in one place now, microseconds.</summary>
    public long StandsUs => SeenUs - stands.TimeUs;

    public IReadOnlyList<PathPoint> Points => points;

    public void Go(Box box, long timeUs)
    {
        var here = new PathPoint(timeUs, box.X, box.Y);
        if (points.Count == 0)
        {
            (first, stands) = (box, here);
        }
        float size = Math.Max(box.Width, box.Height);
        if (points.Count == 0 || Distance(points[^1], here) >= Step)
        {
            Add(here);
        }
        if (Distance(stands, here) > Trembles * size)
        {
            stands = here;
        }
        HasLeft |= Distance(new PathPoint(0, first.X, first.Y), here) > Leaves * Math.Max(size, Math.Max(first.Width, first.Height));
        (Last, SeenUs) = (box, timeUs);
        StoodUs = Math.Max(StoodUs, StandsUs);
    }

    private void Add(PathPoint here)
    {
        if (points.Count == MostPoints)
        {
            for (int i = MostPoints - 1; i > 0; i -= 2)
            {
                points.RemoveAt(i);
            }
        }
        points.Add(here);
    }

    private static float Distance(PathPoint one, PathPoint other) => MathF.Sqrt(((one.X - other.X) * (one.X - other.X)) + ((one.Y - other.Y) * (one.Y - other.Y)));
}
