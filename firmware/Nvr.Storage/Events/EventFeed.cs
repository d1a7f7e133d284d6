namespace Nvr.Storage.Events;

/// <summary>Hands stored events to whoever follows them; each follower has its own bounded queue. Thread-safe.</summary>
internal sealed class EventFeed
{
    private readonly Lock gate = new();
    private volatile IReadOnlyList<EventSubscription> followers = [];
    private bool ended;

    public bool HasFollowers => followers.Count > 0;

    public EventSubscription Subscribe()
    {
        EventSubscription follower = new(Leave);
        lock (gate)
        {
            followers = [.. followers, follower];
            if (ended)
            {
                follower.Complete();
            }
        }
        return follower;
    }

    public void Tell(StoredEvent happened)
    {
        foreach (EventSubscription follower in followers)
        {
            follower.Offer(happened);
        }
    }

    public void End()
    {
        lock (gate)
        {
            ended = true;
        }
        foreach (EventSubscription follower in followers)
        {
            follower.Complete();
        }
    }

    private void Leave(EventSubscription follower)
    {
        lock (gate)
        {
            followers = [.. followers.Where(f => f != follower)];
        }
    }
}
