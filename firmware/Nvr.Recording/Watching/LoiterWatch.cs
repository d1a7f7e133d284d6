using Nvr.Core.Events;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Watching;

/// <summary>
/// Who stays in zones for longer than is usual there. A stay begins when a thing is first seen in the zone and ends with its last sight there, over pauses of up to ten seconds: it was out of the zone, or was lost and
/// another thing began near where it had been. It is told when it has lasted long enough. Pure but for its memory, which is bounded; not thread-safe.
/// </summary>
internal sealed class LoiterWatch
{
    /// <summary>Who stands still for a while is not seen until he stirs.</summary>
    internal const long PauseUs = 10_000_000;

    /// <summary>Of all zones. What was not seen for longest makes room.</summary>
    internal const int MostStays = 128;

    /// <summary>Share of the picture within which a thing that begins is the one that was lost; and the same in sizes of its own.</summary>
    private const double Reach = 0.05;
    private const double ReachInSizes = 0.5;

    /// <summary>A thing may begin so long before another is given up that was the same.</summary>
    private const long OverlapUs = 1_000_000;

    private const long TellsAgainUs = 600_000_000;

    private readonly List<Stay> stays = [];

    internal int Count => stays.Count;

    /// <param name="sight">What counts in a picture.</param>
    /// <param name="seen">The picture: what is in it without counting is not lost either.</param>
    public List<MotionChange> Take(MotionSight sight, MotionMessage seen)
    {
        List<MotionChange> changes = [];
        long nowUs = seen.CaptureUs;
        foreach (ZoneSight zone in sight.Zones.Where(z => z.LoiterUs > 0))
        {
            foreach (SeenThing thing in zone.Things)
            {
                if (StayOf(zone.Name, thing, seen) is { } stay && stay.See(thing, nowUs, zone.LoiterUs) is { } step)
                {
                    stay.Number = step == MotionStep.Begins ? FreeNumber(stay) : stay.Number;
                    changes.Add(stay.Change(step, step == MotionStep.Begins ? stay.EnteredUs : nowUs));
                }
            }
        }
        return changes;
    }

    /// <summary>Those that were last seen before a moment are over.</summary>
    public IEnumerable<MotionChange> EndBefore(long seenUs)
    {
        List<MotionChange> changes = [.. stays.Where(s => s.SeenUs < seenUs && s.Number > 0).Select(s => s.Change(MotionStep.Ends, s.SeenUs))];
        stays.RemoveAll(s => s.SeenUs < seenUs);
        return changes;
    }

    private Stay? StayOf(string? zone, SeenThing thing, MotionMessage seen)
    {
        if (stays.Find(s => s.Zone == zone && s.Is(thing)) is { } known)
        {
            return known;
        }
        Stay? lost = stays.Where(s => s.Zone == zone && s.SeenUs < seen.CaptureUs && s.SeenUs - OverlapUs <= thing.BegunUs && !seen.Things.Any(s.Is) && s.DistanceTo(thing) <= Within(thing))
            .MinBy(s => s.DistanceTo(thing));
        if (lost is not null || !HasRoom(seen.CaptureUs))
        {
            return lost;
        }
        stays.Add(new Stay(zone, seen.CaptureUs));
        return stays[^1];
    }

    private bool HasRoom(long nowUs)
    {
        if (stays.Count >= MostStays && stays.Where(s => s.SeenUs < nowUs && s.Number == 0).MinBy(s => s.SeenUs) is { } oldest)
        {
            stays.Remove(oldest);
        }
        return stays.Count < MostStays;
    }

    /// <summary>Tells apart what goes on in one zone at the same time.</summary>
    private int FreeNumber(Stay stay) => Enumerable.Range(1, MostStays).First(n => !stays.Any(s => s.Zone == stay.Zone && s.Number == n));

    private static double Within(in SeenThing thing) => Reach + (ReachInSizes * Math.Max(thing.Width, thing.Height));

    private sealed class Stay(string? zone, long enteredUs)
    {
        private SeenThing last;
        private EventBox box;
        private long boxUs;
        private float strength = -1;
        private long toldUs;

        public string? Zone => zone;

        public long EnteredUs => enteredUs;

        public long SeenUs { get; private set; }

        /// <summary>Zero until it is told.</summary>
        public int Number { get; set; }

        public bool Is(SeenThing thing) => last.Id == thing.Id && last.BegunUs == thing.BegunUs;

        public double DistanceTo(in SeenThing thing) =>
            Math.Max(Math.Abs(thing.Left + (thing.Width / 2) - last.Left - (last.Width / 2)), Math.Abs(thing.Top + (thing.Height / 2) - last.Top - (last.Height / 2)));

        /// <summary>What there is to tell of it, if anything.</summary>
        public MotionStep? See(in SeenThing thing, long nowUs, long loiterUs)
        {
            (last, SeenUs) = (thing, nowUs);
            if (thing.Strength > strength)
            {
                (box, boxUs, strength) = (MotionJudge.BoxOf(thing), nowUs, thing.Strength);
            }
            MotionStep? step = Number == 0 ? (nowUs - enteredUs >= loiterUs ? MotionStep.Begins : null) : nowUs - toldUs > TellsAgainUs ? MotionStep.GoesOn : null;
            toldUs = step is null ? toldUs : nowUs;
            return step;
        }

        public MotionChange Change(MotionStep step, long atUs) => new(step, zone, atUs, box, strength) { Kind = CameraEventKind.Loitering, Number = Number, BoxUs = boxUs };
    }
}
