using Nvr.Vision.Planes;

namespace Nvr.Vision.Tracks;

/// <summary>Puts cells that move together to blobs, across a gap of one cell: what has the brightness of the background in its middle is one thing all the same. One thread.</summary>
internal sealed class BlobFinder(CellGrid grid)
{
    private const int Reach = 2;

    /// <summary>Cells; less is noise.</summary>
    private const int Fewest = 3;

    /// <summary>More blobs than that are weather.</summary>
    private const int Most = 64;

    private readonly bool[] seen = new bool[grid.Count];
    private readonly Stack<int> open = new();
    private readonly List<Blob> blobs = [];

    /// <summary>The strongest, strongest first. Valid until the next call.</summary>
    /// <param name="strengths">Of each cell; 0 where nothing moves.</param>
    public IReadOnlyList<Blob> Find(ReadOnlySpan<float> strengths)
    {
        blobs.Clear();
        Array.Clear(seen);
        for (int cell = 0; cell < strengths.Length; cell++)
        {
            if (strengths[cell] > 0 && !seen[cell] && Grow(strengths, cell) is { Cells: >= Fewest } blob)
            {
                blobs.Add(blob);
            }
        }
        blobs.Sort((one, other) => other.Strength.CompareTo(one.Strength));
        if (blobs.Count > Most)
        {
            blobs.RemoveRange(Most, blobs.Count - Most);
        }
        return blobs;
    }

    private Blob Grow(ReadOnlySpan<float> strengths, int first)
    {
        (int left, int top, int right, int bottom) = (grid.Width, grid.Height, 0, 0);
        (int cells, float strength) = (0, 0);
        open.Push(first);
        seen[first] = true;
        while (open.TryPop(out int cell))
        {
            (int y, int x) = Math.DivRem(cell, grid.Width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
            cells++;
            strength += strengths[cell];
            PushNeighbours(strengths, x, y);
        }
        return new Blob(new CellBox(left, top, right, bottom), cells, strength);
    }

    private void PushNeighbours(ReadOnlySpan<float> strengths, int x, int y)
    {
        for (int j = Math.Max(0, y - Reach); j <= Math.Min(grid.Height - 1, y + Reach); j++)
        {
            for (int i = Math.Max(0, x - Reach); i <= Math.Min(grid.Width - 1, x + Reach); i++)
            {
                int other = (j * grid.Width) + i;
                if (strengths[other] > 0 && !seen[other])
                {
                    seen[other] = true;
                    open.Push(other);
                }
            }
        }
    }
}
