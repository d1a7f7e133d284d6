namespace Nvr.Board.Buzzer;

/// <summary>A tune and the moment of the monotonic clock at which it began, in milliseconds. Immutable.</summary>
public sealed record Alarm(BuzzerTune Tune, long SinceMs)
{
    public bool IsSounding(long nowMs) => Tune.At(nowMs - SinceMs);

    /// <summary>When the sound changes next; null when it is over.</summary>
    public long? NextEdge(long nowMs) => Tune.NextEdge(Math.Max(0, nowMs - SinceMs)) + SinceMs;
}
