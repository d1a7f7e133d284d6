using Microsoft.Data.Sqlite;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Storage.Clock;
using Nvr.Storage.Disk;
using Nvr.Storage.Events;
using Nvr.Storage.Index;
using Nvr.Storage.Recovery;
using Nvr.Storage.Volumes;

namespace Nvr.Storage;

/// <summary>
/// Makes a new index of a volume from its files alone (<c>nvrd rebuild-index</c>). The old one is kept aside. Not for a volume in use: takes its
/// lock. nvrd does the same by itself, in the background, when it finds the index damaged.
/// </summary>
public static class IndexRebuilder
{
    /// <summary>
    /// Runs to the end or until cancelled (a start of nvrd then goes on). The report counts what was indexed and lists files that could not be used. Throws Conflict
    /// when an nvrd uses the volume, NotFound when there is none, Storage when it cannot be written.
    /// </summary>
    public static CheckReport Run(string volumePath, StorageJournal? journal = null, CancellationToken cancellation = default)
    {
        VolumeMarker marker = VolumeMarker.Read(volumePath)
            ?? throw new NvrException(ErrorKind.NotFound, $"There is no footage of nvrd in {volumePath}.");
        try
        {
            using FileLock held = FileLock.Take(Path.Combine(volumePath, VolumeMarker.VolumeLockName), $"The footage in {volumePath}");
            return Rebuild(new VolumeSite(volumePath, marker), journal, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new NvrException(ErrorKind.Storage, $"The index in {volumePath} cannot be written: {failure.Message}", failure);
        }
    }

    private static CheckReport Rebuild(VolumeSite site, StorageJournal? journal, CancellationToken cancellation)
    {
        IndexFile file = new(site.Path);
        file.SetAside();
        site.StartIdsAfter(site.Folders.HighestFile());
        BootTimeline timeline = new(Guid.Empty);
        using IndexWorker index = new(file, new IndexSession(file.Path, timeline), timeline, new HealthBoard(), "rebuild");
        index.Start();
        index.Run(s => s.SetMeta(IndexMeta.Rebuilding, "1")).GetAwaiter().GetResult();
        FileComparison comparison = new(site, index, timeline, journal);
        comparison.Run(cancellation);
        index.Run(s => SeamTrim.Apply(s, 0)).GetAwaiter().GetResult();
        index.Run(UnknownGaps.Note).GetAwaiter().GetResult();
        using EventLog events = new(site);
        new EventReplay(events, index, timeline, journal).RunAll(cancellation);
        index.Run(s => s.SetMeta(IndexMeta.Rebuilding, "0")).GetAwaiter().GetResult();
        return Summarise(file, comparison);
    }

    private static CheckReport Summarise(IndexFile file, FileComparison comparison)
    {
        using ReadSession reader = new(file.Path, file.Generation);
        long bytes = reader.Streams().Sum(s => s.Bytes);
        return new CheckReport(comparison.Indexed, comparison.Fragments, bytes, comparison.Unusable);
    }
}
