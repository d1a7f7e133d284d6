using Nvr.Objects.Pictures;

namespace Nvr.Objects.Following;

/// <summary>
/// Makes objects of what moves and of what a model finds now and then, for one camera: each thing that moves is one object with the class that most looks gave it. One thread; never fails; has no clock: pictures carry their
/// times. Looks may come later than the pictures that follow them.
/// </summary>
public sealed class ObjectBook
{
    /// <summary>A thing that was not seen for so long is gone, or stands.</summary>
    private const long EndsUs = 2_000_000;

    /// <summary>A thing that moved less than it trembles for so long before it was seen last has come to stand.</summary>
    private const long StandsUs = 1_000_000;

    /// <summary>What a box of what moves and that of what was found share, at least, when they are the same: of their union, or of the smaller one where neither is much larger.</summary>
    private const float LeastOverlap = 0.25f;
    private const float LeastCover = 0.7f;
    private const float MostTimesLarger = 4;

    private readonly Dictionary<int, FollowedObject> objects = [];
    private readonly StandingThings standing = new();
    private readonly List<FoundObject> news = [];

    /// <summary>What moves in the next picture. Returns what is over since; valid until the next call.</summary>
    public IReadOnlyList<FoundObject> See(IReadOnlyList<ThingSeen> things, long timeUs)
    {
        news.Clear();
        foreach (ThingSeen thing in things)
        {
            if (!objects.TryGetValue(thing.Id, out FollowedObject? followed))
            {
                objects.Add(thing.Id, followed = new FollowedObject(thing));
            }
            followed.Go(thing.Box, timeUs);
        }
        foreach (FollowedObject over in objects.Values.Where(o => timeUs - o.Way.SeenUs > EndsUs || timeUs < o.Way.SeenUs).ToArray())
        {
            End(over);
        }
        return news;
    }

    /// <summary>What was found in one look. Returns of which more is known now; valid until the next call.</summary>
    /// <param name="things">What moved in the picture that was looked at.</param>
    /// <param name="region">Where was looked, in shares of it.</param>
    public IReadOnlyList<FoundObject> Look(IReadOnlyList<ThingSeen> things, Box region, IReadOnlyList<ThingFound> found, long timeUs)
    {
        news.Clear();
        standing.Miss(region, found);
        bool[] isTaken = new bool[found.Count];
        foreach ((_, int thing, int index) in Pairs(things, found).OrderByDescending(p => p.Merit))
        {
            if (!isTaken[index] && objects.TryGetValue(things[thing].Id, out FollowedObject? followed) && !news.Exists(n => n.Id == followed.Id))
            {
                isTaken[index] = true;
                followed.Look(found[index], timeUs, standing);
                news.Add(followed.Describe(isOver: false));
            }
        }
        for (int i = 0; i < found.Count; i++)
        {
            if (!isTaken[i] && !things.Any(t => t.Box.OverlapWith(found[i].Box) > 0))
            {
                standing.See(found[i].Class, found[i].Box, timeUs);
            }
        }
        news.RemoveAll(n => !objects[n.Id].IsTold);
        return news;
    }

    private static IEnumerable<(float Merit, int Thing, int Found)> Pairs(IReadOnlyList<ThingSeen> things, IReadOnlyList<ThingFound> found)
    {
        for (int t = 0; t < things.Count; t++)
        {
            for (int f = 0; f < found.Count; f++)
            {
                float overlap = things[t].Box.OverlapWith(found[f].Box);
                float times = things[t].Box.Area / Math.Max(found[f].Box.Area, 1e-9f);
                bool isCovered = things[t].Box.CoverWith(found[f].Box) >= LeastCover && times is < MostTimesLarger and > 1 / MostTimesLarger;
                if (overlap >= LeastOverlap || isCovered)
                {
                    yield return (overlap * found[f].Confidence, t, f);
                }
            }
        }
    }

    private void End(FollowedObject over)
    {
        objects.Remove(over.Id);
        if (!over.IsTold)
        {
            return;
        }
        if (over.Way.StandsUs >= StandsUs)
        {
            standing.Add(over.Votes.Best, over.Way.Last, over.SameAs == 0 ? over.Id : over.SameAs, over.Way.SeenUs);
        }
        news.Add(over.Describe(isOver: true));
    }
}
