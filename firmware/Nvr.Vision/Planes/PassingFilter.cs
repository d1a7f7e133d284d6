using System.Numerics;

namespace Nvr.Vision.Planes;

/// <summary>
/// Takes out of cells what is there in one picture alone: drops of rain, an insect near the lens, a damaged picture. Each cell becomes the middle one of its last three values. One thread.
/// </summary>
internal sealed class PassingFilter(int count)
{
    private readonly float[] last = new float[count];
    private readonly float[] before = new float[count];
    private bool isFilled;

    /// <param name="cells">One picture's; changed only when <paramref name="isOn"/>, remembered in any case.</param>
    /// <param name="isOn">Costs a picture of delay.</param>
    /// <returns>How many cells differed from what they were before and after by more than <paramref name="unlike"/>, as far as is known.</returns>
    public int Filter(Span<float> cells, bool isOn, float unlike)
    {
        int passing = 0;
        if (!isFilled)
        {
            cells.CopyTo(last);
            cells.CopyTo(before);
            isFilled = true;
        }
        Vector<int> counted = Vector<int>.Zero;
        int i = 0;
        for (; i <= cells.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var (now, one, two) = (new Vector<float>(cells[i..]), new Vector<float>(last, i), new Vector<float>(before, i));
            Vector<float> middle = Vector.Max(Vector.Min(now, one), Vector.Min(Vector.Max(now, one), two));
            // What passed was there in the picture before this one; what is true is -1.
            counted -= Vector.GreaterThan(Vector.Abs(one - middle), new Vector<float>(unlike));
            one.CopyTo(before, i);
            now.CopyTo(last, i);
            (isOn ? middle : now).CopyTo(cells[i..]);
        }
        for (; i < cells.Length; i++)
        {
            float now = cells[i];
            float middle = Math.Max(Math.Min(now, last[i]), Math.Min(Math.Max(now, last[i]), before[i]));
            passing += Math.Abs(last[i] - middle) > unlike ? 1 : 0;
            (before[i], last[i]) = (last[i], now);
            cells[i] = isOn ? middle : now;
        }
        passing += Vector.Sum(counted);
        return passing;
    }
}
