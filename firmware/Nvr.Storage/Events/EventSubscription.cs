using System.Threading.Channels;

namespace Nvr.Storage.Events;

/// <summary>
/// One viewer of the events as they come. Bounded: a viewer that does not keep up loses the oldest, which are counted. Read by one task at a
/// time; dispose it to leave.
/// </summary>
public sealed class EventSubscription : IDisposable
{
    /// <summary>Events that wait for a viewer at most.</summary>
    public const int Capacity = 256;

    private readonly Channel<StoredEvent> queue;
    private readonly Action<EventSubscription> leave;
    private long dropped;

    /// <summary><paramref name="leave"/> is called when the viewer goes.</summary>
    public EventSubscription(Action<EventSubscription> leave)
    {
        this.leave = leave;
        BoundedChannelOptions bounds = new(Capacity) { FullMode = BoundedChannelFullMode.DropOldest };
        queue = Channel.CreateBounded<StoredEvent>(bounds, _ => Interlocked.Increment(ref dropped));
    }

    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>Completes when the recorder stops.</summary>
    public ChannelReader<StoredEvent> Events => queue.Reader;

    /// <summary>Gives the viewer an event; never blocks. For whoever feeds it.</summary>
    public void Offer(StoredEvent happened) => queue.Writer.TryWrite(happened);

    /// <summary>No more events will come. For whoever feeds it.</summary>
    public void Complete() => queue.Writer.TryComplete();

    public void Dispose()
    {
        leave(this);
        Complete();
    }
}
