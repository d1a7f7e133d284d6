using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Watching;

/// <summary>
/// Makes stretches of motion of what is seen in one camera's pictures, and hands on who crosses lines and who loiters: a stretch begins when the first thing was first seen, lasts over pauses of less than five seconds, and ends with the last sight. One for each
/// zone. Pure but for its memory; not thread-safe.
/// </summary>
internal sealed class CameraMotion
{
    internal const long QuietUs = 5_000_000;

    /// <summary>How much later than a picture was taken it may be told of.</summary>
    internal const long LateUs = 5_000_000;

    /// <summary>A thing was seen at most so long before it was believed; whatever the process says.</summary>
    private const long BelievedWithinUs = 10_000_000;

    private const long TellsAgainUs = 600_000_000;

    private readonly Dictionary<string, Stretch> going = [];
    private readonly LoiterWatch loiterers = new();
    private MotionJudge judge;
    private WireWatch wires;

    public CameraMotion(MotionJudge judge) => (this.judge, wires) = (judge, new WireWatch(judge.Wires));

    /// <summary>What counts from now on; what goes on in a zone that is no more ends by being quiet.</summary>
    public MotionJudge Judge
    {
        set => (judge, wires) = (value, new WireWatch(value.Wires));
    }

    public IReadOnlyList<MotionChange> Take(MotionMessage seen, long wallOffsetUs, TimeZoneInfo clock)
    {
        List<MotionChange> changes = [];
        MotionSight sight = judge.Look(seen, new UtcTime(seen.CaptureUs + wallOffsetUs), clock);
        foreach (ZoneSight zone in sight.Zones)
        {
            SeenThing thing = zone.Most;
            if (!going.TryGetValue(zone.Name ?? "", out Stretch? stretch))
            {
                long begunUs = Math.Clamp(thing.BegunUs, seen.CaptureUs - BelievedWithinUs, seen.CaptureUs);
                going[zone.Name ?? ""] = stretch = new Stretch(zone.Name) { ToldUs = seen.CaptureUs };
                stretch.See(thing, seen.CaptureUs);
                changes.Add(stretch.Change(MotionStep.Begins, begunUs));
            }
            stretch.See(thing, seen.CaptureUs);
            if (seen.CaptureUs - stretch.ToldUs > TellsAgainUs)
            {
                stretch.ToldUs = seen.CaptureUs;
                changes.Add(stretch.Change(MotionStep.GoesOn, seen.CaptureUs));
            }
        }
        changes.AddRange(wires.Take(sight.Things, seen.CaptureUs));
        changes.AddRange(EndBefore(seen.CaptureUs - QuietUs));
        changes.AddRange(loiterers.EndBefore(seen.CaptureUs - LoiterWatch.PauseUs));
        changes.AddRange(loiterers.Take(sight, seen));
        return changes;
    }

    /// <summary>Time passes, with pictures or without.</summary>
    public IReadOnlyList<MotionChange> Pass(long nowUs) =>
        [.. EndBefore(nowUs - QuietUs - LateUs), .. loiterers.EndBefore(nowUs - LoiterWatch.PauseUs - LateUs)];

    /// <summary>Nobody looks any more.</summary>
    public IReadOnlyList<MotionChange> End() => [.. EndBefore(long.MaxValue), .. loiterers.EndBefore(long.MaxValue)];

    private List<MotionChange> EndBefore(long seenUs)
    {
        if (going.Count == 0)
        {
            return [];
        }
        List<MotionChange> changes = [];
        foreach (Stretch stretch in going.Values.Where(s => s.SeenUs < seenUs).ToList())
        {
            going.Remove(stretch.Zone ?? "");
            changes.Add(stretch.Change(MotionStep.Ends, stretch.SeenUs));
        }
        return changes;
    }

    private sealed class Stretch(string? zone)
    {
        private EventBox box;
        private long boxUs;
        private float strength = -1;

        public string? Zone { get; } = zone;

        public long SeenUs { get; private set; }

        public long ToldUs { get; set; }

        public void See(in SeenThing thing, long atUs)
        {
            SeenUs = Math.Max(SeenUs, atUs);
            if (thing.Strength > strength)
            {
                (box, boxUs, strength) = (MotionJudge.BoxOf(thing), atUs, thing.Strength);
            }
        }

        public MotionChange Change(MotionStep step, long atUs) => new(step, Zone, atUs, box, strength) { BoxUs = boxUs };
    }
}
