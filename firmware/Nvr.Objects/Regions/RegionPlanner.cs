using Nvr.Objects.Pictures;

namespace Nvr.Objects.Regions;

/// <summary>
/// Says where in a picture a model should look: around what moves, with room for what of it does not move and for what it stands in front of, in squares; things that are near each other in one. Any thread; a picture's own pixels.
/// </summary>
public static class RegionPlanner
{
    /// <summary>Detectors have seen objects in surroundings, and boxes of what moves lack what does not, such as legs that stand.</summary>
    private const float Room = 1.7f;

    /// <summary>Smaller ones show a detector blocks of an encoder alone, in shares of the picture's height.</summary>
    private const float Smallest = 0.2f;

    /// <summary>A square that is larger than this times what both of its parts would need shows them too small.</summary>
    private const float MostMerged = 1.5f;

    /// <summary>Squares, the one with most things first; each inside the picture, or as high as it.</summary>
    /// <param name="things">Boxes of what moves.</param>
    public static IReadOnlyList<Box> Plan(IReadOnlyList<Box> things, int width, int height)
    {
        List<(Box Box, int Count)> groups = [.. things.Select(t => (t, 1))];
        while (Join(groups, width, height))
        {
            // Two of them became one.
        }
        return [.. groups.OrderByDescending(g => g.Count).Select(g => Square(g.Box, width, height))];
    }

    private static bool Join(List<(Box Box, int Count)> groups, int width, int height)
    {
        for (int i = 0; i < groups.Count; i++)
        {
            for (int j = i + 1; j < groups.Count; j++)
            {
                Box both = groups[i].Box.With(groups[j].Box);
                float apart = Math.Max(SideOf(groups[i].Box, width, height), SideOf(groups[j].Box, width, height));
                if (SideOf(both, width, height) <= MostMerged * apart)
                {
                    groups[i] = (both, groups[i].Count + groups[j].Count);
                    groups.RemoveAt(j);
                    return true;
                }
            }
        }
        return false;
    }

    private static float SideOf(Box box, int width, int height) =>
        Math.Min(Math.Max(Math.Max(box.Width, box.Height) * Room, Smallest * height), Math.Max(width, height));

    private static Box Square(Box box, int width, int height)
    {
        float side = SideOf(box, width, height);
        (float across, float down) = (Math.Min(side, width), Math.Min(side, height));
        return new Box(Math.Clamp(box.X - (across / 2), 0, width - across), Math.Clamp(box.Y - (down / 2), 0, height - down), across, down);
    }
}
