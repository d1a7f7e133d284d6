namespace Nvr.Storage.Events;

/// <summary>
/// What pages and programs need of the events. Thread-safe; listing reads indexes and may block for milliseconds, never on a writer. Failures are
/// <see cref="Nvr.Core.NvrException"/>.
/// </summary>
public interface IEventReader
{
    /// <summary>A page of events: a bounded piece of work. InvalidInput when the cursor is none of ours, or the limit or the number of ranges is out of bounds.</summary>
    EventPage ListEvents(EventFilter filter);

    /// <summary>One event with its raw message; null when there is none, or its volume is away.</summary>
    StoredEvent? FindEvent(EventId id);

    /// <summary>Events as they are stored: each when it begins and again when it ends. Dispose it to leave.</summary>
    EventSubscription Subscribe();

    /// <summary>The zones that events have named, by camera; some thousands at most.</summary>
    IReadOnlyList<CameraZone> ListZones();

    /// <summary>Since the recorder started.</summary>
    IReadOnlyList<EventCount> CountEvents();

    /// <summary>Messages that found the queue full, or whose camera sent too many, since the recorder started.</summary>
    long Dropped { get; }
}
