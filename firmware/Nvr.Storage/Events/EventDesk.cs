using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage.Clock;
using Nvr.Storage.Index;
using Nvr.Storage.Volumes;

namespace Nvr.Storage.Events;

/// <summary>
/// Takes what cameras say to the disks, on a thread of its own: message → event → durable line → row. What finds no disk waits. Thread-safe; see
/// <see cref="IEventWriter"/> for the calls.
/// </summary>
internal sealed class EventDesk : IEventWriter, IDisposable
{
    private const long ReachUs = 10 * 60_000_000L;

    /// <summary>The recorder's own times are this clock's, and it tells of who stays too long when he has stayed: an hour and what bridges it.</summary>
    private const long OwnReachUs = 2 * 3600 * 1_000_000L;

    private const int MaxUnwritten = 256;
    private const int RetryMs = 500;
    private const int IdleMs = 30_000;

    private readonly BoxClock clock;
    private readonly BootTimeline timeline;
    private readonly HealthBoard health;
    private readonly EventQueue queue = new();
    private readonly EventPairing pairing;
    private readonly EventShelf shelf;
    private readonly EventQuota quota = new();
    private readonly Lock quotaGate = new();
    private readonly ConcurrentDictionary<(CameraId Camera, CameraEventKind Kind), long> counts = new();
    private readonly Thread thread;
    private long dropped;

    public EventDesk(BoxClock clock, BootTimeline timeline, HealthBoard health, Func<IReadOnlyList<Volume>> volumes)
    {
        this.clock = clock;
        this.timeline = timeline;
        this.health = health;
        pairing = new EventPairing((from, to) => timeline.ToUtc(to.BootId, to.MonotonicUs).Since(timeline.ToUtc(from.BootId, from.MonotonicUs)));
        shelf = new EventShelf(clock, timeline, health, volumes, Feed);
        thread = new Thread(Run) { IsBackground = true, Name = "events" };
    }

    public EventFeed Feed { get; } = new();

    public long Dropped => Interlocked.Read(ref dropped);

    public IReadOnlyList<EventCount> Counts => [.. counts.Select(c => new EventCount(c.Key.Camera, c.Key.Kind, c.Value))];

    public void Start() => thread.Start();

    public void Add(CameraId camera, CameraEvent message, EventOrigin origin = EventOrigin.Camera)
    {
        BootMoment at = MomentOf(message.Time, origin == EventOrigin.Recorder ? OwnReachUs : ReachUs);
        CameraEvent bounded = EventTexts.Bound(message);
        if (!IsWithinQuota(camera) || !queue.TryAdd(bounded.Raw.Length * 2, () => Take(camera, bounded, origin, at)))
        {
            Interlocked.Increment(ref dropped);
        }
    }

    public void Interrupt(CameraId camera)
    {
        BootMoment now = Now();
        queue.Add(() => shelf.Put(pairing.Interrupt(camera, now)));
    }

    /// <summary>Drops all that is known of a camera, here and in the logs.</summary>
    public void Forget(CameraId camera) => queue.Add(() =>
    {
        pairing.Forget(camera);
        shelf.Forget(camera);
    });

    /// <summary>Notes which volume takes a camera's footage: its events go there too.</summary>
    public void NoteVolume(CameraId camera, Guid volume) => shelf.NoteVolume(camera, volume);

    /// <summary>Takes over what an earlier process left open on a volume. Called when it was taken into use.</summary>
    public void Join(Volume volume)
    {
        IReadOnlyList<EventItem> left = EventLeftovers.Find(volume, timeline);
        if (left.Count > 0)
        {
            Dictionary<Guid, long> lastUs = volume.Reads.Read(r => r.Boots()).ToDictionary(b => b.Id, b => b.LastUs);
            queue.Add(() => shelf.Put(pairing.Adopt(left, item => LastKnown(item, lastUs))));
        }
    }

    /// <summary>Completes when what was added before is in its log and handed to the index, as far as there is a disk.</summary>
    public Task FlushAsync()
    {
        TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!queue.Add(() => shelf.WhenWritten(written)))
        {
            written.SetResult();
        }
        return written.Task;
    }

    /// <summary>Interrupts what goes on, writes what can be written, and ends the thread.</summary>
    public void Dispose()
    {
        BootMoment now = Now();
        queue.Add(() => shelf.Put(pairing.Interrupt(null, now)));
        queue.Stop();
        if (thread.IsAlive)
        {
            thread.Join();
        }
        Feed.End();
    }

    private void Run()
    {
        while (queue.Take(shelf.Unwritten < MaxUnwritten ? MaxUnwritten : 0, shelf.Unwritten > 0 ? RetryMs : IdleMs) is { } work)
        {
            try
            {
                RunOnce(work);
            }
            catch (Exception failure)
            {
                health.Report(new HealthItem(
                    "events", HealthLevel.Failure, "Some events of cameras could not be stored.", "Restart the recorder.", failure.ToString()));
            }
        }
    }

    private void RunOnce(IReadOnlyList<Action> work)
    {
        foreach (Action handle in work)
        {
            handle();
        }
        shelf.MarkGoing(pairing.Open, Now());
        shelf.Write();
    }

    private void Take(CameraId camera, CameraEvent message, EventOrigin origin, BootMoment at)
    {
        IReadOnlyList<EventItem> changed = pairing.Take(camera, message, origin, at);
        foreach (EventItem item in changed.Where(i => i.Volume is null && !shelf.Has(i)))
        {
            counts.AddOrUpdate((camera, item.Row.Kind), 1, (_, before) => before + 1);
        }
        shelf.Put(changed);
    }

    private bool IsWithinQuota(CameraId camera)
    {
        lock (quotaGate)
        {
            return quota.Takes(camera, clock.MonotonicUs);
        }
    }

    private BootMoment Now() => new(clock.BootId, clock.MonotonicUs);

    // A moment before this boot had footage, or after now, cannot be meant.
    private BootMoment MomentOf(UtcTime time, long reachUs)
    {
        long now = clock.MonotonicUs;
        long atUs = time.Microseconds - clock.WallOffsetUs;
        long first = timeline.Find(clock.BootId)?.Boot.FirstUs ?? now;
        return new BootMoment(clock.BootId, Math.Abs(now - atUs) > reachUs ? now : Math.Clamp(atUs, Math.Min(first, now), now));
    }

    private BootMoment LastKnown(EventItem item, Dictionary<Guid, long> lastUs)
    {
        BootMoment start = item.Row.Start;
        long knownUs = Math.Max(start.MonotonicUs, lastUs.GetValueOrDefault(start.BootId, start.MonotonicUs));
        return start with { MonotonicUs = start.BootId == clock.BootId ? Math.Min(knownUs, clock.MonotonicUs) : knownUs };
    }
}
