namespace Torture.Kills;

/// <summary>One life of nvrd that ended with SIGKILL: when, and which frames it had been sent. Monotonic microseconds. Immutable.</summary>
public sealed record KillRound(int Number, long StartUs, long KillUs, IReadOnlyList<SimCamera.Log.SentFrame> Sent)
{
    public double Seconds => (KillUs - StartUs) / 1e6;
}
