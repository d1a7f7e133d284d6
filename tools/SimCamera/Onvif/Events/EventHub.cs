using SimCamera.Onvif.Media;

namespace SimCamera.Onvif.Events;

/// <summary>What goes on in front of a device's sources, and who wants to hear of it. Thread-safe.</summary>
internal sealed class EventHub(OnvifDevice device)
{
    private const int MaxRecent = 100;
    private readonly Lock _lock = new();
    private readonly HashSet<(SimEventKind Kind, int Source)> _active = [];
    private readonly Dictionary<int, PullPoint> _points = [];
    private readonly Queue<(long Number, int Source, Notification Notification)> _recent = new();
    private int _lastPoint;
    private long _lastNotification;

    public int OpenPullPoints
    {
        get
        {
            lock (_lock)
            {
                Bury_NeedsLock();
                return _points.Count;
            }
        }
    }

    public bool IsActive(SimEventKind kind, MediaSource source)
    {
        lock (_lock)
        {
            return _active.Contains((kind, source.Number));
        }
    }

    public void Raise(SimEventKind kind, bool active, MediaSource source)
    {
        lock (_lock)
        {
            EventTopic topic = EventTopic.Of(kind);
            bool news = active ? _active.Add((kind, source.Number)) : _active.Remove((kind, source.Number));
            if (news && (topic.IsProperty || active))
            {
                Spread_NeedsLock(source, topic.Tell(source, Value_NeedsLock(topic, source), "Changed", device.Clock.Now));
            }
        }
    }

    public PullPoint Subscribe(TopicFilter filter, TimeSpan life)
    {
        lock (_lock)
        {
            var point = new PullPoint(++_lastPoint, filter, device.Time, life);
            _points[point.Number] = point;
            Synchronize_NeedsLock(point);
            return point;
        }
    }

    /// <summary>Null when it never was or its time is over.</summary>
    public PullPoint? Find(int number)
    {
        lock (_lock)
        {
            Bury_NeedsLock();
            return _points.GetValueOrDefault(number);
        }
    }

    public void Remove(PullPoint point)
    {
        lock (_lock)
        {
            _points.Remove(point.Number);
            point.End();
        }
    }

    /// <summary>Tells the state of every property anew.</summary>
    public void Synchronize(PullPoint point)
    {
        lock (_lock)
        {
            Synchronize_NeedsLock(point);
        }
    }

    /// <summary>Forgets all subscriptions, as a reboot does.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            foreach (PullPoint point in _points.Values)
            {
                point.End();
            }

            _points.Clear();
        }
    }

    /// <summary>What was told of a source after a number, which moves on; for the metadata track.</summary>
    public IReadOnlyList<Notification> Since(ref long number, MediaSource source)
    {
        lock (_lock)
        {
            long after = number;
            number = _lastNotification;
            return [.. _recent.Where(r => r.Number > after && r.Source == source.Number).Select(r => r.Notification)];
        }
    }

    private void Synchronize_NeedsLock(PullPoint point)
    {
        foreach (MediaSource source in device.Sources)
        {
            foreach (EventTopic topic in EventTopic.All.Where(t => t.IsProperty).DistinctBy(t => t.Topic))
            {
                point.Add(topic.Tell(source, Value_NeedsLock(topic, source), "Initialized", device.Clock.Now));
            }
        }
    }

    private string Value_NeedsLock(EventTopic topic, MediaSource source)
    {
        bool Is(SimEventKind kind) => _active.Contains((kind, source.Number));
        return topic.Kind switch
        {
            SimEventKind.LineCrossing => "1",
            // One topic for all classes: it lists those that are there now.
            SimEventKind.Person or SimEventKind.Vehicle =>
                string.Join(' ', (string[])[.. Is(SimEventKind.Person) ? ["Human"] : (string[])[], .. Is(SimEventKind.Vehicle) ? ["Vehicle"] : (string[])[]]),
            _ => Is(topic.Kind) ? "true" : "false",
        };
    }

    private void Spread_NeedsLock(MediaSource source, Notification notification)
    {
        Bury_NeedsLock();
        _recent.Enqueue((++_lastNotification, source.Number, notification));
        if (_recent.Count > MaxRecent)
        {
            _recent.Dequeue();
        }

        foreach (PullPoint point in _points.Values)
        {
            point.Add(notification);
        }
    }

    private void Bury_NeedsLock()
    {
        foreach (PullPoint point in _points.Values.Where(p => p.IsOver).ToList())
        {
            _points.Remove(point.Number);
            point.End();
        }
    }
}
