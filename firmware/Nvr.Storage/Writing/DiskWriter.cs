using Nvr.Core.Health;
using Nvr.Storage.Index;

namespace Nvr.Storage.Writing;

/// <summary>
/// A volume's writer thread: takes fragments from the queue, writes each with one write, and every
/// sync interval makes all files durable and then tells the index. Nothing else on the box can make it wait; it waits only for
/// the disk, and for room on a full one. Thread-safe from outside. Owns the files.
/// </summary>
internal sealed class DiskWriter : IDisposable
{
    private readonly WriteQueue queue;
    private readonly List<WriteCommand> taken = [];
    private readonly SyncTimes syncs = new(TimeProvider.System);
    private readonly SegmentFiles files;
    private readonly int syncIntervalMs;
    private readonly Action<GapRow> lost;
    private readonly Action<HealthLevel, string> report;
    private readonly Lock flushGate = new();
    private readonly Thread thread;
    private List<TaskCompletionSource> flushes = [];
    private long nextSyncTick;
    private volatile bool stopping;

    public DiskWriter(string name, SegmentFiles files, FootageStoreOptions options, Action<GapRow> lost, Action<HealthLevel, string> report)
    {
        this.files = files;
        this.lost = lost;
        this.report = report;
        queue = new WriteQueue(options.QueueBoundBytes);
        syncIntervalMs = options.SyncIntervalMs;
        thread = new Thread(Run) { IsBackground = true, Name = "disk " + name };
    }

    /// <summary>The longest that footage of the last ten seconds took to become durable.</summary>
    public TimeSpan SlowestSync => syncs.Slowest;

    public void Start() => thread.Start();

    public ISegmentSink Begin(NewSegment segment, Guid bootId) => new SegmentSink(segment, bootId, queue, lost, report);

    /// <summary>Completes when everything queued before is durable and posted to the index.</summary>
    public Task FlushAsync()
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (flushGate)
        {
            flushes.Add(done);
        }
        queue.Wake();
        return done.Task;
    }

    /// <summary>Writes and syncs all that was queued, closes what is open, and ends the thread.</summary>
    public void Dispose()
    {
        stopping = true;
        queue.Wake();
        if (thread.IsAlive)
        {
            thread.Join();
        }
        files.Dispose();
    }

    private void Run()
    {
        bool last = false;
        while (!last)
        {
            last = stopping;
            if (last)
            {
                queue.Stop();
            }
            List<TaskCompletionSource> waiting = TakeFlushes();
            queue.TakeAll(taken, last || waiting.Count > 0 ? 0 : WaitMs());
            syncs.Begin();
            foreach (WriteCommand command in taken)
            {
                Execute(command);
            }
            syncs.Pause();
            taken.Clear();
            if (last || waiting.Count > 0 || WaitMs() == 0)
            {
                SyncAll();
            }
            waiting.ForEach(w => w.TrySetResult());
        }
        Supervise(files.CloseAll);
        TakeFlushes().ForEach(w => w.TrySetResult());
    }

    private int WaitMs() => (int)Math.Clamp(nextSyncTick - Environment.TickCount64, 0, syncIntervalMs);

    private void SyncAll()
    {
        nextSyncTick = Environment.TickCount64 + syncIntervalMs;
        syncs.Begin();
        Supervise(files.SyncAll);
        syncs.End();
    }

    private void Execute(WriteCommand command)
    {
        if (command.Kind == WriteKind.Close)
        {
            Supervise(() => files.Close(command.Sink, command.EndUs));
            return;
        }
        int bytes = command.Fragment!.Entry.Bytes;
        try
        {
            files.Append(command.Sink, command.Fragment);
        }
        catch (Exception failure)
        {
            report(HealthLevel.Failure, "Footage could not be written: " + failure.Message);
        }
        finally
        {
            command.Fragment.Dispose();
            queue.Written(bytes);
        }
    }

    // Whatever happens to one file, the thread goes on with the others.
    private void Supervise(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure)
        {
            report(HealthLevel.Failure, "Footage could not be written: " + failure.Message);
        }
    }

    private List<TaskCompletionSource> TakeFlushes()
    {
        lock (flushGate)
        {
            List<TaskCompletionSource> now = flushes;
            flushes = [];
            return now;
        }
    }
}
