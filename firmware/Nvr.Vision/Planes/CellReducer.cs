using System.Numerics;

namespace Nvr.Vision.Planes;

/// <summary>Makes cells of the pixels of one picture after another. One thread; allocates nothing after it was made.</summary>
/// <param name="grid">Of the pictures.</param>
public sealed class CellReducer(CellGrid grid)
{
    /// <summary>Sums of the pixels of a cell that lie in one column. A column of 257 white pixels would still fit.</summary>
    private readonly ushort[] columns = new ushort[grid.Width * grid.Pixels];

    /// <summary>The mean of each cell, row by row.</summary>
    /// <param name="luma">The brightness of each pixel.</param>
    /// <param name="stride">From the beginning of a row to that of the next, in pixels.</param>
    /// <param name="cells">Takes the means, 0 to 255.</param>
    public void Reduce(ReadOnlySpan<byte> luma, int stride, Span<float> cells)
    {
        float share = 1f / (grid.Pixels * grid.Pixels);
        for (int row = 0; row < grid.Height; row++)
        {
            SumColumns(luma[(row * grid.Pixels * stride)..], stride);
            Span<float> into = cells.Slice(row * grid.Width, grid.Width);
            for (int cell = 0, at = 0; cell < into.Length; cell++, at += grid.Pixels)
            {
                int sum = 0;
                foreach (ushort column in columns.AsSpan(at, grid.Pixels))
                {
                    sum += column;
                }
                into[cell] = sum * share;
            }
        }
    }

    private void SumColumns(ReadOnlySpan<byte> rows, int stride)
    {
        Array.Clear(columns);
        for (int row = 0; row < grid.Pixels; row++)
        {
            Add(rows.Slice(row * stride, columns.Length));
        }
    }

    private void Add(ReadOnlySpan<byte> row)
    {
        int at = 0;
        for (; at <= row.Length - Vector<byte>.Count; at += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(row[at..]), out Vector<ushort> low, out Vector<ushort> high);
            Span<ushort> sums = columns.AsSpan(at, Vector<byte>.Count);
            (new Vector<ushort>(sums) + low).CopyTo(sums);
            (new Vector<ushort>(sums[Vector<ushort>.Count..]) + high).CopyTo(sums[Vector<ushort>.Count..]);
        }
        for (; at < row.Length; at++)
        {
            columns[at] += row[at];
        }
    }
}
