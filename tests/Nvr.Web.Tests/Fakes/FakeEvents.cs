using System.Collections.Concurrent;
using Nvr.Storage.Events;

namespace Nvr.Web.Tests.Fakes;

/// <summary>Events as a test sets them up: the newest first; remembers what it was asked.</summary>
public sealed class FakeEvents : IEventReader
{
    private readonly ConcurrentDictionary<EventSubscription, bool> followers = new();

    public List<StoredEvent> Stored { get; } = [];

    public EventFilter? Asked { get; private set; }

    public int Followers => followers.Count;

    public long Dropped { get; set; }

    public List<CameraZone> Zones { get; } = [];

    public IReadOnlyList<CameraZone> ListZones() => Zones;

    public EventPage ListEvents(EventFilter filter)
    {
        Asked = filter;
        IEnumerable<StoredEvent> found = Stored.Where(e => EventMatch.Is(e, filter, e.End ?? e.Start));
        return new EventPage([.. found.OrderByDescending(e => e.Start).Take(filter.Limit).Select(e => e with { Raw = null })], "the-next");
    }

    public StoredEvent? FindEvent(EventId id) => Stored.FirstOrDefault(e => e.Id == id);

    public EventSubscription Subscribe()
    {
        EventSubscription follower = new(f => followers.TryRemove(f, out _));
        followers[follower] = true;
        return follower;
    }

    public IReadOnlyList<EventCount> CountEvents() => [.. Stored.GroupBy(e => (e.Camera, e.Kind)).Select(g => new EventCount(g.Key.Camera, g.Key.Kind, g.Count()))];

    public void Tell(StoredEvent happened)
    {
        foreach (EventSubscription follower in followers.Keys)
        {
            follower.Offer(happened);
        }
    }
}
