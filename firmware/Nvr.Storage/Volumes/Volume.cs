using Microsoft.Data.Sqlite;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Storage.Clock;
using Nvr.Storage.Disk;
using Nvr.Storage.Events;
using Nvr.Storage.Events.Search;
using Nvr.Storage.Index;
using Nvr.Storage.Overviews;
using Nvr.Storage.Recovery;
using Nvr.Storage.Retention;
using Nvr.Storage.Writing;
using SQLitePCL;

namespace Nvr.Storage.Volumes;

/// <summary>
/// One volume in use: its lock, index, writer and retention. Made by <see cref="VolumeOpener"/> in two steps: opened (what it knows is merged
/// with the others), then started (recovered, writable). Thread-safe after the start.
/// </summary>
internal sealed class Volume : IDisposable
{
    private const int TroubleShownMs = 60_000;

    private readonly VolumeContext context;
    private readonly FileLock held;
    private readonly IndexFile indexFile;
    private readonly DiskWriter writer;
    private readonly CancellationTokenSource stop = new();
    private Thread? comparison;
    private Thread? upgrade;
    private volatile bool rebuildWanted;
    private long troubleTick = long.MinValue / 2;

    public Volume(VolumeContext context, VolumeOptions options, VolumeSite site, FileLock held, IndexFile indexFile, IndexSession session)
    {
        this.context = context;
        this.held = held;
        this.indexFile = indexFile;
        Options = options;
        Site = site;
        Part = PartOf(site.Path);
        Events = new EventLog(site);
        Ballast ballast = new(site.Path);
        Index = new IndexWorker(indexFile, session, context.Timeline, context.Health, Part) { NoRoom = ballast.Release, Replaced = OnReplaced };
        Reads = new ReadPool(indexFile, OnDamageRead);
        Retention = new VolumeRetention(site, Index, context.Holds, context.Timeline, ballast, options.ReserveBytes, Report);
        SegmentFiles files = new(site, Index, context.Timeline, context.Clock, context.Ledger, Retention, Report);
        context.Timeline.Changed += StoreBoot;
        writer = new DiskWriter(Part, files, context.Options, context.Lost, Report);
    }

    /// <summary>Rank and retirement may change while it is in use.</summary>
    public VolumeOptions Options { get; set; }

    /// <summary>When a segment was last begun on it, as a running number; the set's, under its lock.</summary>
    public long LastTurn { get; set; }

    public VolumeSite Site { get; }

    /// <summary>The volume's key on the health board.</summary>
    public string Part { get; }

    public IndexWorker Index { get; }

    public ReadPool Reads { get; }

    public VolumeRetention Retention { get; }

    /// <summary>Written by the event thread alone.</summary>
    public EventLog Events { get; }

    public DiskWriter Writer => writer;

    /// <summary>Free bytes above the reserve, as of the last look.</summary>
    public long FreeBytes { get; private set; }

    /// <summary>Whether rows are still being made from the files.</summary>
    public bool IsRebuilding { get; private set; }

    public static string PartOf(string path) =>
        "volume/" + (Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) is { Length: > 0 } name ? name : "root");

    /// <summary>Looks at the room on the disk; returns it.</summary>
    public VolumeSpace LookAtSpace()
    {
        VolumeSpace space = VolumeSpace.Of(Site.Path);
        FreeBytes = space.FreeBytes - space.Reserve(Options.ReserveBytes);
        return space;
    }

    /// <summary>Recovers what the last process left and begins to write.</summary>
    public void Start(bool rebuild)
    {
        // Which volume is the freest is asked before the first round of retention.
        LookAtSpace();
        Index.Start();
        long newestRow = Reads.Read(r => r.Ids("SELECT coalesce(max(id), 0) FROM segments")[0]);
        if (!rebuild)
        {
            Recover(newestRow);
        }
        ReplayEvents(all: false);
        NoteEnds();
        Index.Run(s => Mark(s, rebuild)).GetAwaiter().GetResult();
        writer.Start();
        if (context.Options.ScanForOrphans || rebuild)
        {
            StartComparison(rebuild);
        }
        if (!Reads.Read(r => r.HasMeta(IndexMeta.BitsComplete) && CellFiller.IsDone(r.Sql)))
        {
            upgrade = new Thread(BringUp) { IsBackground = true, Name = "upgrade " + Part };
            upgrade.Start();
        }
    }

    public VolumeStatus Describe()
    {
        try
        {
            VolumeSpace space = LookAtSpace();
            var streams = Reads.Read(r => r.Streams());
            return new VolumeStatus(
                Site.Marker.Id, Site.Path, space.TotalBytes, space.FreeBytes, streams.Sum(s => s.Bytes), streams.Sum(s => s.Segments),
                space.Reserve(Options.ReserveBytes), Site.Problem)
            {
                SlowestSync = writer.SlowestSync,
            };
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or NvrException { Kind: ErrorKind.Storage })
        {
            // The disk was pulled a moment ago; the others are still to be seen.
            return new VolumeStatus(Site.Marker.Id, Site.Path, 0, 0, 0, 0, 0, Site.Problem ?? "The disk cannot be read just now.");
        }
    }

    /// <summary>Says something about the volume; trouble stays on the board for a while, so that a person can see it.</summary>
    public void Report(HealthLevel level, string sentence)
    {
        Interlocked.Exchange(ref troubleTick, Environment.TickCount64);
        context.Journal?.Invoke(level, sentence);
        context.Health.Report(new HealthItem(Part, level, sentence));
    }

    /// <summary>Shows the volume as well again once trouble is past and footage has been written since the start.</summary>
    public void RefreshHealth()
    {
        if (Options.IsRetired)
        {
            context.Health.Forget(Part);
            return;
        }
        if (Site.Problem is null && Environment.TickCount64 - Interlocked.Read(ref troubleTick) > TroubleShownMs)
        {
            context.Health.Report(Site.HasWritten
                ? Written()
                : new HealthItem(Part, HealthLevel.Unknown, "The disk is ready; nothing has been recorded to it yet."));
        }
    }

    private HealthItem Written() => Options.IsVolatile
        ? new HealthItem(Part, HealthLevel.Failure, "Footage is kept in the memory of the box only: no disk takes it.", "Mend the disks; what is in memory is lost when the box restarts.")
        : new HealthItem(Part, HealthLevel.Ok, "The disk takes footage.");

    /// <summary>Starts a rebuild if the index was replaced while in use. Called by housekeeping.</summary>
    public void RebuildIfWanted()
    {
        if (rebuildWanted && comparison is not { IsAlive: true })
        {
            rebuildWanted = false;
            Index.Run(s => Mark(s, rebuilding: true)).GetAwaiter().GetResult();
            StartComparison(rebuild: true);
        }
    }

    public void Dispose()
    {
        stop.Cancel();
        context.Timeline.Changed -= StoreBoot;
        context.Holds.Leave(Site);
        writer.Dispose();
        comparison?.Join();
        upgrade?.Join();
        try
        {
            Index.Run(MarkClosed).Wait(TimeSpan.FromSeconds(10));
        }
        catch (AggregateException)
        {
            // The index could not be written: the next start finds it unclosed and looks more closely.
        }
        Index.Dispose();
        Events.Dispose();
        Reads.Dispose();
        held.Dispose();
        stop.Dispose();
    }

    private void Recover(long newestRow)
    {
        List<long> open = Reads.Read(r => r.Ids("SELECT id FROM segments WHERE state = 0"));
        List<long> garbage = Reads.Read(r => r.Ids("SELECT segment_id FROM garbage"));
        IReadOnlyList<long> fresh = [.. Site.Folders.ListFrom(newestRow + 1).Except(garbage)];
        UnclosedSegments unclosed = new(Site, Index, context.Timeline, context.Journal);
        unclosed.Recover(open, fresh);
        try
        {
            Retention.FinishGarbage();
        }
        catch (IOException failure)
        {
            // What cannot be deleted stays in the garbage table for the next start; recording need not wait for it.
            context.Journal?.Invoke(HealthLevel.Attention, $"Old footage could not be deleted: {failure.Message}");
        }
    }

    private void ReplayEvents(bool all)
    {
        EventReplay replay = new(Events, Index, context.Timeline, context.Journal);
        if (all)
        {
            replay.RunAll(stop.Token);
            return;
        }
        replay.RunRecent(stop.Token);
        Events.StartNumbersAfter(Math.Max(replay.HighestNumber, Reads.Read(r => r.Ids("SELECT coalesce(max(id), 0) FROM events")[0])));
    }

    private void NoteEnds()
    {
        foreach ((StreamKey stream, long id, _, _) in Reads.Read(r => r.Streams()))
        {
            BootMoment? end = Reads.Read(r => context.Timeline.Placed.Reverse()
                .Select(b => r.BootId(b.Boot.Id) is { } boot ? r.LastKnown(id, boot, b.Boot.Id) : null)
                .FirstOrDefault(e => e is not null));
            if (end is { } known)
            {
                context.Ledger.NoteEnd(stream, known, (a, b) => context.Timeline.ToUtc(a.BootId, a.MonotonicUs) > context.Timeline.ToUtc(b.BootId, b.MonotonicUs));
            }
        }
    }

    private bool Mark(IndexSession session, bool rebuilding)
    {
        session.SetMeta(IndexMeta.VolumeId, Site.Marker.Id.ToString("N"));
        session.SetMeta(IndexMeta.InUse, "1");
        session.SetMeta(IndexMeta.Rebuilding, rebuilding ? "1" : "0");
        return rebuilding;
    }

    private static bool MarkClosed(IndexSession session)
    {
        session.SetMeta(IndexMeta.InUse, "0");
        return true;
    }

    private void StartComparison(bool rebuild)
    {
        IsRebuilding = rebuild;
        comparison = new Thread(() => Compare(rebuild)) { IsBackground = true, Name = "compare " + Part };
        comparison.Start();
    }

    private void Compare(bool rebuild)
    {
        try
        {
            LookForDamage();
            new FileComparison(Site, Index, context.Timeline, context.Journal).Run(stop.Token);
            if (rebuild)
            {
                Index.Run(s => SeamTrim.Apply(s, 0)).GetAwaiter().GetResult();
                Index.Run(UnknownGaps.Note).GetAwaiter().GetResult();
                ReplayEvents(all: true);
                Index.Run(s => Mark(s, rebuilding: false)).GetAwaiter().GetResult();
                IsRebuilding = false;
                context.Health.Forget(Part + "/index");
                context.Journal?.Invoke(HealthLevel.Ok, $"The index of {Site.Path} was made again from its recordings.");
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping; a rebuild goes on at the next start.
        }
        catch (Exception failure)
        {
            context.Journal?.Invoke(HealthLevel.Attention, $"Files and index of {Site.Path} could not be compared: {failure.Message}");
        }
    }

    // An index that an earlier nvrd wrote: searches read rows and overviews lack the past until then.
    private void BringUp()
    {
        try
        {
            new CellFiller(Index).Run(stop.Token);
            new EventBitsFiller(Index).Run(stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopping; it goes on at the next start.
        }
        catch (Exception failure)
        {
            context.Journal?.Invoke(HealthLevel.Attention, $"The events of {Site.Path} could not be prepared for quick searches and overviews: {failure.Message}");
        }
    }

    // A large index is not read through before recording starts, so it is now; a small one costs nothing to look at again.
    private void LookForDamage()
    {
        if (Reads.Read(r => r.FindDamage()) is { } damage)
        {
            OnDamageRead(new SqliteException(damage, raw.SQLITE_CORRUPT));
        }
    }

    private void OnReplaced()
    {
        Site.DisownFilesSoFar();
        rebuildWanted = true;
    }

    private void StoreBoot(Boot boot) => Index.Post(batch => batch.Add(boot));

    // The index thread meets the same damage when it is asked to look, and replaces the file.
    private void OnDamageRead(SqliteException failure) => _ = Index.Run(session =>
    {
        if (session.Sql.Number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'") > 0)
        {
            throw failure;
        }
        return 0;
    });
}
