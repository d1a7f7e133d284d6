namespace Nvr.Objects.Heads;

/// <summary>Leaves each object once: of boxes of a class that overlap, the surest (greedy non-maximum suppression by class). Pure.</summary>
internal static class Suppression
{
    /// <summary>A hostile model finds something everywhere; what is less sure than these is not compared.</summary>
    private const int MostCompared = 1000;

    /// <summary>More objects than a picture of a few hundred pixels shows.</summary>
    public const int MostKept = 100;

    /// <summary>The surest first.</summary>
    public static List<Detection> Keep(List<Detection> found, float mostOverlap)
    {
        List<Detection> kept = [];
        foreach (Detection next in found.OrderByDescending(d => d.Confidence).Take(MostCompared))
        {
            if (kept.Count < MostKept && !kept.Exists(k => k.Class == next.Class && k.Box.OverlapWith(next.Box) > mostOverlap))
            {
                kept.Add(next);
            }
        }
        return kept;
    }
}
