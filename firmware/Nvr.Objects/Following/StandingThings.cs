using Nvr.Objects.Pictures;

namespace Nvr.Objects.Following;

/// <summary>
/// What stands in a camera's picture, parked cars above all: what stands where one of its class stood before is the same one, however often light or a passer-by make it move. One thread; bounded.
/// </summary>
internal sealed class StandingThings
{
    /// <summary>A car park that fills a picture; the one not seen for longest gives way.</summary>
    private const int Most = 64;

    /// <summary>The share of their union that two boxes of the same standing thing cover, by two looks.</summary>
    private const float SamePlace = 0.4f;

    /// <summary>So many looks at the place in a row did not find it: it is gone. A detector misses now and then.</summary>
    private const int MostMisses = 3;

    private readonly List<Standing> all = [];
    private int unknown;

    /// <summary>The one of a class that stands there; null for none.</summary>
    public int? Find(int kind, Box box) => At(kind, box)?.Id;

    /// <summary>An object has come to stand there.</summary>
    public void Add(int kind, Box box, int id, long timeUs)
    {
        if (At(kind, box) is { } same)
        {
            all.Remove(same);
            id = same.Id;
        }
        if (all.Count == Most)
        {
            all.Remove(all.MinBy(s => s.SeenUs)!);
        }
        all.Add(new Standing(kind, id) { Box = box, SeenUs = timeUs });
    }

    /// <summary>A look found something there that does not move; what nothing was told of gets a number below 0.</summary>
    public void See(int kind, Box box, long timeUs)
    {
        if (At(kind, box) is { } same)
        {
            (same.Box, same.SeenUs, same.Misses) = (box, timeUs, 0);
        }
        else
        {
            Add(kind, box, --unknown, timeUs);
        }
    }

    /// <summary>What a look should have shown and did not is missed, and gone after a few times.</summary>
    /// <param name="region">Where was looked.</param>
    /// <param name="found">What was found there.</param>
    public void Miss(Box region, IReadOnlyList<ThingFound> found)
    {
        foreach (Standing standing in all.Where(s => s.Box.Within(region).Area >= 0.99f * s.Box.Area))
        {
            standing.Misses = found.Any(f => f.Class == standing.Class && IsThere(standing, f.Box)) ? 0 : standing.Misses + 1;
        }
        all.RemoveAll(s => s.Misses >= MostMisses);
    }

    private Standing? At(int kind, Box box) => all.Where(s => s.Class == kind && IsThere(s, box)).MaxBy(s => s.Box.OverlapWith(box));

    private static bool IsThere(Standing standing, Box box) => standing.Box.OverlapWith(box) >= SamePlace;

    private sealed class Standing(int kind, int id)
    {
        public int Class => kind;

        public int Id => id;

        public Box Box { get; set; }

        public long SeenUs { get; set; }

        public int Misses { get; set; }
    }
}
