using System.Numerics;

namespace Nvr.Vision.Tracks;

/// <summary>
/// How often things happen, in times a picture, each by itself: of the last seconds, or of the last minutes where that is more, because gusts and showers come again. One thread; allocates nothing after it
/// was made.
/// </summary>
internal sealed class Habit(int count)
{
    /// <summary>Seconds in which a change is learnt to two thirds.</summary>
    private const float Short = 20;
    private const float Long = 150;

    /// <summary>How much the mean of the long time counts, which has the calm in it.</summary>
    private const float LongCounts = 2.5f;

    private readonly float[] lately = new float[count];
    private readonly float[] usually = new float[count];
    private float knownSeconds;
    private float share = 1;
    private float longShare = 1;

    /// <summary>A picture is over.</summary>
    public void Next(float seconds)
    {
        knownSeconds += seconds;
        (share, longShare) = (seconds / Math.Min(Short, knownSeconds), seconds / Math.Min(Long, knownSeconds));
        Fade(lately, 1 - share);
        Fade(usually, 1 - longShare);
    }

    public void Add(int which)
    {
        lately[which] += share;
        usually[which] += longShare;
    }

    public float At(int which) => Math.Max(lately[which], LongCounts * usually[which]);

    private static void Fade(float[] values, float rest)
    {
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (rest * new Vector<float>(values, i)).CopyTo(values, i);
        }
        for (; i < values.Length; i++)
        {
            values[i] *= rest;
        }
    }
}
