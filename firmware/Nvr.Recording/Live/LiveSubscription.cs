using System.Threading.Channels;

namespace Nvr.Recording.Live;

/// <summary>
/// One viewer's bounded queue. When the viewer is too slow, its queue is emptied and it goes on at the next key frame;
/// <see cref="Dropped"/> counts what it missed. One reader; dispose it to leave.
/// </summary>
public sealed class LiveSubscription : IDisposable
{
    private readonly Channel<LiveMessage> queue;
    private readonly Action<LiveSubscription> leave;
    private long dropped;

    internal LiveSubscription(int capacity, Action<LiveSubscription> leave)
    {
        queue = Channel.CreateBounded<LiveMessage>(new BoundedChannelOptions(capacity) { SingleReader = false });
        this.leave = leave;
    }

    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>Completes when the stream ends for good (camera deleted, program stops).</summary>
    public ChannelReader<LiveMessage> Messages => queue.Reader;

    internal bool NeedsKeyFrame { get; private set; } = true;

    public void Dispose()
    {
        leave(this);
        queue.Writer.TryComplete();
    }

    /// <summary>Called on the reading thread; never blocks.</summary>
    internal void Offer(LiveMessage message)
    {
        if (message.Codecs is null && NeedsKeyFrame && !message.IsKeyFrame)
        {
            Interlocked.Increment(ref dropped);
            return;
        }
        if (queue.Writer.TryWrite(message))
        {
            NeedsKeyFrame = message.Codecs is not null;
            return;
        }
        Empty();
        NeedsKeyFrame = true;
    }

    /// <summary>Shows the viewer a key frame from the past at once; what follows begins at the next key frame.</summary>
    internal void OfferStill(LiveMessage keyFrame)
    {
        Offer(keyFrame);
        NeedsKeyFrame = true;
    }

    internal void Complete() => queue.Writer.TryComplete();

    /// <summary>Drops what the viewer was too slow for, except for an init segment, without which nothing that follows can be shown.</summary>
    private void Empty()
    {
        LiveMessage? init = null;
        while (queue.Reader.TryRead(out LiveMessage? late))
        {
            init = late.Codecs is null ? init : late;
            Interlocked.Increment(ref dropped);
        }
        if (init is not null)
        {
            queue.Writer.TryWrite(init);
        }
    }

}
