using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;
using Nvr.Core.Health;
using Nvr.Mp4;
using Nvr.Storage.Clock;
using Nvr.Storage.Disk;
using Nvr.Storage.Index;
using Nvr.Storage.Volumes;

namespace Nvr.Storage.Recovery;

/// <summary>
/// Compares files and rows, folder by folder, oldest first, while recording goes on: a file without a row is indexed if it is ours, a row
/// without a file becomes a gap. With an empty index this is the rebuild. Files of the present process are not touched. Runs on a thread of its own.
/// </summary>
internal sealed class FileComparison(VolumeSite site, IndexWorker index, BootTimeline timeline, StorageJournal? journal)
{
    private const int MaxWaitingRows = 512;
    private const int PauseMs = 20;

    private readonly List<string> unusable = [];

    /// <summary>Files that are not what their name says, as sentences.</summary>
    public IReadOnlyList<string> Unusable => unusable;

    /// <summary>Files that were indexed.</summary>
    public long Indexed { get; private set; }

    /// <summary>Fragments in them.</summary>
    public long Fragments { get; private set; }

    /// <summary>Rows whose file was gone.</summary>
    public long Lost { get; private set; }

    public void Run(CancellationToken stop)
    {
        IReadOnlyList<long> folders = site.Folders.ListFolders();
        CompareMissingFolders(folders, stop);
        foreach (long folder in folders)
        {
            stop.ThrowIfCancellationRequested();
            CompareFolder(folder, stop);
        }
        index.Run(_ => 0).WaitAsync(stop).GetAwaiter().GetResult();
        if (Indexed + Lost + unusable.Count > 0)
        {
            journal?.Invoke(
                Lost + unusable.Count > 0 ? HealthLevel.Attention : HealthLevel.Ok,
                $"Files and index were compared: {Indexed} files indexed, {Lost} recordings lost, {unusable.Count} files not usable.");
        }
    }

    private void CompareFolder(long folder, CancellationToken stop)
    {
        (long first, long end) = SegmentFolders.IdsOf(folder);
        end = Math.Min(end, site.FirstOwnId);
        HashSet<long> rows = [.. Rows(first, end)];
        HashSet<long> files = Directory.Exists(site.Folders.Folder(first)) ? [.. site.Folders.ListFiles(folder).Where(id => id < end)] : [];
        foreach (long id in files.Where(id => !rows.Contains(id)).Order())
        {
            stop.ThrowIfCancellationRequested();
            IndexFile(id);
            WaitForRoom(stop);
        }
        foreach (long id in rows.Where(id => !files.Contains(id)))
        {
            stop.ThrowIfCancellationRequested();
            NoteLost(id);
        }
    }

    // Folders that are gone altogether: retention removes empty ones, so rows in them are rare.
    private void CompareMissingFolders(IReadOnlyList<long> folders, CancellationToken stop)
    {
        const string Query = "SELECT DISTINCT id / 4096 FROM segments WHERE id < $1";
        foreach (long folder in index.Run(s => Ids(s, Query, site.FirstOwnId)).WaitAsync(stop).GetAwaiter().GetResult().Except(folders))
        {
            CompareFolder(folder, stop);
        }
    }

    private List<long> Rows(long first, long end) => index.Run(session => Ids(
        session,
        "SELECT id FROM segments WHERE id >= $1 AND id < $2 UNION SELECT segment_id FROM garbage WHERE segment_id >= $1 AND segment_id < $2",
        first,
        end)).GetAwaiter().GetResult();

    private static List<long> Ids(IndexSession session, string query, params ReadOnlySpan<object> values)
    {
        List<long> ids = [];
        using SqliteDataReader rows = session.Sql.Read(query, values);
        while (rows.Read())
        {
            ids.Add(rows.GetInt64(0));
        }
        return ids;
    }

    private void IndexFile(long id)
    {
        string path = site.Folders.Path(id);
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            SegmentScan scan = SegmentFile.Scan(file, ScanDepth.Headers);
            SegmentState state = scan.Problem is null ? SegmentState.Closed : SegmentState.Suspect;
            if (FoundSegment.Describe(id, site.Marker.Id, scan, state) is not { } change)
            {
                unusable.Add($"{path} is not a readable segment of this volume. {scan.Problem}");
                return;
            }
            timeline.Learn(change.BootId, change.StartUs, change.EndUs, scan.Identity!.UtcOffsetUs);
            index.Post(batch => batch.Add(change with { OnlyIfAbsent = true }));
            Indexed++;
            Fragments += scan.Fragments.Count;
        }
        catch (FileNotFoundException)
        {
            // Deleted between listing and opening.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unusable.Add($"{path} cannot be read: {failure.Message}");
        }
    }

    private void NoteLost(long id)
    {
        bool gone = index.Run(session => !File.Exists(site.Folders.Path(id)) && site.IsMounted && LostFile.Note(session, id)).GetAwaiter().GetResult();
        Lost += gone ? 1 : 0;
    }

    private void WaitForRoom(CancellationToken stop)
    {
        while (index.WaitingRows > MaxWaitingRows && !stop.WaitHandle.WaitOne(PauseMs))
        {
        }
        stop.ThrowIfCancellationRequested();
    }
}
