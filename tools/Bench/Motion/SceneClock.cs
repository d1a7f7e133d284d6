using SimCamera.Log;

namespace Bench.Motion;

/// <summary>Which moment of a scene a camera showed at a time of day, by the camera's own log. Immutable.</summary>
internal sealed class SceneClock
{
    private readonly long[] times;
    private readonly long[] counters;
    private readonly int fps;

    /// <param name="sent">Of one camera.</param>
    /// <param name="fps">Pictures a second; the counter is that of pictures since the scene began.</param>
    public SceneClock(IEnumerable<SentFrame> sent, int fps)
    {
        SentFrame[] frames = [.. sent.Where(f => f.Stream == 0).OrderBy(f => f.UtcUs)];
        times = [.. frames.Select(f => f.UtcUs)];
        counters = [.. frames.Select(f => f.Counter)];
        this.fps = fps;
    }

    public double SecondsAt(long utcUs)
    {
        int at = Array.BinarySearch(times, utcUs);
        int before = Math.Clamp(at >= 0 ? at : ~at - 1, 0, times.Length - 1);
        return (counters[before] / (double)fps) + Math.Max(0, (utcUs - times[before]) / 1e6);
    }
}
