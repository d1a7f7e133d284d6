using Microsoft.Extensions.Time.Testing;
using Nvr.Core.Time;
using Xunit;

namespace Nvr.Core.Tests.Time;

public sealed class DoorbellTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider time = new();
    private readonly Doorbell bell;

    public DoorbellTests() => bell = new Doorbell(time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wait_ForTheTime_EndsThenAndNotBefore()
    {
        Task waiting = bell.WaitAsync(TimeSpan.FromSeconds(1), Cancellation);
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await waiting;
    }

    [Fact]
    public async Task Ring_WhileSomebodyWaits_IsHeardOnce()
    {
        Task waiting = bell.WaitAsync(Long, Cancellation);
        bell.Ring();
        await waiting;
        Assert.False(bell.WaitAsync(Long, Cancellation).IsCompleted);
    }

    [Fact]
    public async Task Ring_TwiceWhileNobodyWaits_IsHeardAtTheNextWaitOnly()
    {
        bell.Ring();
        bell.Ring();
        await bell.WaitAsync(Long, Cancellation);
        Assert.False(bell.WaitAsync(Long, Cancellation).IsCompleted);
    }

    [Fact]
    public async Task Cancelled_EndsWithoutAnException()
    {
        using var cancel = new CancellationTokenSource();
        Task waiting = bell.WaitAsync(Long, cancel.Token);
        await cancel.CancelAsync();
        await waiting;
        await bell.WaitAsync(Long, cancel.Token);
    }

    [Fact]
    public async Task NoTime_EndsAtOnce()
    {
        await bell.WaitAsync(TimeSpan.Zero, Cancellation);
        await bell.WaitAsync(TimeSpan.FromSeconds(-1), Cancellation);
    }

    // A ring from many threads, and times that end in the same moment: none is lost, and nothing hangs.
    [Fact]
    public async Task RingsAndTimes_AtTheSameMoment_LoseNoRing()
    {
        var busy = new Doorbell(TimeProvider.System);
        var (asked, done) = (0, 0);
        Task waiter = Task.Run(
            async () =>
            {
                while (Volatile.Read(ref done) < 20_000)
                {
                    await busy.WaitAsync(TimeSpan.FromMilliseconds(1), Cancellation);
                    Volatile.Write(ref done, Volatile.Read(ref asked));
                }
            },
            Cancellation);
        await Parallel.ForEachAsync(Enumerable.Range(0, 20_000), Cancellation, (_, _) =>
        {
            Interlocked.Increment(ref asked);
            busy.Ring();
            return ValueTask.CompletedTask;
        });
        await waiter.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(20_000, done);
    }

    [Fact]
    public void Ring_RunsNothingOfTheWaiterItself()
    {
        var self = Environment.CurrentManagedThreadId;
        using var ended = new ManualResetEventSlim();
        var ranOn = 0;
        _ = Task.Run(
            async () =>
            {
                await bell.WaitAsync(Long, Cancellation);
                ranOn = Environment.CurrentManagedThreadId;
                ended.Set();
            },
            Cancellation);
        SpinWait.SpinUntil(() => { bell.Ring(); return ended.IsSet; }, TimeSpan.FromSeconds(30));
        Assert.True(ended.IsSet);
        Assert.NotEqual(self, ranOn);
    }
}
