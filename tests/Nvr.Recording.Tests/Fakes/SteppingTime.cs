using Microsoft.Extensions.Time.Testing;

namespace Nvr.Recording.Tests.Fakes;

/// <summary>
/// Time that waits for those whom it wakes: a busy machine must not make a test's seconds run ahead of the code that counts them.
/// </summary>
internal sealed class SteppingTime : FakeTimeProvider
{
    // Who was woken for the last time never sleeps again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private int fired;
    private int made;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref made);
        return base.CreateTimer(Fire, state, dueTime, period);

        void Fire(object? given)
        {
            Interlocked.Increment(ref fired);
            callback(given);
        }
    }

    /// <summary>Lets time pass; over when each whose timer rang has set another.</summary>
    public async Task StepAsync(TimeSpan span)
    {
        (int madeBefore, int firedBefore) = (Volatile.Read(ref made), Volatile.Read(ref fired));
        Advance(span);
        long giveUp = Environment.TickCount64 + (long)LongestWait.TotalMilliseconds;
        while (Volatile.Read(ref made) - madeBefore < Volatile.Read(ref fired) - firedBefore && Environment.TickCount64 < giveUp)
        {
            await Task.Delay(1);
        }
    }
}
