namespace Nvr.Core.Time;

/// <summary>
/// Wakes one task that sleeps until something happens or its time is over. Any thread may ring; what is rung while nobody waits is heard at the next wait, and ringing twice is ringing once.
/// A wait throws nothing inside either: it ends every second of the program's life, and an exception costs more than all the rest of it.
/// </summary>
public sealed class Doorbell(TimeProvider time)
{
    private readonly Lock gate = new();
    private TaskCompletionSource? waiting;
    private bool isRung;

    public void Ring()
    {
        TaskCompletionSource? heard;
        lock (gate)
        {
            heard = waiting;
            waiting = null;
            isRung = heard is null;
        }
        End(heard);
    }

    /// <summary>Returns when it is rung, when the time is over, or when cancelled; does not throw. One task at a time.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        var wait = new TaskCompletionSource();
        lock (gate)
        {
            if (isRung || atMost <= TimeSpan.Zero || cancellation.IsCancellationRequested)
            {
                isRung = false;
                return;
            }
            waiting = wait;
        }
        // The timer's callback has a thread of the pool already, and the waiter goes on in it.
        using (time.CreateTimer(static over => ((TaskCompletionSource)over!).TrySetResult(), wait, atMost, Timeout.InfiniteTimeSpan))
        using (cancellation.UnsafeRegister(static over => End((TaskCompletionSource)over!), wait))
        {
            await wait.Task.ConfigureAwait(false);
        }
        lock (gate)
        {
            if (waiting == wait)
            {
                waiting = null;
            }
        }
    }

    // Whoever rings or cancels may hold locks, and must not run what the waiter does next.
    private static void End(TaskCompletionSource? wait)
    {
        if (wait is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static over => over.TrySetResult(), wait, preferLocal: false);
        }
    }
}
