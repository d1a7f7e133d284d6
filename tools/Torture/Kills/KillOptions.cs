namespace Torture.Kills;

/// <summary>How often and how hard to kill. Immutable.</summary>
public sealed record KillOptions(int Kills)
{
    public int Cameras { get; init; } = 8;

    /// <summary>Of the random moments; printed, so that a run can be repeated as far as moments go.</summary>
    public int Seed { get; init; } = Random.Shared.Next();

    /// <summary>Called after each kill, from the thread that runs the torture.</summary>
    public Action<KillRound> OnRound { get; init; } = _ => { };
}
