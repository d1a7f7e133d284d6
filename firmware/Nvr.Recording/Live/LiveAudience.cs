namespace Nvr.Recording.Live;

/// <summary>Who follows one kind of live message. Changed under its owner's lock; whether somebody is there may be asked by any thread.</summary>
internal sealed class LiveAudience
{
    /// <summary>About four seconds at 25 messages a second: who is further behind is better served by a fresh beginning.</summary>
    private const int QueueLength = 100;

    private LiveSubscription[] present = [];
    private bool isOver;

    public bool IsThere => Volatile.Read(ref present).Length > 0;

    /// <summary>One more; completed at once when it is over already.</summary>
    public LiveSubscription Join(Action<LiveSubscription> leave)
    {
        var viewer = new LiveSubscription(QueueLength, leave);
        if (isOver)
        {
            viewer.Complete();
            return viewer;
        }
        Volatile.Write(ref present, [.. present, viewer]);
        return viewer;
    }

    public void Leave(LiveSubscription viewer) => Volatile.Write(ref present, [.. present.Where(v => v != viewer)]);

    public void Offer(LiveMessage message)
    {
        foreach (LiveSubscription viewer in present)
        {
            viewer.Offer(message);
        }
    }

    /// <summary>There is nothing more to follow, also for who comes later.</summary>
    public void End()
    {
        isOver = true;
        foreach (LiveSubscription viewer in present)
        {
            viewer.Complete();
        }
        Volatile.Write(ref present, []);
    }
}
