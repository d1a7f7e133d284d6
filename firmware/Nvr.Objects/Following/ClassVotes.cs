namespace Nvr.Objects.Following;

/// <summary>What the looks at one thing took it for. One thread.</summary>
internal sealed class ClassVotes
{
    /// <summary>As much as half a sure look says otherwise: one look alone is not believed as much as three that agree.</summary>
    private const float Doubt = 0.5f;

    private readonly Dictionary<int, float> sums = [];

    /// <summary>The class with most confidence in all; -1 before the first look.</summary>
    public int Best => sums.Count == 0 ? -1 : sums.MaxBy(s => s.Value).Key;

    /// <summary>0 to 1.</summary>
    public float Confidence { get; private set; }

    private float Surest { get; set; }

    public void Add(int kind, float confidence)
    {
        sums[kind] = sums.GetValueOrDefault(kind) + confidence;
        Surest = Math.Max(Surest, confidence);
        Confidence = Math.Min(Surest, sums[Best] / (sums.Values.Sum() + Doubt));
    }
}
