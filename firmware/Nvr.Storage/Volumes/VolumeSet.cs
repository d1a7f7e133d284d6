using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Storage.Index;

namespace Nvr.Storage.Volumes;

/// <summary>
/// The volumes of a store: those in use, and those that are waited for. A missing disk is tried again; a lost mount is taken out of use at once. Reading
/// the list is free of locks; opening and closing happen on one thread at a time.
/// </summary>
internal sealed class VolumeSet(FootageStoreOptions options, HealthBoard health, StorageJournal? journal) : IDisposable
{
    private const int MaxWaitingGaps = 10_000;

    private volatile IReadOnlyList<VolumeOptions> wanted = options.Volumes;
    private readonly Lock gapGate = new();
    private readonly List<GapRow> waitingGaps = [];
    private readonly ConcurrentDictionary<string, string> problems = [];
    private readonly Dictionary<string, Guid> seen = [];
    private volatile IReadOnlyList<Volume> volumes = [];
    private readonly Lock turnGate = new();
    private long turn;

    public IReadOnlyList<Volume> InUse => volumes;

    /// <summary>Opens what can be opened; in the first round (<paramref name="first"/>) a volume used by another nvrd is an error.</summary>
    public IReadOnlyList<VolumeOpener.Opened> OpenMissing(VolumeContext context, bool first)
    {
        List<VolumeOpener.Opened> opened = [];
        foreach (VolumeOptions missing in wanted.Where(o => volumes.All(v => v.Options.Path != o.Path)))
        {
            try
            {
                // A volume that was here once must not be replaced by the bare directory under its mount, or by another disk.
                VolumeOpener.Opened volume = VolumeOpener.Open(missing, missing.ExpectedId ?? KnownId(missing.Path), context);
                seen[missing.Path] = volume.Volume.Site.Marker.Id;
                opened.Add(volume);
                problems.TryRemove(missing.Path, out _);
            }
            catch (NvrException failure) when (!first || failure.Kind != ErrorKind.Conflict)
            {
                NoteProblem(missing, failure);
            }
        }
        return opened;
    }

    /// <summary>Takes a started volume into use.</summary>
    public void Add(Volume volume)
    {
        volumes = InOrder(volumes.Append(volume));
        List<GapRow> gaps;
        lock (gapGate)
        {
            gaps = [.. waitingGaps];
            waitingGaps.Clear();
        }
        gaps.ForEach(Note);
    }

    /// <summary>Any thread; takes effect with the next rounds.</summary>
    public void Declare(IReadOnlyList<VolumeOptions> declared) => wanted = declared;

    /// <summary>Does what <see cref="Declare"/> said with the volumes in use: closes those no longer named, and takes over ranks.</summary>
    public void FollowDeclaration()
    {
        IReadOnlyList<VolumeOptions> now = wanted;
        List<Volume> kept = [];
        List<Volume> gone = [];
        foreach (Volume volume in volumes)
        {
            VolumeOptions? options = now.FirstOrDefault(o => o.Path == volume.Options.Path);
            volume.Options = options ?? volume.Options;
            (options is null ? gone : kept).Add(volume);
        }
        // What takes over does so before what goes is closed: footage that comes meanwhile has a place.
        volumes = InOrder(kept);
        foreach (Volume volume in gone)
        {
            seen.Remove(volume.Options.Path);
            health.Forget(volume.Part);
            health.Forget(volume.Part + "/index");
            CloseApart(volume);
        }
        foreach (string path in problems.Keys.Where(p => now.All(o => o.Path != p)).ToList())
        {
            problems.TryRemove(path, out _);
            health.Forget(Volume.PartOf(path));
        }
    }

    /// <summary>Gives up a volume that was opened and could not be started; it is tried again like a missing one.</summary>
    public void Refuse(Volume volume, Exception failure)
    {
        volume.Dispose();
        NoteProblem(volume.Options, new NvrException(ErrorKind.Storage, $"The disk at {volume.Site.Path} cannot be used: {failure.Message}", failure));
    }

    /// <summary>Takes volumes whose mount is gone out of use and closes them on a thread of their own: a dead disk may hang.</summary>
    public void DropLost()
    {
        foreach (Volume volume in volumes.Where(v => !v.Site.IsMounted))
        {
            volumes = [.. volumes.Where(v => v != volume)];
            volume.Report(HealthLevel.Failure, $"The disk at {volume.Site.Path} is no longer there.");
            CloseApart(volume);
        }
    }

    /// <summary>The volume for the next segment: of those that work the first in rank, then the freest, among equals the one whose last turn is the longest ago; null when there is none.</summary>
    public Volume? Choose()
    {
        lock (turnGate)
        {
            Volume? next = Best();
            if (next is not null)
            {
                next.LastTurn = ++turn;
            }
            return next;
        }
    }

    /// <summary>Whether a segment that goes to this volume, null for none, had better go on another one that there is. Asked at every key frame; takes nobody's turn.</summary>
    public bool ShouldLeave(Volume? present) => Best() is { } better && better != present
        && (present is null || present.Options.IsRetired || present.Site.IsAvoided || !volumes.Contains(present)
            || (better.Options.Rank < present.Options.Rank && !better.Site.IsAvoided));

    /// <summary>Stores a gap in the first volume in use, or keeps it until there is one.</summary>
    public void Note(GapRow gap)
    {
        if (volumes is [Volume first, ..])
        {
            first.Index.Post(batch => batch.Add(gap));
            return;
        }
        lock (gapGate)
        {
            if (waitingGaps.Count < MaxWaitingGaps)
            {
                waitingGaps.Add(gap);
            }
        }
    }

    /// <summary>Volumes that are configured but not among these, which are in use, with the reason.</summary>
    public IReadOnlyList<(VolumeOptions Options, string Problem)> Missing(IReadOnlyList<Volume> inUse) =>
        [.. wanted.Where(o => inUse.All(v => v.Options.Path != o.Path))
            .Select(o => (o, problems.GetValueOrDefault(o.Path) ?? "The disk is not in use."))];

    /// <summary>Why the volume at a path could not be opened when it was last tried; null while it is in use, and before the first try.</summary>
    public string? RefusalAt(string path) => volumes.Any(v => v.Options.Path == path) ? null : problems.GetValueOrDefault(path);

    public void Dispose()
    {
        foreach (Volume volume in volumes)
        {
            volume.Dispose();
        }
        volumes = [];
    }

    private IReadOnlyList<Volume> InOrder(IEnumerable<Volume> some)
    {
        List<string> order = [.. wanted.Select(o => o.Path)];
        return [.. some.OrderBy(v => (uint)order.IndexOf(v.Options.Path))];
    }

    // A dead disk may hang.
    private void CloseApart(Volume volume) => new Thread(() => CloseLost(volume)) { IsBackground = true, Name = "close " + volume.Part }.Start();

    private void CloseLost(Volume volume)
    {
        volume.Dispose();
        foreach (GapRow gap in volume.Index.UnwrittenGaps)
        {
            Note(gap);
        }
    }

    private Guid? KnownId(string path) => seen.TryGetValue(path, out Guid id) ? id : null;

    private Volume? Best()
    {
        IReadOnlyList<Volume> all = volumes;
        if (all is [{ Options.IsRetired: false } only])
        {
            return only;
        }
        IReadOnlyList<VolumeOptions> declared = wanted;
        // One that is no longer declared is closed in a moment, and is better than none until then.
        List<Volume> best = [.. all.Where(v => !v.Options.IsRetired)
            .GroupBy(v => (declared.All(o => o.Path != v.Options.Path), v.Site.IsAvoided, v.Options.Rank))
            .OrderBy(g => g.Key)
            .FirstOrDefault() ?? Enumerable.Empty<Volume>()];
        return VolumeRoom.Freest(best, v => v.FreeBytes).MinBy(v => v.LastTurn);
    }

    private void NoteProblem(VolumeOptions missing, NvrException failure)
    {
        string? before = problems.GetValueOrDefault(missing.Path);
        problems[missing.Path] = failure.Message;
        if (missing.IsRetired)
        {
            return;
        }
        if (before != failure.Message)
        {
            journal?.Invoke(HealthLevel.Failure, failure.Message);
        }
        health.Report(new HealthItem(
            Volume.PartOf(missing.Path), HealthLevel.Failure, failure.Message, "Check the disk.", failure.InnerException?.Message));
    }
}
