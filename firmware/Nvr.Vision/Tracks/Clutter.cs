using Nvr.Vision.Planes;

namespace Nvr.Vision.Tracks;

/// <summary>
/// What moves in a place and is nobody: how many blobs of which size, and which cells. Where it rains or leaves wave, something is nearly always near enough to be taken for the same thing again. Learns
/// only from what turned out to be nothing, so that a busy street is not taken for weather. One thread.
/// </summary>
internal sealed class Clutter(CellGrid grid)
{
    /// <summary>Blobs for each cell and picture: less is not believed of any place; one in seventeen pictures of 160 by 90 cells.</summary>
    public const float Least = 4e-6f;

    /// <summary>Cells on a side of a place.</summary>
    private const int PlaceCells = 10;

    /// <summary>Sizes are told apart by their doubling, from this many cells on.</summary>
    private const int SmallestCells = 4;
    private const int Sizes = 6;

    private readonly int across = (grid.Width / PlaceCells) + 1;
    private readonly int below = (grid.Height / PlaceCells) + 1;
    private readonly Habit blobs = new(((grid.Width / PlaceCells) + 1) * ((grid.Height / PlaceCells) + 1) * Sizes);
    private readonly Habit cells = new(grid.Count);

    /// <summary>A picture is over.</summary>
    public void Next(float seconds)
    {
        blobs.Next(seconds);
        cells.Next(seconds);
    }

    /// <summary>A blob of one picture that was nobody.</summary>
    public void Add(Blob nobody)
    {
        (int x, int y) = PlaceOf(nobody.Box);
        blobs.Add((((y * across) + x) * Sizes) + SizeOf(nobody.Cells));
        for (int row = (int)nobody.Box.Top; row < nobody.Box.Bottom; row++)
        {
            for (int column = (int)nobody.Box.Left; column < nobody.Box.Right; column++)
            {
                cells.Add((row * grid.Width) + column);
            }
        }
    }

    /// <summary>How many blobs as large as this one, or larger, there are around it for each cell and picture.</summary>
    public float Around(Blob blob)
    {
        (int x, int y) = PlaceOf(blob.Box);
        (float sum, int places) = (0, 0);
        for (int j = Math.Max(0, y - 1); j <= Math.Min(below - 1, y + 1); j++)
        {
            for (int i = Math.Max(0, x - 1); i <= Math.Min(across - 1, x + 1); i++, places++)
            {
                for (int size = Math.Max(0, SizeOf(blob.Cells) - 1); size < Sizes; size++)
                {
                    sum += blobs.At((((j * across) + i) * Sizes) + size);
                }
            }
        }
        return Math.Max(Least, sum / (places * PlaceCells * PlaceCells));
    }

    /// <summary>In which share of all pictures something that was nobody has moved where this is, in the mean of its cells.</summary>
    public float Restlessness(CellBox box)
    {
        (float sum, int count) = (0, 0);
        for (int row = (int)box.Top; row < box.Bottom; row++)
        {
            for (int column = (int)box.Left; column < box.Right; column++, count++)
            {
                sum += cells.At((row * grid.Width) + column);
            }
        }
        return sum / count;
    }

    private (int X, int Y) PlaceOf(CellBox box) =>
        (Math.Clamp((int)(box.X / PlaceCells), 0, across - 1), Math.Clamp((int)(box.Y / PlaceCells), 0, below - 1));

    private static int SizeOf(int cells)
    {
        int size = 0;
        for (int limit = SmallestCells; cells > limit && size < Sizes - 1; limit *= 2)
        {
            size++;
        }
        return size;
    }
}
