namespace Nvr.Storage.Overviews;

/// <summary>Microseconds in cells of equal length from a moment on. One thread at a time.</summary>
internal sealed class CellSums(long startUs, long cellUs, int cells)
{
    private readonly double[] sums = new double[cells];

    /// <summary>Spreads microseconds evenly over [from, to); what falls outside of the cells is left out.</summary>
    public void Spread(long fromUs, long toUs, long us)
    {
        double part = us / (double)Math.Max(1, toUs - fromUs);
        int last = (int)Math.Min(cells - 1, (toUs - 1 - startUs) / cellUs);
        for (int cell = (int)Math.Max(0, (fromUs - startUs) / cellUs); cell <= last; cell++)
        {
            long cellStart = startUs + (cell * cellUs);
            sums[cell] += part * Math.Max(0, Math.Min(toUs, cellStart + cellUs) - Math.Max(fromUs, cellStart));
        }
    }

    /// <summary>Of each cell the part that is filled, 0 to 1: footage of two disks may overlap.</summary>
    public float[] Parts() => [.. sums.Select(us => (float)Math.Clamp(us / cellUs, 0, 1))];
}
