namespace Nvr.Board.Buzzer;

/// <summary>What the buzzer does from the moment at which an alarm begins. Immutable.</summary>
/// <param name="EdgesMs">It sounds from 0 on; at each of these moments, in milliseconds and in order, it changes.</param>
/// <param name="PeriodMs">After this it begins anew; 0 for a tune that is played once.</param>
/// <remarks>Users of recorders know "one long, two short" as the worst and "two short" as the least (Vivotek).</remarks>
public sealed record BuzzerTune(IReadOnlyList<int> EdgesMs, int PeriodMs)
{
    /// <summary>One long, two short, every ten seconds.</summary>
    public static BuzzerTune Failure { get; } = new([1000, 1500, 2000, 2500, 3000], 10_000);

    /// <summary>Two short ones, once.</summary>
    public static BuzzerTune Attention { get; } = new([300, 600, 900], 0);

    /// <summary>Whether it sounds so many milliseconds after the beginning.</summary>
    public bool At(long sinceMs) => sinceMs >= 0 && EdgesMs.Count(e => e <= Within(sinceMs)) % 2 == 0;

    /// <summary>When it changes next, in milliseconds after the beginning; null when it is over.</summary>
    public long? NextEdge(long sinceMs)
    {
        long within = Within(sinceMs);
        int edge = EdgesMs.FirstOrDefault(e => e > within, PeriodMs);
        return edge > within ? sinceMs - within + edge : null;
    }

    private long Within(long sinceMs) => PeriodMs == 0 ? sinceMs : sinceMs % PeriodMs;
}
