using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Onvif.Metadata;

namespace Nvr.Adoption.Events;

/// <summary>
/// Everything that is heard and seen of one camera, whichever way it came, made into one story: what is told over two ways is passed once,
/// and an object that is told of gets the box that the metadata show. Thread-safe; the sink is called in the order of the story.
/// </summary>
internal sealed class CameraEar(CameraId camera, ICameraEventSink sink, EventBudget budget, EventRules rules, BoxClock clock)
{
    private readonly Lock door = new();
    private readonly EventGate gate = new(camera, sink, budget, rules);
    private readonly Twins twins = new(clock, rules);
    private readonly SceneWatch scene = new(clock, rules);
    private readonly HashSet<EventWay> open = [];
    private readonly Dictionary<string, ObjectClass> toldObjects = new(StringComparer.Ordinal);
    private readonly List<(CameraEvent Message, long UntilUs)> waiting = [];

    /// <summary>Messages come this way now.</summary>
    public void Open(EventWay way)
    {
        lock (door)
        {
            open.Add(way);
        }
    }

    /// <summary>They do no longer. With the last way gone, what goes on is interrupted.</summary>
    public void Lose(EventWay way)
    {
        lock (door)
        {
            if (open.Remove(way) && open.Count == 0)
            {
                Release_NeedsLock(_ => true);
                toldObjects.Clear();
                scene.Close();
                gate.Interrupt();
            }
        }
    }

    public GateAnswer Hear(CameraEvent message, EventWay way)
    {
        lock (door)
        {
            // How things are is told at any time, and says nothing of when they became so.
            if (!message.IsInitial && twins.IsSecond(message, way))
            {
                return GateAnswer.Repeated;
            }
            return message.Kind == CameraEventKind.Object ? HearObject_NeedsLock(message) : gate.Offer(message);
        }
    }

    /// <summary>A picture of the metadata stream. <paramref name="raw"/> gives the document, should it be needed as evidence.</summary>
    public void See(AnalyticsFrame frame, UtcTime time, Func<string> raw)
    {
        lock (door)
        {
            scene.See(frame, time, raw);
        }
    }

    /// <summary>What is due by time alone; called a few times a second while there is a metadata stream.</summary>
    public void Tick()
    {
        lock (door)
        {
            long nowUs = clock.MonotonicUs;
            Release_NeedsLock(w => nowUs >= w.UntilUs || scene.Find(w.Message.Object, w.Message.Text)?.Box is not null);
            Tell_NeedsLock(scene.News(seen => toldObjects.ContainsValue(seen)));
        }
    }

    /// <summary>The metadata stream has ended.</summary>
    public void CloseScene()
    {
        lock (door)
        {
            Release_NeedsLock(_ => true);
            Tell_NeedsLock(scene.Close());
        }
    }

    private GateAnswer HearObject_NeedsLock(CameraEvent message)
    {
        if (message.Phase == EventPhase.End)
        {
            Release_NeedsLock(w => w.Message.Key == message.Key);
            toldObjects.Remove(message.Key);
            return gate.Offer(message);
        }
        Sighting? shown = scene.Find(message.Object, message.Text);
        if (shown is { IsTold: true } && message.Object != ObjectClass.None)
        {
            return GateAnswer.Repeated;
        }
        Cover_NeedsLock(message);
        if (message.Box is null && shown?.Box is null && scene.IsAlive && waiting.Count < rules.MostOpen)
        {
            waiting.Add((message, clock.MonotonicUs + (long)rules.BoxWait.TotalMicroseconds));
            return GateAnswer.Passed;
        }
        return gate.Offer(Shown_NeedsLock(message));
    }

    private void Cover_NeedsLock(CameraEvent message)
    {
        if (scene.Find(message.Object, message.Text) is { } shown)
        {
            shown.IsSilent = true;
        }
        if (message.Phase == EventPhase.Start && toldObjects.Count < rules.MostOpen)
        {
            toldObjects[message.Key] = message.Object;
        }
    }

    private void Release_NeedsLock(Predicate<(CameraEvent Message, long UntilUs)> which)
    {
        (CameraEvent Message, long)[] released = [.. waiting.Where(w => which(w))];
        waiting.RemoveAll(which);
        foreach ((CameraEvent message, _) in released)
        {
            Cover_NeedsLock(message);
            gate.Offer(Shown_NeedsLock(message));
        }
    }

    private CameraEvent Shown_NeedsLock(CameraEvent message) => message.Box is null && scene.Find(message.Object, message.Text) is { } shown
        ? message with { Box = shown.Box, Confidence = message.Confidence ?? shown.Confidence }
        : message;

    private void Tell_NeedsLock(IReadOnlyList<CameraEvent> news)
    {
        foreach (CameraEvent one in news)
        {
            gate.Offer(one);
        }
    }
}
