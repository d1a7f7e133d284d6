namespace Nvr.Storage.Writing;

/// <summary>How long a volume took lately to make footage durable. One thread notes, any thread reads.</summary>
/// <param name="time">What it is measured by.</param>
internal sealed class SyncTimes(TimeProvider time)
{
    /// <summary>Five syncs of a disk that is well.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Queue<(long EndedAt, TimeSpan Lasted)> ended = [];
    private long? begunAt;

    /// <summary>The longest of the last ten seconds, one that has not ended among them.</summary>
    public TimeSpan Slowest
    {
        get
        {
            lock (gate)
            {
                Forget_NeedsLock();
                TimeSpan slowest = begunAt is { } begun ? time.GetElapsedTime(begun) : TimeSpan.Zero;
                foreach ((_, TimeSpan lasted) in ended)
                {
                    slowest = lasted > slowest ? lasted : slowest;
                }
                return slowest;
            }
        }
    }

    public void Begin()
    {
        lock (gate)
        {
            begunAt = time.GetTimestamp();
        }
    }

    public void End()
    {
        lock (gate)
        {
            if (begunAt is { } begun)
            {
                ended.Enqueue((time.GetTimestamp(), time.GetElapsedTime(begun)));
                begunAt = null;
            }
            Forget_NeedsLock();
        }
    }

    private void Forget_NeedsLock()
    {
        while (ended.TryPeek(out (long EndedAt, TimeSpan Lasted) oldest) && time.GetElapsedTime(oldest.EndedAt) > Window)
        {
            ended.Dequeue();
        }
    }
}
