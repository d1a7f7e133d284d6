using Nvr.Vision.Planes;

namespace Nvr.Vision.Tracks;

/// <summary>Follows blobs from picture to picture. One thread.</summary>
internal sealed class Tracker(CellGrid grid)
{
    /// <summary>Cells beyond its own size and speed that something may turn up away from where it is looked for.</summary>
    private const float Reach = 3;

    /// <summary>The same in sizes of its own.</summary>
    private const float ReachInSizes = 0.6f;

    /// <summary>For so long nothing is believed, until it is known what moves there and is nobody: at first, and where the scene begins anew.</summary>
    private const double FirstLooksSeconds = 6;
    private const double LooksSeconds = 1;

    /// <summary>After so long gusts and showers were seen.</summary>
    private const double KnownSeconds = 90;

    /// <summary>What counts as time between two pictures, whatever their times say.</summary>
    private const double ShortestSeconds = 0.001;
    private const double LongestSeconds = 1;

    private readonly List<Track> tracks = [];
    private readonly List<(float Cost, int Track, int Blob)> pairs = [];
    private readonly HashSet<int> taken = [];
    private readonly HashSet<int> found = [];
    private readonly Clutter clutter = new(grid);
    private double lastSeconds;
    private double seenSeconds;
    private double provesFrom = FirstLooksSeconds;
    private int lastId;

    public IReadOnlyList<Track> Tracks => tracks;

    private Trust Trust => seenSeconds < provesFrom ? Trust.None : seenSeconds < KnownSeconds ? Trust.Little : Trust.Full;

    /// <summary>The scene is another, or seen in another light.</summary>
    public void Clear()
    {
        tracks.Clear();
        provesFrom = Math.Max(provesFrom, seenSeconds + (seenSeconds < KnownSeconds ? FirstLooksSeconds : LooksSeconds));
    }

    public void See(IReadOnlyList<Blob> blobs, double now)
    {
        double passed = Math.Clamp(now - lastSeconds, ShortestSeconds, LongestSeconds);
        seenSeconds += passed;
        clutter.Next((float)passed);
        lastSeconds = now;
        Pair(blobs, now);
        for (int i = 0; i < blobs.Count; i++)
        {
            if (!taken.Contains(i))
            {
                tracks.Add(new Track(++lastId, blobs[i], now));
            }
        }
        foreach (Track track in tracks)
        {
            track.Judge(now, clutter);
        }
        tracks.RemoveAll(t => t.IsOver(now));
    }

    private void Pair(IReadOnlyList<Blob> blobs, double now)
    {
        Rank(blobs, now);
        taken.Clear();
        found.Clear();
        foreach ((_, int track, int blob) in pairs)
        {
            if (!found.Contains(track) && taken.Add(blob))
            {
                found.Add(track);
                tracks[track].See(blobs[blob], clutter, ReachOf(tracks[track].Box), now, Trust);
            }
        }
    }

    private void Rank(IReadOnlyList<Blob> blobs, double now)
    {
        pairs.Clear();
        for (int t = 0; t < tracks.Count; t++)
        {
            CellBox expected = tracks[t].At(now);
            float reach = ReachOf(expected);
            for (int b = 0; b < blobs.Count; b++)
            {
                float distance = MathF.Sqrt(Square(blobs[b].Box.X - expected.X) + Square(blobs[b].Box.Y - expected.Y));
                if (distance <= reach)
                {
                    pairs.Add((distance + SizeCost(expected, blobs[b].Box), t, b));
                }
            }
        }
        pairs.Sort((one, other) => one.Cost.CompareTo(other.Cost));
    }

    private static float ReachOf(CellBox box) => Reach + (ReachInSizes * Math.Max(box.Width, box.Height));

    private static float SizeCost(CellBox one, CellBox other) => Math.Abs(one.Width - other.Width) + Math.Abs(one.Height - other.Height);

    private static float Square(float value) => value * value;
}
