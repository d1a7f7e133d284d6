using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;
using Nvr.Core.Time;
using Nvr.Mp4;
using Nvr.Storage.Clock;
using Nvr.Storage.Disk;
using Nvr.Storage.Index;
using Nvr.Storage.Recovery;

namespace Nvr.Storage.Checking;

/// <summary>One check of one volume. Single use, one thread.</summary>
internal sealed class CheckRun(string volumePath, VolumeMarker marker)
{
    private readonly SegmentFolders folders = new(volumePath);
    private readonly List<string> problems = [];
    private readonly HashSet<long> known = [];
    private long segments;
    private long fragments;
    private long bytes;

    public CheckReport Run(CancellationToken cancellation)
    {
        IndexFile file = new(volumePath);
        if (!file.Exists)
        {
            problems.Add("There is no index (index.db). Start nvrd, or run nvrd rebuild-index.");
        }
        else
        {
            CheckIndex(file, cancellation);
        }
        CheckUnknownFiles();
        return new CheckReport(segments, fragments, bytes, problems);
    }

    private void CheckIndex(IndexFile file, CancellationToken cancellation)
    {
        try
        {
            using ReadSession session = new(file.Path, 0);
            if (session.FindDamage() is { } damage)
            {
                problems.Add("The index is damaged: " + damage);
                return;
            }
            foreach (IndexedSegment segment in session.AllSegments())
            {
                cancellation.ThrowIfCancellationRequested();
                CheckSegment(session, segment);
            }
            CheckGarbage(session);
            CheckUsage(session);
            CheckOverlaps(session);
        }
        catch (Exception failure) when (failure is SqliteException or FormatException or InvalidCastException)
        {
            problems.Add("The index cannot be read: " + failure.Message);
        }
    }

    private void CheckSegment(ReadSession session, IndexedSegment segment)
    {
        segments++;
        bytes += segment.Row.Bytes;
        known.Add(segment.Row.Id);
        string path = folders.Path(segment.Row.Id);
        if (segment.State == SegmentState.Open)
        {
            problems.Add($"{path} was not closed; the next start of nvrd will recover it.");
        }
        if (!File.Exists(path))
        {
            problems.Add($"{path} is in the index, but the file is missing.");
            return;
        }
        try
        {
            using SafeFileHandle file = File.OpenHandle(path);
            CompareContent(session, segment, SegmentFile.Scan(file, ScanDepth.EveryByte));
        }
        catch (IOException failure)
        {
            problems.Add($"{path} cannot be read: {failure.Message}");
        }
    }

    private void CompareContent(ReadSession session, IndexedSegment segment, SegmentScan scan)
    {
        long id = segment.Row.Id;
        string path = folders.Path(id);
        bool mayHaveTail = segment.State is SegmentState.Suspect or SegmentState.Open;
        if (scan.Problem is not null && !mayHaveTail)
        {
            problems.Add($"{path}: {scan.Problem}");
        }
        if (FoundSegment.Describe(id, marker.Id, scan, segment.State) is not { } found)
        {
            problems.Add($"{path}: the file is not the segment that its name says.");
            return;
        }
        FragmentEntry[]? indexed = session.Fragments(id);
        fragments += indexed?.Length ?? 0;
        if (indexed is null)
        {
            problems.Add($"{path}: its fragment table in the index is damaged.");
        }
        else if (!(mayHaveTail ? scan.Fragments.Take(indexed.Length) : scan.Fragments).SequenceEqual(indexed))
        {
            problems.Add($"{path}: the index lists {indexed.Length} fragments, the file holds {scan.Fragments.Count} (or others).");
        }
        if (found.Stream != segment.Stream || found.BootId != segment.Row.BootId || found.StartUs != segment.Row.StartUs)
        {
            problems.Add($"{path}: file and index disagree about camera, stream or time.");
        }
    }

    private void CheckGarbage(ReadSession session)
    {
        List<long> garbage = session.Ids("SELECT segment_id FROM garbage");
        known.UnionWith(garbage);
        if (garbage.Count > 0)
        {
            problems.Add($"{garbage.Count} deletions were not finished; the next start of nvrd will finish them.");
        }
    }

    private void CheckUsage(ReadSession session)
    {
        const string Wrong = """
            SELECT id FROM streams t WHERE bytes <> (SELECT coalesce(sum(bytes), 0) FROM segments WHERE stream_id = t.id)
              OR segments <> (SELECT count(*) FROM segments WHERE stream_id = t.id)
            """;
        if (session.Ids(Wrong).Count > 0)
        {
            problems.Add("The sums of bytes or segments in the index are wrong.");
        }
    }

    private void CheckOverlaps(ReadSession session)
    {
        BootTimeline timeline = new(Guid.Empty);
        timeline.Merge(session.Boots());
        foreach (var stream in session.AllSegments().GroupBy(s => s.Stream))
        {
            UtcTime end = new(long.MinValue);
            foreach (IndexedSegment segment in stream.OrderBy(s => timeline.ToUtc(s.Row.BootId, s.Row.StartUs)))
            {
                if (timeline.ToUtc(segment.Row.BootId, segment.Row.StartUs) < end)
                {
                    problems.Add($"{folders.Path(segment.Row.Id)} overlaps the one before it.");
                }
                end = timeline.ToUtc(segment.Row.BootId, segment.Row.EndUs);
            }
        }
    }

    private void CheckUnknownFiles()
    {
        HashSet<string> expected = [.. known.Select(folders.Path)];
        foreach (string path in folders.ListEverything().Where(path => !expected.Contains(path)))
        {
            problems.Add($"{path} is not in the index.");
        }
    }
}
