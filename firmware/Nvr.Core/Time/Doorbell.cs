namespace Nvr.Core.Time;

/// <summary>
/// Wakes one task that sleeps until something happens or its time is over. Any thread may ring; what is rung while nobody waits is heard at the next wait, and ringing twice is ringing once.
/// </summary>
public sealed class Doorbell(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim rung = new(0, 1);

    public void Ring()
    {
        lock (rung)
        {
            if (rung.CurrentCount == 0)
            {
                rung.Release();
            }
        }
    }

    /// <summary>Returns when it is rung, when the time is over, or when cancelled; does not throw. One task at a time.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        using var timer = new CancellationTokenSource(atMost > TimeSpan.Zero ? atMost : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        await rung.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => rung.Dispose();
}
