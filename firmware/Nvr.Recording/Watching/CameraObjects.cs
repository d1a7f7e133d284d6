using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Watching;

/// <summary>
/// Makes events of the objects that a model finds in one camera's pictures: one for each object that was in a zone at any time of its way, from when it was first seen to the last sight. What stood there before and is seen
/// again is none. Bounded, whatever the process says. Pure but for its memory; not thread-safe.
/// </summary>
internal sealed class CameraObjects(MotionJudge judge)
{
    /// <summary>Of which nothing was told for so long, it is gone: a camera that sends no pictures any more has nobody told of its end.</summary>
    internal const long SilentUs = 60_000_000;

    /// <summary>More at once than a picture shows things that move.</summary>
    internal const int MostGoing = 64;

    /// <summary>More in a minute than pass any camera.</summary>
    internal const int MostAMinute = 120;

    /// <summary>A thing that moves was recognised at most so long after it was first seen; whatever the process says.</summary>
    internal const long BelievedWithinUs = 600_000_000;

    private const long MinuteUs = 60_000_000;
    private const long TellsAgainUs = 600_000_000;

    private readonly Dictionary<int, Going> going = [];
    private long minuteUs;
    private int begun;

    /// <summary>What counts from now on; what goes on goes on.</summary>
    public MotionJudge Judge { private get; set; } = judge;

    public IReadOnlyList<ObjectChange> Take(ObjectMessage known, long nowUs, long wallOffsetUs, TimeZoneInfo clock)
    {
        if (!going.TryGetValue(known.Id, out Going? one))
        {
            return Begin(known, nowUs, wallOffsetUs, clock);
        }
        (one.Known, one.HeardUs) = (known, nowUs);
        if (known.IsOver || known.SameAs != 0)
        {
            going.Remove(known.Id);
            return [one.Change(MotionStep.Ends, known.SeenUs)];
        }
        if (nowUs - one.ToldUs <= TellsAgainUs)
        {
            return [];
        }
        one.ToldUs = nowUs;
        return [one.Change(MotionStep.GoesOn, known.SeenUs)];
    }

    /// <summary>Time passes, with pictures or without.</summary>
    public IReadOnlyList<ObjectChange> Pass(long nowUs) => going.Count == 0 ? [] : EndHeardBefore(nowUs - SilentUs);

    /// <summary>Nobody looks any more.</summary>
    public IReadOnlyList<ObjectChange> End() => EndHeardBefore(long.MaxValue);

    private IReadOnlyList<ObjectChange> Begin(ObjectMessage known, long nowUs, long wallOffsetUs, TimeZoneInfo clock)
    {
        if (known.SameAs != 0 || going.Count >= MostGoing || !TryPlace(known, wallOffsetUs, clock, out string? zone) || !MayBegin(nowUs))
        {
            return [];
        }
        long begunUs = Math.Max(known.BegunUs, known.SeenUs - BelievedWithinUs);
        var begins = new Going($"{ObjectTeller.Topic}/{begunUs + wallOffsetUs}/{known.Id}", zone, known) { HeardUs = nowUs, ToldUs = nowUs };
        ObjectChange change = begins.Change(MotionStep.Begins, begunUs);
        if (known.IsOver)
        {
            return [change, begins.Change(MotionStep.Ends, known.SeenUs)];
        }
        going.Add(known.Id, begins);
        return [change];
    }

    // Its box is known of one moment alone; elsewhere on its way it is taken to be as large.
    private bool TryPlace(ObjectMessage known, long wallOffsetUs, TimeZoneInfo clock, out string? zone)
    {
        foreach (ObjectPoint point in known.Path)
        {
            EventBox? there = EventBox.FromCorners(
                point.X - (known.Best.Width / 2), point.Y - (known.Best.Height / 2), point.X + (known.Best.Width / 2), point.Y + (known.Best.Height / 2));
            if (there is { } box && Judge.TryPlace(box, At(point.TimeUs), clock, out zone))
            {
                return true;
            }
        }
        return Judge.TryPlace(MotionJudge.BoxOf(known.Best), At(known.BestUs), clock, out zone);

        UtcTime At(long timeUs) => new(Math.Clamp(timeUs, known.BegunUs, known.SeenUs) + wallOffsetUs);
    }

    private bool MayBegin(long nowUs)
    {
        if (nowUs - minuteUs >= MinuteUs)
        {
            (minuteUs, begun) = (nowUs, 0);
        }
        return begun++ < MostAMinute;
    }

    private List<ObjectChange> EndHeardBefore(long heardUs)
    {
        List<ObjectChange> changes = [];
        foreach ((int id, Going one) in going.Where(g => g.Value.HeardUs < heardUs).ToList())
        {
            going.Remove(id);
            changes.Add(one.Change(MotionStep.Ends, one.Known.SeenUs));
        }
        return changes;
    }

    private sealed class Going(string key, string? zone, ObjectMessage known)
    {
        public ObjectMessage Known { get; set; } = known;

        public long HeardUs { get; set; }

        public long ToldUs { get; set; }

        public ObjectChange Change(MotionStep step, long atUs) => new(step, key, zone, atUs, Known);
    }
}
