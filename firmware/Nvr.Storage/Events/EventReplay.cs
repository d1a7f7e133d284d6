using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Storage.Clock;
using Nvr.Storage.Index;

namespace Nvr.Storage.Events;

/// <summary>
/// Makes rows of what an event log says: the last few files at each start, because a power cut may have taken rows whose lines were durable; all of
/// them for a rebuild. Rows that are there stay; ends that are missing are told. Run by one thread; waits for the index.
/// </summary>
internal sealed class EventReplay(EventLog log, IndexWorker index, BootTimeline timeline, StorageJournal? journal)
{
    private const int LinesAtOnce = 500;
    private const long RecentBytes = 1 << 20;

    /// <summary>Lines that were whole.</summary>
    public long Lines { get; private set; }

    /// <summary>Lines that were not: torn by a power cut, or damaged.</summary>
    public long Damaged { get; private set; }

    /// <summary>The highest number that a line or a file bears.</summary>
    public long HighestNumber { get; private set; }

    /// <summary>The newest files, about a mebibyte.</summary>
    public void RunRecent(CancellationToken stop)
    {
        List<long> recent = [];
        long bytes = 0;
        foreach (long file in log.ListFiles().Reverse())
        {
            recent.Insert(0, file);
            bytes += log.BytesOf(file);
            if (bytes >= RecentBytes)
            {
                break;
            }
        }
        Run(recent, stop);
    }

    public void RunAll(CancellationToken stop) => Run(log.ListFiles(), stop);

    private void Run(IReadOnlyList<long> files, CancellationToken stop)
    {
        foreach (long file in files)
        {
            HighestNumber = Math.Max(HighestNumber, file);
            try
            {
                RunFile(file, stop);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                journal?.Invoke(HealthLevel.Attention, $"The event log {log.PathOf(file)} cannot be read: {failure.Message}");
            }
        }
        if (Damaged > 0)
        {
            journal?.Invoke(HealthLevel.Attention, $"{Damaged} lines of the event log were torn or damaged and left out; {Lines} were whole.");
        }
    }

    private void RunFile(long file, CancellationToken stop)
    {
        (IReadOnlyList<(EventLogRecord Record, EventLogPlace Place)> lines, int damaged) = log.ReadAll(file);
        Damaged += damaged;
        Lines += lines.Count;
        foreach ((EventLogRecord Record, EventLogPlace Place)[] some in lines.Chunk(LinesAtOnce))
        {
            stop.ThrowIfCancellationRequested();
            Array.ForEach(some, s => Learn(s.Record));
            index.Run(session => Array.ForEach(some, s => Apply(session, s.Record, s.Place))).WaitAsync(stop).GetAwaiter().GetResult();
        }
    }

    private void Learn(EventLogRecord record)
    {
        HighestNumber = Math.Max(HighestNumber, record.Number);
        if (record is { Boot: { } boot, UtcOffsetUs: { } offsetUs } && (record.StartUs ?? record.EndUs) is { } atUs)
        {
            timeline.Learn(boot, atUs, atUs, offsetUs);
        }
    }

    private void Apply(IndexSession session, EventLogRecord record, EventLogPlace place)
    {
        switch (record.Type)
        {
            case EventLogEntry.Event when EventLogForm.ToRow(record, place) is { } row && Knows(row.Start) && Knows(row.End):
                if (session.Sql.Number("SELECT id FROM events WHERE id = $1", row.Number) is null)
                {
                    EventRows.Put(session, [row]);
                }
                EventRows.Mark(session, row);
                break;
            case EventLogEntry.End when Knows(EventLogForm.End(record)):
                EventRows.SetEnd(session, record);
                MarkStretch(session, record);
                break;
            case EventLogEntry.Forget:
                EventRows.Forget(session, new CameraId(record.Camera));
                break;
        }
    }

    private static void MarkStretch(IndexSession session, EventLogRecord record)
    {
        if (record is { Boot: { } boot, StartUs: { } startUs } && EventLogForm.End(record) is { } end && end.BootId == boot)
        {
            Retention.EventMarks.Put(session, new EventMark(new CameraId(record.Camera), new BootMoment(boot, startUs), end.MonotonicUs + 1));
        }
    }

    // A checksum proves that the line is as it was written, not that it makes sense.
    private bool Knows(BootMoment? moment) => moment is not { } known || timeline.Find(known.BootId) is not null;
}
