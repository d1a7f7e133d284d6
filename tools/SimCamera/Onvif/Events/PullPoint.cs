using System.Threading.Channels;

namespace SimCamera.Onvif.Events;

/// <summary>One subscription: what waits for its client, and until when it lives. A client that does not fetch loses the oldest. Thread-safe.</summary>
internal sealed class PullPoint(int number, TopicFilter filter, TimeProvider time, TimeSpan life)
{
    private const int MaxWaiting = 500;
    private readonly Channel<Notification> _waiting = Channel.CreateBounded<Notification>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest });

    private long _renewed = time.GetTimestamp();
    private long _lifeTicks = life.Ticks;

    public int Number { get; } = number;

    public bool IsOver => time.GetElapsedTime(Interlocked.Read(ref _renewed)) >= Life;

    /// <summary>What is left of its life.</summary>
    public TimeSpan Left => Life - time.GetElapsedTime(Interlocked.Read(ref _renewed));

    private TimeSpan Life => new(Interlocked.Read(ref _lifeTicks));

    public void Renew(TimeSpan life)
    {
        Interlocked.Exchange(ref _lifeTicks, life.Ticks);
        Interlocked.Exchange(ref _renewed, time.GetTimestamp());
    }

    public void Add(Notification notification)
    {
        if (filter.LetsPass(notification.Topic))
        {
            _waiting.Writer.TryWrite(notification);
        }
    }

    /// <summary>Ends a waiting <see cref="PullAsync"/> with what there is.</summary>
    public void End() => _waiting.Writer.TryComplete();

    /// <summary>What waits, at most <paramref name="limit"/>; with nothing waits for the first until the time is over.</summary>
    public async Task<IReadOnlyList<Notification>> PullAsync(TimeSpan timeout, int limit, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        try
        {
            await _waiting.Reader.WaitToReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Nothing came.
        }

        List<Notification> taken = [];
        while (taken.Count < limit && _waiting.Reader.TryRead(out Notification? notification))
        {
            taken.Add(notification);
        }

        return taken;
    }
}
