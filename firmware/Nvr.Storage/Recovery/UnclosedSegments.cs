using Microsoft.Win32.SafeHandles;
using Nvr.Core.Health;
using Nvr.Mp4;
using Nvr.Storage.Clock;
using Nvr.Storage.Disk;
using Nvr.Storage.Index;
using Nvr.Storage.Volumes;

namespace Nvr.Storage.Recovery;

/// <summary>
/// Puts in order what a killed process or a power cut left: segments whose row says open, and files that are newer than every row. Each is cut back
/// to its last intact fragment and indexed. Only those files are read, so that a normal restart takes a moment. Run once, before writing begins.
/// </summary>
internal sealed class UnclosedSegments(VolumeSite site, IndexWorker index, BootTimeline timeline, StorageJournal? journal)
{
    /// <summary>Mends what these ids name; <paramref name="newest"/> is the highest id of any row.</summary>
    public int Recover(IReadOnlyList<long> openRows, IReadOnlyList<long> newFiles)
    {
        long[] all = [.. openRows.Union(newFiles).Order()];
        foreach (long id in all)
        {
            RecoverOne(id, openRows.Contains(id));
        }
        index.Run(s => all.Length == 0 ? 0 : SeamTrim.Apply(s, all[0])).GetAwaiter().GetResult();
        return openRows.Count + newFiles.Count;
    }

    private void RecoverOne(long id, bool hasRow)
    {
        string path = site.Folders.Path(id);
        if (!File.Exists(path))
        {
            LostFile.Note(index, id);
            return;
        }
        SegmentChange? change = Mend(id, path);
        if (change is not null)
        {
            index.Post(batch => batch.Add(change));
        }
        else
        {
            Discard(id, path, hasRow);
        }
    }

    private SegmentChange? Mend(long id, string path)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            SegmentScan scan = SegmentFile.Scan(file, ScanDepth.Headers);
            SegmentChange? change = FoundSegment.Describe(id, site.Marker.Id, scan, SegmentState.Recovered);
            if (change is null)
            {
                return null;
            }
            timeline.Learn(change.BootId, change.StartUs, change.EndUs, scan.Identity!.UtcOffsetUs);
            if (SegmentFile.Repair(file, scan))
            {
                journal?.Invoke(HealthLevel.Ok, $"Segment {id} was cut back to {scan.ValidBytes} of {scan.FileBytes} bytes after an unclean stop.");
            }
            return change;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            journal?.Invoke(HealthLevel.Attention, $"Segment {id} cannot be read: {failure.Message}");
            return null;
        }
    }

    // A file without one whole fragment is what a power cut leaves of one just created. Anything larger, and what the disk cannot read, is left for a person.
    private void Discard(long id, string path, bool hasRow)
    {
        if (hasRow)
        {
            LostFile.Note(index, id);
        }
        try
        {
            if (IsRemnant(path))
            {
                Durable.Unlink(path);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            journal?.Invoke(HealthLevel.Attention, $"The file {path} cannot be read or deleted; it was left alone. {failure.Message}");
        }
    }

    private bool IsRemnant(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        SegmentScan scan = SegmentFile.Scan(file, ScanDepth.Headers);
        if (scan.IsUncertain || scan.Fragments.Count > 0 || (scan.HeaderBytes == 0 && scan.FileBytes > (1 << 20)))
        {
            journal?.Invoke(HealthLevel.Attention, $"The file {path} is not a readable segment of this volume; it was left alone. {scan.Problem}");
            return false;
        }
        return true;
    }
}
