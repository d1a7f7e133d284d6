using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Streams;
using Nvr.Sandbox.Protocol;
using Nvr.Storage.Models;

namespace Nvr.Recording.Watching;

/// <summary>
/// What is done again and again while the process lives: pictures go to it, from each camera in turn as long as it keeps up; findings come back and become events. Used by one task; <see cref="Close"/> it at the end.
/// </summary>
internal sealed class WatchRound(WatchLife life, PictureTaps taps, MotionTeller teller, ObjectTeller objects, WatchReport report, ModelReport models, BoxClock clock) : IWatchFindings
{
    private const long PlansUs = 60_000_000;
    private const long ReportUs = 10_000_000;

    private static readonly TimeSpan RoomLook = TimeSpan.FromMilliseconds(10);

    /// <summary>Cameras are read at whole multiples of this; whoever looks just after finds what came of all of them at once, and the answers to what came before.</summary>
    private static readonly TimeSpan PictureLook = StreamPump.BusyInterval;

    private readonly WatchSlot?[] slots = new WatchSlot?[MotionMessage.MaxTracks];
    private int version = -1;
    private long plansUs;
    private long reportedUs = clock.MonotonicUs;
    private int tooMany;
    private int turn;

    /// <summary>Something was decided since, or may have changed by itself.</summary>
    public bool NeedsPlans => version != taps.Version || clock.MonotonicUs - plansUs > PlansUs;

    /// <summary>How long there is nothing to do unless the bell rings.</summary>
    public TimeSpan Pause => life.IsStuck ? RoomLook : clock.UntilNext(PictureLook);

    private IEnumerable<WatchSlot> Slots => slots.OfType<WatchSlot>();

    /// <summary>The process decodes something by the board's decoder, or tries to.</summary>
    public bool UsesBoard => Slots.Any(s => s.IsByBoard);

    public WatchPlan? PlanOf(int track) => slots[track]?.Plan;

    /// <summary>From now on these are looked at. False when there are none.</summary>
    /// <param name="wanted">What was decided.</param>
    /// <param name="asOf">The taps' version from before that was asked: what is decided meanwhile is asked about again.</param>
    public bool Use(List<WatchPlan> wanted, int asOf)
    {
        (version, plansUs) = (asOf, clock.MonotonicUs);
        tooMany = Math.Max(0, wanted.Count - slots.Length);
        Dictionary<CameraId, WatchPlan> plans = wanted.Take(slots.Length).ToDictionary(p => p.Camera);
        foreach (WatchSlot slot in Slots.Where(s => !plans.ContainsKey(s.Plan.Camera)).ToList())
        {
            Leave(slot);
        }
        foreach (WatchPlan plan in plans.Values)
        {
            if (Slots.FirstOrDefault(s => s.Plan.Camera == plan.Camera) is not { } slot)
            {
                Join(plan);
            }
            else if (slot.Plan != plan)
            {
                slot.Change(plan);
            }
        }
        report.Working([.. Slots], tooMany);
        reportedUs = clock.MonotonicUs;
        return plans.Count > 0;
    }

    public void Go()
    {
        life.Exchange(this);
        Feed();
        long nowUs = clock.MonotonicUs;
        foreach (WatchSlot slot in Slots)
        {
            Tell(slot, slot.Motion.Pass(nowUs));
            Tell(slot, slot.Objects.Pass(nowUs));
        }
        if (nowUs - reportedUs > ReportUs)
        {
            reportedUs = nowUs;
            report.Working([.. Slots], tooMany);
        }
    }

    /// <summary>Nobody is looked at any longer; what goes on ends.</summary>
    public void Close()
    {
        foreach (WatchSlot slot in Slots.ToList())
        {
            Leave(slot);
        }
    }

    public void Found(MotionMessage motion)
    {
        if (slots[motion.Track] is { } slot && motion.CaptureUs >= slot.SinceUs)
        {
            Tell(slot, slot.Motion.Take(motion, clock.WallOffsetUs, clock.Zone));
        }
    }

    public void Found(DecodingMessage decoding) => slots[decoding.Track]?.Take(decoding);

    public void Found(DetectionModel model, ObjectMessage known)
    {
        if (slots[known.Track] is { } slot && known.BegunUs >= slot.SinceUs)
        {
            Tell(slot, slot.Objects.Take(known, clock.MonotonicUs, clock.WallOffsetUs, clock.Zone));
        }
    }

    public void Judged(DetectionModel model, VerdictMessage verdict) => models.Judged(model, verdict);

    private void Join(WatchPlan plan)
    {
        int track = Array.IndexOf(slots, null);
        var slot = new WatchSlot(plan, taps.Of(plan.Camera), track, clock.MonotonicUs);
        slots[track] = slot;
        life.Forget(track);
        slot.Tap.Open(track, plan.HasSub ? slot.SinceUs + CameraTap.SubPatienceUs : 0);
    }

    private void Leave(WatchSlot slot)
    {
        slot.Tap.Close();
        slots[slot.Track] = null;
        Tell(slot, slot.Motion.End());
        Tell(slot, slot.Objects.End());
    }

    private void Feed()
    {
        while (!life.IsStuck && Fill())
        {
            life.Flush();
        }
    }

    /// <summary>One picture from each camera in turn, so that what is too much is left out of all of them. False when there was none, or no room.</summary>
    private bool Fill()
    {
        bool any = false;
        int empty = 0;
        while (empty < slots.Length && life.HasRoom)
        {
            turn = (turn + 1) % slots.Length;
            if (slots[turn] is { } slot && slot.Tap.TryTake(out TappedUnit unit))
            {
                (any, empty) = (true, 0);
                life.Put(slot.Track, unit);
            }
            else
            {
                empty++;
            }
        }
        return any;
    }

    private void Tell(WatchSlot slot, IReadOnlyList<MotionChange> changes)
    {
        foreach (MotionChange change in changes)
        {
            teller.Tell(slot.Plan.Camera, change);
        }
    }

    private void Tell(WatchSlot slot, IReadOnlyList<ObjectChange> changes)
    {
        foreach (ObjectChange change in changes)
        {
            objects.Tell(slot.Plan.Camera, life.Talk!.Model.Manifest, change);
        }
    }
}
