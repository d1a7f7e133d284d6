using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Storage.Clock;
using Nvr.Storage.Index;
using Nvr.Storage.Volumes;

namespace Nvr.Storage.Overviews;

/// <summary>Sums up what cameras recorded and saw over all volumes and boots. Thread-safe; see <see cref="IOverviewReader"/> for the calls.</summary>
internal sealed class OverviewFinder(Func<StreamKey, UtcRange, IReadOnlyList<FootageGap>> gaps, Func<IReadOnlyList<Volume>> volumes, BootTimeline timeline, BoxClock clock) : IOverviewReader
{
    // There is no end to what a hostile camera says; who has had more long motion than this sees the newest of it.
    private const int MostLong = 20_000;

    public IReadOnlyList<CameraOverview> ListOverviews(IReadOnlyList<CameraId> cameras, UtcRange range, long cellUs)
    {
        if (cellUs < CameraOverview.ShortestCellUs || range.DurationUs / cellUs >= CameraOverview.MostCells)
        {
            throw new NvrException(ErrorKind.InvalidInput, $"An overview has at most {CameraOverview.MostCells} cells of at least {CameraOverview.ShortestCellUs / 1_000_000} s.");
        }
        CellLevel level = CellLevel.For(cellUs);
        Sheet[] sheets = [.. cameras.Select(c => new Sheet(c, range, cellUs))];
        bool isComplete = true;
        foreach (Volume volume in volumes())
        {
            isComplete &= volume.Reads.Read(session => Add(session, level, sheets, range));
        }
        return [.. sheets.Select(s => s.Close([.. Joined(gaps(new StreamKey(s.Camera, StreamKind.Main), range), cellUs)], isComplete))];
    }

    private bool Add(ReadSession session, CellLevel level, Sheet[] sheets, UtcRange range)
    {
        CellReader cells = new(session.Sql, level);
        (Sheet Sheet, long? Stream, long? Camera)[] known =
            [.. sheets.Select(s => (s, session.StreamId(new StreamKey(s.Camera, StreamKind.Main)), cells.CameraRow(s.Camera)))];
        Dictionary<long, Sheet> byRow = known.Where(k => k.Camera is not null).DistinctBy(k => k.Camera).ToDictionary(k => k.Camera!.Value, k => k.Sheet);
        Dictionary<long, PlacedBoot> boots = timeline.Placed
            .Select(b => (Row: session.BootId(b.Boot.Id), Boot: b)).Where(b => b.Row is not null).ToDictionary(b => b.Row!.Value, b => b.Boot);
        foreach ((long row, PlacedBoot boot) in boots.Where(b => b.Value.Start < range.End))
        {
            long from = level.CellOf(boot.ToMonotonicUs(range.Start));
            long to = level.CellOf(boot.ToMonotonicUs(range.End)) + 1;
            foreach ((Sheet sheet, long? stream, long? camera) in known)
            {
                sheet.Add(boot, level.CellUs, stream is { } s ? cells.Footage(s, row, from, to) : []);
                sheet.Add(boot, level.CellUs, camera is { } c ? cells.Events(c, row, from, to) : []);
            }
            foreach ((long camera, long startUs, long? endBoot, long? endUs) in cells.LongMotion(row, boot.ToMonotonicUs(range.End), MostLong))
            {
                if (byRow.TryGetValue(camera, out Sheet? sheet))
                {
                    UtcTime? end = endUs is { } us && endBoot is { } last ? boots.GetValueOrDefault(last)?.ToUtc(us) : clock.WallNow;
                    sheet.AddMotion(boot.ToUtc(startUs), end ?? boot.End);
                }
            }
        }
        return cells.IsComplete;
    }

    /// <summary>From afar an outage that came back for a moment is one, and a thousand pauses between events are a few.</summary>
    private static IEnumerable<FootageGap> Joined(IReadOnlyList<FootageGap> all, long cellUs)
    {
        foreach (IGrouping<GapReason, FootageGap> alike in all.GroupBy(g => g.Reason))
        {
            FootageGap? open = null;
            foreach (FootageGap gap in alike.OrderBy(g => g.Range.Start))
            {
                if (open is not null && gap.Range.Start.Since(open.Range.End) < cellUs)
                {
                    open = open with { Range = new UtcRange(open.Range.Start, gap.Range.End > open.Range.End ? gap.Range.End : open.Range.End) };
                    continue;
                }
                if (open is not null)
                {
                    yield return open;
                }
                open = gap;
            }
            yield return open!;
        }
    }

    /// <summary>What is being added up of one camera.</summary>
    private sealed class Sheet
    {
        private readonly UtcRange range;
        private readonly long cellUs;
        private readonly int cells;
        private readonly CellSums footage;
        private readonly CellSums motion;
        private readonly SortedDictionary<(CameraEventKind, ObjectClass), int[]> happenings = [];

        public Sheet(CameraId camera, UtcRange range, long cellUs)
        {
            Camera = camera;
            this.range = range;
            this.cellUs = cellUs;
            cells = (int)((range.DurationUs + cellUs - 1) / cellUs);
            footage = new CellSums(range.Start.Microseconds, cellUs, cells);
            motion = new CellSums(range.Start.Microseconds, cellUs, cells);
        }

        public CameraId Camera { get; }

        public void Add(PlacedBoot boot, long lengthUs, IEnumerable<(long Cell, long Us)> found)
        {
            foreach ((long cell, long us) in found)
            {
                long fromUs = boot.ToUtc(cell * lengthUs).Microseconds;
                footage.Spread(fromUs, fromUs + lengthUs, us);
            }
        }

        public void Add(PlacedBoot boot, long lengthUs, IEnumerable<(long Cell, CameraEventKind Kind, ObjectClass Object, int Count, long Us)> found)
        {
            foreach ((long cell, CameraEventKind kind, ObjectClass seen, int count, long us) in found)
            {
                long fromUs = boot.ToUtc(cell * lengthUs).Microseconds;
                if (kind == CameraEventKind.Motion)
                {
                    motion.Spread(fromUs, fromUs + lengthUs, us);
                    continue;
                }
                long at = (fromUs - range.Start.Microseconds) / cellUs;
                if (at < cells)
                {
                    int[] counts = happenings.TryGetValue((kind, seen), out int[]? before) ? before : happenings[(kind, seen)] = new int[cells];
                    counts[Math.Max(0, at)] += count;
                }
            }
        }

        public void AddMotion(UtcTime start, UtcTime end)
        {
            if (end > start)
            {
                motion.Spread(start.Microseconds, end.Microseconds, end.Since(start));
            }
        }

        public CameraOverview Close(IReadOnlyList<FootageGap> gaps, bool isComplete) =>
            new(Camera, footage.Parts(), motion.Parts(), [.. happenings.Select(h => new Happening(h.Key.Item1, h.Key.Item2, h.Value))], gaps, isComplete);
    }
}
