using Nvr.Storage.Disk;
using Nvr.Storage.Index;
using Nvr.Storage.Volumes;

namespace Nvr.Storage.Retention;

/// <summary>
/// The second half of a deletion. The rows are in the garbage table already; now (1) that is made durable, or a power cut could bring back rows
/// whose files are gone, (2) the files are unlinked, (3) their folders synced, (4) the garbage rows dropped. A crash anywhere between is finished by <see cref="FinishAll"/> at the next start. Any thread but the index's.
/// </summary>
internal sealed class Garbage(VolumeSite site, IndexWorker index)
{
    public void Delete(IReadOnlyList<long> ids)
    {
        if (ids.Count == 0)
        {
            return;
        }
        index.SyncCommitted();
        foreach (long id in ids)
        {
            Durable.Unlink(site.Folders.Path(id));
        }
        foreach (string folder in ids.Select(site.Folders.Folder).Distinct().Where(Directory.Exists))
        {
            RemoveIfEmptyOrSync(folder, ids);
        }
        index.Run(session => Drop(session, ids)).GetAwaiter().GetResult();
    }

    /// <summary>Finishes what an earlier process began; returns how many files.</summary>
    public int FinishAll()
    {
        int finished = 0;
        IReadOnlyList<long> left;
        while ((left = index.Run(List).GetAwaiter().GetResult()).Count > 0)
        {
            Delete(left);
            finished += left.Count;
        }
        return finished;
    }

    private void RemoveIfEmptyOrSync(string folder, IReadOnlyList<long> ids)
    {
        bool isWritten = site.Folders.Folder(site.FirstOwnId) == folder || ids.Any(id => id >= site.FirstOwnId);
        if (!isWritten && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
            folder = Path.GetDirectoryName(folder)!;
        }
        Durable.SyncDirectory(folder);
    }

    private static IReadOnlyList<long> List(IndexSession session)
    {
        List<long> ids = [];
        using var rows = session.Sql.Read($"SELECT segment_id FROM garbage ORDER BY segment_id LIMIT {Candidates.Rows}");
        while (rows.Read())
        {
            ids.Add(rows.GetInt64(0));
        }
        return ids;
    }

    private static int Drop(IndexSession session, IReadOnlyList<long> ids)
    {
        int dropped = 0;
        foreach (long id in ids)
        {
            dropped += session.Sql.Run("DELETE FROM garbage WHERE segment_id = $1", id);
        }
        return dropped;
    }
}
