using Nvr.Vision.Planes;

namespace Nvr.Media.Watching;

/// <summary>
/// Compares one key picture with those before: a second opinion, where the sizes of the units in between have told of nothing. Key pictures are coded alike, so they differ less than others. One thread; allocates nothing after it was
/// made.
/// </summary>
internal sealed class KeyLook
{
    /// <summary>Levels of brightness below which a difference is an encoder's doing, and so many times its usual difference is unusual for a cell.</summary>
    private const float Least = 3;
    private const float Unusual = 5;

    /// <summary>Cells side by side that differ: half of a person whom a camera shows 20 pixels high.</summary>
    private const int FewestCells = 4;

    /// <summary>Share of a difference that is learnt.</summary>
    private const float Learns = 0.25f;

    /// <summary>Levels by which cells are taken to differ usually before anything is known.</summary>
    private const float FirstDeviation = 1;

    private readonly CellGrid grid;
    private readonly CellReducer reducer;
    private readonly float[] cells;
    private readonly float[] mean;
    private readonly float[] previous;
    private readonly float[] deviation;
    private readonly bool[] differs;
    private bool isEmpty = true;

    /// <param name="width">Of the pictures, in pixels.</param>
    /// <param name="height">Of the pictures, in pixels.</param>
    public KeyLook(int width, int height)
    {
        grid = CellGrid.Of(width, height);
        reducer = new CellReducer(grid);
        (cells, mean, previous, deviation) = (new float[grid.Count], new float[grid.Count], new float[grid.Count], new float[grid.Count]);
        differs = new bool[grid.Count];
    }

    /// <summary>What is seen next is like nothing before.</summary>
    public void Forget() => isEmpty = true;

    /// <summary>Whether something is there that was not, or is not that was. Learns the picture; the first one is like any.</summary>
    /// <param name="luma">The brightness of each pixel.</param>
    /// <param name="stride">From row to row, in pixels.</param>
    public bool IsOther(ReadOnlySpan<byte> luma, int stride)
    {
        reducer.Reduce(luma, stride, cells);
        if (isEmpty)
        {
            cells.CopyTo(mean, 0);
            cells.CopyTo(previous, 0);
            Array.Fill(deviation, FirstDeviation);
            isEmpty = false;
            return false;
        }
        float whole = WholeDifference();
        for (int i = 0; i < cells.Length; i++)
        {
            float seen = cells[i] - whole;
            float difference = Math.Abs(seen - mean[i]);
            float threshold = Math.Max(Least, Unusual * deviation[i]);
            // Who left some time ago is still a little in the mean, and who stands there was told of when he came.
            differs[i] = difference > threshold && Math.Abs(seen - previous[i]) > threshold;
            previous[i] = seen;
            mean[i] += Learns * (cells[i] - mean[i]);
            deviation[i] += Learns * (Math.Min(difference, Least) - deviation[i]);
        }
        return HasNeighbours();
    }

    /// <summary>Exposure: the mean difference of those cells that differ little.</summary>
    private float WholeDifference()
    {
        float whole = 0;
        for (int round = 0; round < 3; round++)
        {
            (float sum, int count) = (0, 0);
            for (int i = 0; i < cells.Length; i++)
            {
                float difference = cells[i] - mean[i];
                if (round == 0 || Math.Abs(difference - whole) < 2 * Least)
                {
                    (sum, count) = (sum + difference, count + 1);
                }
            }
            whole = count > 0 ? sum / count : whole;
        }
        return whole;
    }

    /// <summary>Whether enough cells differ within a square of four by four.</summary>
    private bool HasNeighbours()
    {
        for (int y = 0; y < grid.Height; y++)
        {
            for (int x = 0; x < grid.Width; x++)
            {
                if (differs[(y * grid.Width) + x] && CountFrom(x, y) >= FewestCells)
                {
                    return true;
                }
            }
        }
        return false;
    }

    private int CountFrom(int left, int top)
    {
        int count = 0;
        for (int y = top; y < Math.Min(top + 4, grid.Height); y++)
        {
            for (int x = Math.Max(0, left - 1); x < Math.Min(left + 3, grid.Width); x++)
            {
                count += differs[(y * grid.Width) + x] ? 1 : 0;
            }
        }
        return count;
    }
}
