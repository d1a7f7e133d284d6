namespace Nvr.Storage.Writing;

/// <summary>
/// How long the disk kept a volume's writer busy lately until footage was durable: its writes, and the sync that ends them. Past the page cache it is the writes that wait for a slow disk. One thread notes, any thread reads.
/// </summary>
/// <param name="time">What it is measured by.</param>
internal sealed class SyncTimes(TimeProvider time)
{
    /// <summary>Five syncs of a disk that is well.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Queue<(long EndedAt, TimeSpan Lasted)> ended = [];
    private TimeSpan before;
    private long? begunAt;

    /// <summary>The longest of the last ten seconds, one that has not ended among them.</summary>
    public TimeSpan Slowest
    {
        get
        {
            lock (gate)
            {
                Forget_NeedsLock();
                TimeSpan slowest = Busy_NeedsLock();
                foreach ((_, TimeSpan lasted) in ended)
                {
                    slowest = lasted > slowest ? lasted : slowest;
                }
                return slowest;
            }
        }
    }

    /// <summary>The writer turns to the disk.</summary>
    public void Begin()
    {
        lock (gate)
        {
            begunAt = time.GetTimestamp();
        }
    }

    /// <summary>It has written what there was; it is not durable yet.</summary>
    public void Pause()
    {
        lock (gate)
        {
            before = Busy_NeedsLock();
            begunAt = null;
        }
    }

    /// <summary>All that was written is durable.</summary>
    public void End()
    {
        lock (gate)
        {
            ended.Enqueue((time.GetTimestamp(), Busy_NeedsLock()));
            (before, begunAt) = (TimeSpan.Zero, null);
            Forget_NeedsLock();
        }
    }

    private TimeSpan Busy_NeedsLock() => before + (begunAt is { } begun ? time.GetElapsedTime(begun) : TimeSpan.Zero);

    private void Forget_NeedsLock()
    {
        while (ended.TryPeek(out (long EndedAt, TimeSpan Lasted) oldest) && time.GetElapsedTime(oldest.EndedAt) > Window)
        {
            ended.Dequeue();
        }
    }
}
