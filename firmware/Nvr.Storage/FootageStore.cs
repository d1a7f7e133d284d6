using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage.Clock;
using Nvr.Storage.Events;
using Nvr.Storage.Index;
using Nvr.Storage.Overviews;
using Nvr.Storage.Reading;
using Nvr.Storage.Retention;
using Nvr.Storage.Volumes;
using Nvr.Storage.Writing;

namespace Nvr.Storage;

/// <summary>
/// All volumes of the box as one place to write footage to and read it from. Per volume there is one thread that writes files and one that writes
/// the index; one more thread watches the clock, and one keeps house (room, age, missing disks). Thread-safe. Trouble shows on the health
/// board under <c>volume/NAME</c>, <c>volume/NAME/index</c> and <c>clock</c>; writing never throws, reading throws
/// <see cref="NvrException"/>. Disposing writes, syncs and indexes what was handed over, and takes some seconds at most.
/// </summary>
public sealed class FootageStore : IFootageWriter, IFootageReader, IHoleFinder, IKeyFrameFinder, IAsyncDisposable
{
    private readonly BoxClock clock;
    private readonly BootTimeline timeline;
    private readonly HoldBook holds;
    private readonly StreamLedger ledger = new();
    private readonly RetentionRules rules = new();
    private readonly VolumeSet volumes;
    private readonly FootageReader reader;
    private readonly HoleFinder holeFinder;
    private readonly KeyFrameFinder keyFrameFinder;
    private readonly GroupReader groupReader;
    private readonly EventDesk events;
    private readonly Housekeeping housekeeping;

    private FootageStore(FootageStoreOptions options, BoxClock clock, HealthBoard health, StorageJournal? journal)
    {
        this.clock = clock;
        timeline = new BootTimeline(clock.BootId);
        holds = new HoldBook(timeline);
        volumes = new VolumeSet(options, health, journal);
        SegmentLocator locator = new(() => volumes.InUse, timeline);
        reader = new FootageReader(locator, () => volumes.InUse);
        holeFinder = new HoleFinder(locator, timeline);
        keyFrameFinder = new KeyFrameFinder(locator, reader);
        groupReader = new GroupReader(locator);
        events = new EventDesk(clock, timeline, health, () => volumes.InUse);
        Events = new EventFinder(events, () => volumes.InUse, timeline, clock);
        Overviews = new OverviewFinder(reader.ListGaps, () => volumes.InUse, timeline, clock);
        VolumeContext context = new(options, clock, timeline, holds, ledger, events, volumes.Note, health, journal);
        housekeeping = new Housekeeping(context, volumes, rules);
    }

    /// <summary>
    /// Opens the volumes and recovers what an unclean stop left. A missing or unusable volume is no error: it is tried again every few
    /// seconds while footage goes to the others. Throws Conflict when another nvrd uses one.
    /// </summary>
    public static FootageStore Open(FootageStoreOptions options, BoxClock clock, HealthBoard health, StorageJournal? journal = null)
    {
        FootageStore store = new(options, clock, health, journal);
        try
        {
            store.housekeeping.Start();
            store.events.Start();
            return store;
        }
        catch
        {
            store.volumes.Dispose();
            throw;
        }
    }

    /// <summary>Lists what happened at the cameras.</summary>
    public IEventReader Events { get; }

    /// <summary>Tells what a timeline shows from afar.</summary>
    public IOverviewReader Overviews { get; }

    /// <summary>Takes what cameras say.</summary>
    public IEventWriter EventWriter => events;

    /// <summary>
    /// Sets how long (days) and how much (bytes, both streams) of a camera is kept; null means no bound. Footage of events
    /// and of the seconds before and after them is kept <paramref name="eventDays"/>, if that is longer (at most an hour each way). Kept in memory only: set it at each start.
    /// </summary>
    public void SetRetention(CameraId camera, int? days, long? bytes, int? eventDays, int preEventSeconds = 0, int postEventSeconds = 0) =>
        rules.Set(camera, new RetentionPolicy(days, bytes, eventDays) { PreEventUs = RollUs(preEventSeconds), PostEventUs = RollUs(postEventSeconds) });

    /// <summary>Marks footage as that of an event, for <see cref="SetRetention"/>, without storing one. Monotonic microseconds of this boot.</summary>
    public void MarkEvent(CameraId camera, long startMonotonicUs, long endMonotonicUs)
    {
        EventMark mark = new(camera, new BootMoment(clock.BootId, startMonotonicUs), endMonotonicUs);
        foreach (Volume volume in volumes.InUse)
        {
            volume.Index.Post(batch => batch.Add(mark));
        }
    }

    /// <summary>Deletes all footage of a camera in the background, in batches; held spans stay until their hold is removed.</summary>
    public void ForgetCamera(CameraId camera)
    {
        ledger.Forget(camera);
        events.Forget(camera);
        foreach (Volume volume in volumes.InUse)
        {
            _ = volume.Index.Run(session => session.SetMeta(IndexMeta.Forget(camera), "1"));
        }
        rules.Forget(camera);
    }

    /// <summary>
    /// Deletes all footage and events of the volumes in use, protected spans among them, in the background, in batches. When it has returned that is decided durably. Cameras that are recorded meanwhile would lose what
    /// they record: for a start without any. Throws <see cref="NvrException"/> (Storage) where an index takes nothing.
    /// </summary>
    public async Task ForgetAllAsync()
    {
        foreach (FootageHold hold in ListHolds())
        {
            RemoveHold(hold.Id);
        }
        foreach (CameraId camera in volumes.InUse.SelectMany(v => v.Reads.Read(r => r.Streams())).Select(s => s.Stream.Camera).Distinct().ToArray())
        {
            ForgetCamera(camera);
        }
        await FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>
    /// Says anew which volumes there are, in their order. Returns at once: within moments new ones are opened, those no longer named are written to the end and closed, and the others go
    /// on, whatever their rank is now.
    /// </summary>
    public void Declare(IReadOnlyList<VolumeOptions> declared)
    {
        volumes.Declare(declared);
        housekeeping.Hurry();
    }

    /// <summary>Completes when all that was handed over before is durable and indexed.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        await events.FlushAsync().WaitAsync(cancellation).ConfigureAwait(false);
        foreach (Volume volume in volumes.InUse)
        {
            await volume.Writer.FlushAsync().WaitAsync(cancellation).ConfigureAwait(false);
            await volume.Index.Run(_ => 0).WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    public ISegmentSink Begin(NewSegment segment) => segment.IsBackfilled ? BeginOn(segment, segment.StartMonotonicUs).Sink : new FollowingSink(segment, volumes, BeginOn);

    public void AddGap(CameraId camera, StreamKind stream, long startMonotonicUs, long endMonotonicUs, GapReason reason, string detail)
    {
        StreamKey key = new(camera, stream);
        BootMoment start = new(clock.BootId, startMonotonicUs);
        if (ledger.Resolve(key, start) is { } stopped)
        {
            volumes.Note(stopped);
        }
        volumes.Note(new GapRow(key, start, new BootMoment(clock.BootId, endMonotonicUs), reason, detail));
    }

    public IReadOnlyList<FootageSpan> ListSpans(CameraId camera, StreamKind stream, UtcRange range) =>
        reader.ListSpans(new StreamKey(camera, stream), range);

    public IReadOnlyList<FootageGap> ListGaps(CameraId camera, StreamKind stream, UtcRange range) =>
        reader.ListGaps(new StreamKey(camera, stream), range);

    public IReadOnlyList<FootageHole> FindHoles(CameraId camera, StreamKind stream, UtcRange range, IReadOnlySet<GapReason> reasons) =>
        holeFinder.Find(new StreamKey(camera, stream), range, reasons);

    public IReadOnlyList<UtcTime?> FindKeyFrames(CameraId camera, StreamKind stream, UtcTime start, long stepUs, int count) =>
        keyFrameFinder.Find(new StreamKey(camera, stream), start, stepUs, count);

    public UtcRange? Extent(CameraId camera, StreamKind stream) => reader.Extent(new StreamKey(camera, stream));

    public KeyFramePosition? Seek(CameraId camera, StreamKind stream, UtcTime time) => reader.Seek(new StreamKey(camera, stream), time);

    public IMovie? OpenMovie(CameraId camera, StreamKind stream, UtcRange range) => reader.Movies.Plan(new StreamKey(camera, stream), range);

    public KeyFrame? ReadKeyFrame(CameraId camera, StreamKind stream, UtcTime nearest) =>
        reader.ReadKeyFrame(new StreamKey(camera, stream), nearest);

    public PictureGroup? ReadGroup(CameraId camera, StreamKind stream, UtcTime key, UtcTime until) => groupReader.Read(new StreamKey(camera, stream), key, until);

    /// <summary>
    /// How long ago the last picture was taken of the camera's main stream that is on a disk: written, synced and under its name. Null when this process has
    /// put none there. Back-filled footage does not count.
    /// </summary>
    public TimeSpan? DurableAge(CameraId camera) => ledger.DurableEndUs(new StreamKey(camera, StreamKind.Main)) is { } endUs
        ? TimeSpan.FromMicroseconds(Math.Max(0, clock.MonotonicUs - endUs))
        : null;

    public IReadOnlyList<FootageHold> ListHolds() => holds.List();

    public FootageHold AddHold(CameraId camera, UtcRange range, string reason, string createdBy) =>
        holds.Add(camera, range, reason, createdBy, timeline.ToUtc(clock.BootId, clock.MonotonicUs));

    public bool RemoveHold(long holdId) => holds.Remove(holdId);

    public IReadOnlyList<VolumeStatus> ListVolumes()
    {
        // Of one moment: a volume that is lost meanwhile would be listed twice.
        IReadOnlyList<Volume> inUse = volumes.InUse;
        return
        [
            .. inUse.Select(v => v.Describe()),
            .. volumes.Missing(inUse).Select(m => new VolumeStatus(m.Options.ExpectedId ?? Guid.Empty, m.Options.Path, 0, 0, 0, 0, 0, m.Problem)),
        ];
    }

    /// <summary>The longest that footage of the last ten seconds took to become durable on the volume at a path; null where it is in no use. Does not wait for the disk.</summary>
    public TimeSpan? SlowestSyncAt(string path) => volumes.InUse.FirstOrDefault(v => v.Site.Path == path)?.Writer.SlowestSync;

    /// <summary>Why the volume at a path cannot be used although it was declared, in words; null while it is in use, and before it was tried.</summary>
    public string? RefusalAt(string path) => volumes.RefusalAt(path);

    public IReadOnlyList<CameraUsage> ListUsage() => reader.ListUsage();

    private (ISegmentSink Sink, Volume? Volume) BeginOn(NewSegment segment, long startUs)
    {
        if (volumes.Choose() is { } volume)
        {
            events.NoteVolume(segment.Camera, volume.Site.Marker.Id);
            return (volume.Writer.Begin(segment, segment.BackfilledBoot ?? clock.BootId), volume);
        }
        if (segment.IsBackfilled)
        {
            return (new DroppingSink(segment, startUs, clock.BootId, _ => { }), null);
        }
        ledger.Hear(new StreamKey(segment.Camera, segment.Stream), new BootMoment(clock.BootId, startUs));
        return (new DroppingSink(segment, startUs, clock.BootId, volumes.Note), null);
    }

    private static long RollUs(int seconds) => Math.Clamp(seconds * 1_000_000L, 0, PastEvents.MaxRollUs);

    public ValueTask DisposeAsync()
    {
        housekeeping.Dispose();
        events.Dispose();
        return new ValueTask(Task.Run(volumes.Dispose));
    }
}
