using Microsoft.Data.Sqlite;
using Nvr.Core.Health;
using Nvr.Storage.Clock;

namespace Nvr.Storage.Index;

/// <summary>
/// The one thread that writes a volume's index. Whoever has a change posts it and goes on: nobody waits for SQLite but who asks
/// to. While the index is locked, full or failing, changes wait, merged, and are tried again; footage goes on being written. A damaged
/// index is set aside and a fresh one begun (<see cref="Replaced"/>). Thread-safe.
/// </summary>
internal sealed class IndexWorker : IDisposable
{
    private const int RetryMs = 200;
    private const int MaxWaitingRows = 100_000;
    private const int SqliteInputOutput = 10;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;

    private readonly object gate = new();
    private readonly Queue<IndexJob> jobs = new();
    private readonly IndexFile file;
    private readonly BootTimeline timeline;
    private readonly HealthBoard health;
    private readonly string part;
    private readonly Thread thread;
    private IndexBatch waiting = new();
    private IndexSession? session;
    private bool stopping;
    private bool busyReported;
    private volatile bool hurried;

    public IndexWorker(IndexFile file, IndexSession session, BootTimeline timeline, HealthBoard health, string part)
    {
        this.file = file;
        this.session = session;
        this.timeline = timeline;
        this.health = health;
        this.part = part;
        thread = new Thread(Run) { IsBackground = true, Name = "index " + part };
    }

    /// <summary>Called on the index thread when SQLite found no room, before it tries again.</summary>
    public Action? NoRoom { get; set; }

    /// <summary>Called on the index thread after a damaged index was put aside.</summary>
    public Action? Replaced { get; set; }

    public void Start() => thread.Start();

    /// <summary>Adds changes to what waits; never blocks on the disk.</summary>
    public void Post(Action<IndexBatch> add)
    {
        lock (gate)
        {
            // Rows that do not fit are not lost: their files are found and indexed by the next comparison of files and rows.
            if (waiting.Rows < MaxWaitingRows)
            {
                add(waiting);
            }
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Rows waiting; who fills the index from files slows down by it.</summary>
    public int WaitingRows
    {
        get
        {
            lock (gate)
            {
                return waiting.Rows;
            }
        }
    }

    /// <summary>After disposal: gaps that the index did not take any more. What was recorded is in the files; of what was not, nothing else tells.</summary>
    public IReadOnlyList<GapRow> UnwrittenGaps
    {
        get
        {
            lock (gate)
            {
                return [.. waiting.Gaps];
            }
        }
    }

    /// <summary>Runs work in a transaction of its own on the index thread, after all that was posted before; retried until the index takes it.</summary>
    public Task<T> Run<T>(Func<IndexSession, T> work)
    {
        IndexJob<T> job = new(work);
        lock (gate)
        {
            if (stopping)
            {
                job.Abandon();
            }
            jobs.Enqueue(job);
            Monitor.PulseAll(gate);
        }
        return job.Result;
    }

    /// <summary>From now on work that fails is given up instead of being tried again, so that who waits for it can stop.</summary>
    public void Hurry() => hurried = true;

    /// <summary>Makes what was committed survive a power cut. Blocks the calling thread on the disk, not the index's; failures are IOException.</summary>
    public void SyncCommitted() => file.SyncCommitted();

    /// <inheritdoc cref="Run{T}"/>
    public Task Run(Action<IndexSession> work) => Run(session =>
    {
        work(session);
        return 0;
    });

    /// <summary>Writes what waits, as far as the index takes it within some seconds, and ends the thread.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            stopping = true;
            Monitor.PulseAll(gate);
        }
        if (thread.IsAlive)
        {
            thread.Join();
        }
        session?.Dispose();
        session = null;
    }

    private void Run()
    {
        int failuresWhileStopping = 0;
        while (Take(out IndexBatch batch, out IndexJob? job))
        {
            bool written = batch.IsEmpty || TryWrite(batch.WriteTo, null);
            bool done = job is null || (written && TryWrite(job.Execute, job));
            if (!written || !done)
            {
                PutBack(written ? null : batch, done || AbandonIfHurried(job!) ? null : job);
                failuresWhileStopping += stopping ? 1 : 0;
                if (failuresWhileStopping > 5)
                {
                    break;
                }
                WaitToRetry();
            }
        }
        AbandonJobs();
    }

    private bool Take(out IndexBatch batch, out IndexJob? job)
    {
        lock (gate)
        {
            while (waiting.IsEmpty && jobs.Count == 0 && !stopping)
            {
                Monitor.Wait(gate);
            }
            batch = waiting;
            waiting = new IndexBatch();
            jobs.TryDequeue(out job);
            return !batch.IsEmpty || job is not null || !stopping;
        }
    }

    private bool AbandonIfHurried(IndexJob job)
    {
        if (hurried)
        {
            job.Abandon();
        }
        return hurried;
    }

    private void PutBack(IndexBatch? batch, IndexJob? job)
    {
        lock (gate)
        {
            if (batch is not null)
            {
                waiting.AddOlder(batch);
            }
            if (job is not null)
            {
                IndexJob[] later = [.. jobs];
                jobs.Clear();
                jobs.Enqueue(job);
                foreach (IndexJob other in later)
                {
                    jobs.Enqueue(other);
                }
            }
        }
    }

    /// <summary>False when it has to be tried again. The supervising place for failures of the index.</summary>
    private bool TryWrite(Action<IndexSession> work, IndexJob? job)
    {
        try
        {
            session ??= new IndexSession(file.Path, timeline);
            session.Begin();
            work(session);
            session.Commit();
            job?.Complete();
            ReportWell();
            return true;
        }
        catch (SqliteException failure) when (IndexFile.IsDamage(failure) || IndexFile.MayPass(failure))
        {
            session?.Rollback();
            Handle(failure);
            return false;
        }
        catch (Exception failure)
        {
            session?.Rollback();
            job?.Fail(failure);
            health.Report(new HealthItem(
                part + "/index", HealthLevel.Failure, "Some entries of this disk's index could not be written.", "Restart the recorder.", failure.ToString()));
            return true;
        }
    }

    private void Handle(SqliteException failure)
    {
        if (IndexFile.IsDamage(failure))
        {
            ReplaceIndex(failure);
            return;
        }
        if (failure.SqliteErrorCode is SqliteInputOutput or SqliteCannotOpen)
        {
            session?.Dispose();
            session = null;
        }
        if (failure.SqliteErrorCode == SqliteFull)
        {
            NoRoom?.Invoke();
        }
        ReportBusy(failure);
    }

    private void ReplaceIndex(SqliteException failure)
    {
        session?.Dispose();
        session = null;
        if (!TrySetAside())
        {
            ReportBusy(failure);
            return;
        }
        health.Report(new HealthItem(
            part + "/index", HealthLevel.Attention, "The index of this disk was damaged and is being made again from the recordings.", null, failure.Message));
        Replaced?.Invoke();
    }

    // On a disk that became read-only the file stays where it is, and is met again at the next attempt.
    private bool TrySetAside()
    {
        try
        {
            file.SetAside();
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void ReportBusy(SqliteException failure)
    {
        busyReported = true;
        health.Report(new HealthItem(
            part + "/index", HealthLevel.Attention, "The index of this disk cannot be written just now; recording goes on.", null, failure.Message));
    }

    private void ReportWell()
    {
        if (busyReported)
        {
            busyReported = false;
            health.Forget(part + "/index");
        }
    }

    private void WaitToRetry()
    {
        lock (gate)
        {
            Monitor.Wait(gate, RetryMs);
        }
    }

    private void AbandonJobs()
    {
        lock (gate)
        {
            while (jobs.TryDequeue(out IndexJob? job))
            {
                job.Abandon();
            }
        }
    }
}
