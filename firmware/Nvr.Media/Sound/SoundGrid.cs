namespace Nvr.Media.Sound;

/// <summary>
/// Lays sound on one unbroken row of samples, counted from 0, and hands it on in frames of <see cref="SamplesPerFrame"/>: what is missing
/// between two pieces becomes silence, what overlaps is left out, so that a sample's number is its time. One thread; knows at most two channels.
/// </summary>
internal sealed class SoundGrid(int channels, SoundGrid.FrameTaker taker)
{
    public const int SamplesPerFrame = 1024;

    private readonly float[] first = new float[SamplesPerFrame];
    private readonly float[] second = new float[channels == 2 ? SamplesPerFrame : 0];
    private int filled;

    /// <summary>Takes one whole frame during the call; the second channel is empty where there is one.</summary>
    public delegate void FrameTaker(ReadOnlySpan<float> first, ReadOnlySpan<float> second);

    /// <summary>The number of the sample that comes next.</summary>
    public long End { get; private set; }

    /// <summary>Places a piece whose first sample has the number <paramref name="at"/>, which may lie before 0.</summary>
    public void Put(long at, ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        FillTo(at);
        int from = (int)Math.Min(End - at, left.Length);
        while (from < left.Length)
        {
            int count = Math.Min(left.Length - from, SamplesPerFrame - filled);
            left.Slice(from, count).CopyTo(first.AsSpan(filled));
            right[Math.Min(from, right.Length)..Math.Min(from + count, right.Length)].CopyTo(second.AsSpan(Math.Min(filled, second.Length)));
            from += count;
            Advance(count);
        }
    }

    /// <summary>Silence up to a sample, where nothing lies there yet.</summary>
    public void FillTo(long end)
    {
        while (End < end)
        {
            int count = (int)Math.Min(end - End, SamplesPerFrame - filled);
            first.AsSpan(filled, count).Clear();
            second.AsSpan(Math.Min(filled, second.Length), Math.Min(count, second.Length)).Clear();
            Advance(count);
        }
    }

    /// <summary>Silence up to the end of the frame that is begun.</summary>
    public void CloseFrame() => FillTo((End + SamplesPerFrame - 1) / SamplesPerFrame * SamplesPerFrame);

    private void Advance(int count)
    {
        End += count;
        filled += count;
        if (filled == SamplesPerFrame)
        {
            filled = 0;
            taker(first, second);
        }
    }
}
