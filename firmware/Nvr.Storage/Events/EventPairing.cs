using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Storage.Index;

namespace Nvr.Storage.Events;

/// <summary>
/// Makes events of messages: finds the end that belongs to a start, and what goes on again after an interruption. Bounded per camera: a camera that
/// begins ever new things and ends none has the oldest interrupted. Belongs to the event thread.
/// </summary>
internal sealed class EventPairing(Func<BootMoment, BootMoment, long> microsecondsBetween)
{
    private const int MaxOpenPerCamera = 128;
    private const int MaxInterrupted = 4_096;

    // A day: beyond that nobody's clock is right.
    private const long LongestBoxUs = 86_400_000_000L;

    // What was not heard for longer may have ended and begun again.
    private const long ResumeUs = 15 * 60_000_000L;

    private readonly Dictionary<(CameraId, string), EventItem> open = [];
    private readonly Dictionary<(CameraId, string), EventItem> interrupted = [];

    /// <summary>What goes on.</summary>
    public IReadOnlyCollection<EventItem> Open => open.Values;

    /// <summary>Takes a message; returns the events that it began or changed, the message's own last.</summary>
    public IReadOnlyList<EventItem> Take(CameraId camera, CameraEvent message, EventOrigin origin, BootMoment at)
    {
        (CameraId, string) key = (camera, message.Key);
        if (message.Phase == EventPhase.Pulse)
        {
            return [Begin(camera, message, origin, at, at)];
        }
        if (message.Phase == EventPhase.End)
        {
            return End(key, message, origin, at);
        }
        if (open.ContainsKey(key))
        {
            return [];
        }
        if (Resume(key, at) is { } resumed)
        {
            return [resumed];
        }
        EventItem begun = Begin(camera, message, origin, at, null);
        List<EventItem> changed = [.. MakeRoom(camera, at)];
        open[key] = begun;
        return [.. changed, begun];
    }

    /// <summary>Ends what goes on at a camera, or everywhere (null), without a word of the camera.</summary>
    public IReadOnlyList<EventItem> Interrupt(CameraId? camera, BootMoment at)
    {
        List<EventItem> ended = [.. open.Values.Where(i => camera is null || i.Row.Camera == camera)];
        ended.ForEach(i => Interrupt(i, at));
        return ended;
    }

    /// <summary>
    /// Takes over what an earlier process left on a volume: what was open ended at the last moment that is known. What this process began there itself, before
    /// the volume was lost and came back, is not touched.
    /// </summary>
    public IReadOnlyList<EventItem> Adopt(IReadOnlyList<EventItem> left, Func<EventItem, BootMoment> lastKnown)
    {
        HashSet<(Guid?, long)> own = [.. open.Values.Concat(interrupted.Values).Select(i => (i.Volume, i.Row.Number))];
        List<EventItem> ended = [];
        foreach (EventItem item in left.Where(i => !own.Contains((i.Volume, i.Row.Number))))
        {
            if (item.Row.Closing == EventClosing.Open)
            {
                Interrupt(item, lastKnown(item));
                ended.Add(item);
            }
            else
            {
                Keep(item);
            }
        }
        return ended;
    }

    public void Forget(CameraId camera)
    {
        foreach ((CameraId, string) key in open.Keys.Concat(interrupted.Keys).Where(k => k.Item1 == camera).ToList())
        {
            open.Remove(key);
            interrupted.Remove(key);
        }
    }

    private static EventItem Begin(CameraId camera, CameraEvent message, EventOrigin origin, BootMoment at, BootMoment? end) => new(
        new EventRow
        {
            Number = 0,
            Camera = camera,
            Start = at,
            End = end,
            Closing = end is null ? EventClosing.Open : EventClosing.Reported,
            Kind = message.Kind,
            Object = message.Object,
            Box = message.Box,
            BoxAfterUs = AfterStart(message, 0),
            Confidence = message.Confidence,
            Zone = message.Zone,
            Text = message.Text,
            Colours = message.Colours,
            Direction = message.Direction,
            Topic = message.Topic,
            Origin = origin,
            Key = message.Key,
        },
        message.Raw,
        message.SourceToken);

    private IReadOnlyList<EventItem> End((CameraId, string) key, CameraEvent message, EventOrigin origin, BootMoment at)
    {
        if (!open.Remove(key, out EventItem? item))
        {
            item = Resume(key, at);
            open.Remove(key);
        }
        if (item is null)
        {
            return [];
        }
        bool backwards = at.BootId == item.Row.Start.BootId && at.MonotonicUs < item.Row.Start.MonotonicUs;
        item.Row = EventFacts.Learn(item.Row, message, origin, BoxAfterUs(item.Row, message, at)) with { End = backwards ? item.Row.Start : at, Closing = EventClosing.Reported };
        return [item];
    }

    // Of another boot it cannot be said how long after the start it was.
    private static long? BoxAfterUs(EventRow row, CameraEvent end, BootMoment at) => at.BootId == row.Start.BootId ? AfterStart(end, at.MonotonicUs - row.Start.MonotonicUs) : null;

    private static long? AfterStart(CameraEvent message, long messageAfterUs) =>
        message is { Box: not null, BoxTime: { } seen } && messageAfterUs + seen.Since(message.Time) is >= 0 and <= LongestBoxUs and var after ? after : null;

    private EventItem? Resume((CameraId, string) key, BootMoment at)
    {
        if (!interrupted.Remove(key, out EventItem? item) || microsecondsBetween(item.Row.End!.Value, at) > ResumeUs)
        {
            return null;
        }
        item.Row = item.Row with { End = null, Closing = EventClosing.Open };
        item.Marked = at;
        open[key] = item;
        return item;
    }

    private IReadOnlyList<EventItem> MakeRoom(CameraId camera, BootMoment at)
    {
        List<EventItem> going = [.. open.Values.Where(i => i.Row.Camera == camera)];
        if (going.Count < MaxOpenPerCamera)
        {
            return [];
        }
        EventItem oldest = going.MaxBy(i => microsecondsBetween(i.Row.Start, at))!;
        Interrupt(oldest, at);
        return [oldest];
    }

    private void Interrupt(EventItem item, BootMoment at)
    {
        open.Remove((item.Row.Camera, item.Row.Key));
        item.Row = item.Row with { End = at, Closing = EventClosing.Interrupted };
        Keep(item);
    }

    private void Keep(EventItem item)
    {
        if (interrupted.Count < MaxInterrupted || interrupted.ContainsKey((item.Row.Camera, item.Row.Key)))
        {
            interrupted[(item.Row.Camera, item.Row.Key)] = item;
        }
    }
}
