using Microsoft.Extensions.Logging;
using Nvr.Appliance.Hosting;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Export;
using Nvr.Recording.Cameras;
using Nvr.Sntp;
using Nvr.Web.Exports;

namespace Nvr.Appliance.Exports;

/// <summary>
/// Exports to be downloaded. <see cref="RunAsync"/> makes one at a time and lets go what is over; the rest is thread-safe. Each change is on the disk before its call returns.
/// </summary>
internal sealed partial class ExportQueue(
    ExportBook book, ExportMaker maker, ExportOpener opener, ExportGuard guard, ExportShelf shelf, ICameraDirectory cameras, ClockJudge judge, BoxClock clock, ILogger<ExportQueue> logger) : IExportRoom, IDisposable
{
    public const int MostExports = 50;

    private const long KeptUs = 7 * 24 * 3_600_000_000L;

    /// <summary>The last pictures are on the disk so long after they were taken; a movie that ends later would still grow.</summary>
    private const long SettledUs = 5_000_000;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookSoon = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim news = new(0, 1);
    private readonly ClockSteps steps = new(clock);
    private readonly HashSet<string> ofThisRun = new(StringComparer.Ordinal);
    private (string Id, ExportProgress? Step, CancellationTokenSource Stop)? making;

    public IReadOnlyList<ExportView> List()
    {
        lock (gate)
        {
            return [.. book.Exports.Reverse().Select(View_NeedsLock)];
        }
    }

    public ExportView? Find(string id)
    {
        lock (gate)
        {
            return book.Find(id) is { } export ? View_NeedsLock(export) : null;
        }
    }

    public ExportView Order(ExportWish wish, string wantedBy)
    {
        long bytes = guard.BytesOf(wish.Cameras, wish.Range);
        if (bytes == 0 && wish.Range.End < clock.WallNow.Plus(-SettledUs))
        {
            throw guard.NothingThere();
        }
        StoredExport export;
        lock (gate)
        {
            FollowClock_NeedsLock();
            export = New(wish, wantedBy, bytes);
            if (export.Range.DurationUs <= 0)
            {
                throw new NvrException(ErrorKind.InvalidInput, "The range lies in the future.") { NextStep = "Choose another time." };
            }
            if (book.Exports.Count >= MostExports)
            {
                throw new NvrException(ErrorKind.Exhausted, $"There are {MostExports} exports already.") { NextStep = "Remove one first." };
            }
            guard.RequireRoom(book.Exports.Sum(e => e.Bytes), bytes);
            Accept_NeedsLock(export);
        }
        Wake();
        return Find(export.Id)!;
    }

    public void Remove(string id)
    {
        lock (gate)
        {
            StoredExport export = book.Find(id) ?? throw Missing();
            Remove_NeedsLock(export);
        }
    }

    public void Keep(string id, UtcTime until)
    {
        lock (gate)
        {
            StoredExport export = book.Find(id) ?? throw Missing();
            if (StoredExport.Time(export.KeptUntil) < until)
            {
                book.Put(export with { KeptUntil = until.ToString() });
            }
        }
    }

    public IExportFile Open(string id)
    {
        StoredExport export = Ready(id);
        if (opener.Open(export) is { } file)
        {
            return file;
        }
        lock (gate)
        {
            // Somebody else may have seen it before.
            if (book.Find(id) is { State: ExportView.Ready } still)
            {
                book.Put(still with { State = ExportView.Waiting, IsComplete = null, Sentence = "Its recordings changed since (the clock was corrected, or a gap was filled): it is made anew." });
                LogChanged(id);
            }
        }
        Wake();
        throw new NvrException(ErrorKind.Conflict, "The recordings of this export changed since it was made (the clock was corrected, or a gap was filled). It is being made anew.") { NextStep = "Download it when it is ready again." };
    }

    /// <summary>Makes what waits, until cancelled. Whatever breaks one export does not keep the next from being made.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        lock (gate)
        {
            guard.DropLeftovers(book.Exports);
            shelf.Sweep([.. book.Exports.Select(e => e.Id)]);
        }
        while (!stop.IsCancellationRequested)
        {
            LetGo();
            TimeSpan rest = LookEvery;
            if (Next() is { } next)
            {
                long early = StoredExport.Time(next.To).Plus(SettledUs).Since(clock.WallNow);
                if (early is <= 0 or > SettledUs)
                {
                    await MakeAsync(next, stop);
                    continue;
                }
                rest = LookSoon;
            }
            await WaitAsync(rest, stop);
        }
    }

    public void Dispose()
    {
        news.Dispose();
        making?.Stop.Dispose();
    }

    private static NvrException Missing() => new(ErrorKind.NotFound, "There is no such export.");

    private StoredExport New(ExportWish wish, string wantedBy, long bytes)
    {
        UtcTime now = clock.WallNow;
        UtcTime end = wish.Range.End < now ? wish.Range.End : now;
        return new StoredExport(
            Convert.ToHexStringLower(Guid.NewGuid().ToByteArray().AsSpan(0, 6)), [.. wish.Cameras.Select(c => new ExportCameraView(c.ToString(), cameras.Find(c)?.Settings.Name ?? c.ToString()))],
            wish.Range.Start.ToString(), end.ToString(), wish.Reason, wish.Form, wantedBy, now.ToString(), now.Plus(KeptUs).ToString(), ExportView.Waiting, "It waits for its turn.", null, false, null,
            bytes, null, null);
    }

    private void Accept_NeedsLock(StoredExport export)
    {
        try
        {
            guard.Take(export);
            book.Put(export);
            ofThisRun.Add(export.Id);
        }
        catch
        {
            guard.Release(export);
            throw;
        }
    }

    private StoredExport Ready(string id)
    {
        lock (gate)
        {
            return book.Find(id) switch
            {
                null => throw Missing(),
                { State: ExportView.Ready } ready => ready,
                { State: ExportView.Failed } failed => throw new NvrException(ErrorKind.Conflict, $"This export failed. {failed.Sentence}"),
                _ => throw new NvrException(ErrorKind.Conflict, "This export is not ready yet.") { NextStep = "Wait until it is." },
            };
        }
    }

    private StoredExport? Next()
    {
        lock (gate)
        {
            return book.Exports.FirstOrDefault(e => e.State == ExportView.Waiting);
        }
    }

    private async Task MakeAsync(StoredExport export, CancellationToken stop)
    {
        using var own = CancellationTokenSource.CreateLinkedTokenSource(stop);
        lock (gate)
        {
            if (book.Find(export.Id) is null)
            {
                return;
            }
            making = (export.Id, null, own);
            book.Put(export with { WasBegun = true });
        }
        StoredExport end = await EndOfAsync(export, own.Token, stop);
        lock (gate)
        {
            making = null;
            if (book.Find(export.Id) is { } now)
            {
                // A share may have prolonged it meanwhile, or the clock was set.
                book.Put(end with { WantedAt = now.WantedAt, KeptUntil = now.KeptUntil });
                LogEnded(export.Id, end.State, end.Sentence);
            }
            else
            {
                shelf.Remove(export.Id);
            }
        }
    }

    /// <summary>The supervising place of one export.</summary>
    private async Task<StoredExport> EndOfAsync(StoredExport export, CancellationToken cancellation, CancellationToken stop)
    {
        StoredExport failed = export with { State = ExportView.Failed, WasBegun = false, IsComplete = null, NextStep = null };
        try
        {
            return await maker.MakeAsync(export, Note, cancellation);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return failed with { Sentence = "The export was cancelled." };
        }
        catch (NvrException thrown)
        {
            NvrException failure = thrown.Kind == ErrorKind.NotFound ? guard.NothingThere() : thrown;
            return failed with { Sentence = failure.Message, NextStep = failure.NextStep };
        }
        catch (Exception bug) when (!stop.IsCancellationRequested)
        {
            LogBroken(bug, export.Id);
            return failed with { Sentence = "The export broke off. The recorder went on recording; its log has the cause.", NextStep = "Remove it and export again." };
        }
    }

    private void Note(ExportProgress step)
    {
        lock (gate)
        {
            making = making is { } now ? (now.Id, step, now.Stop) : null;
        }
    }

    /// <summary>A clock that is set while the program runs makes nothing older that was asked for by the wrong clock.</summary>
    private void FollowClock_NeedsLock()
    {
        if (steps.Take() is not 0 and var step)
        {
            foreach (StoredExport young in book.Exports.Where(e => ofThisRun.Contains(e.Id)).ToArray())
            {
                book.Put(young with { WantedAt = StoredExport.Time(young.WantedAt).Plus(step).ToString(), KeptUntil = StoredExport.Time(young.KeptUntil).Plus(step).ToString() });
            }
        }
    }

    /// <summary>What was kept long enough goes, as its view has said all the while; never by a clock that does not know the time.</summary>
    private void LetGo()
    {
        bool isTimeKnown = judge.Trust() != ClockTrust.None;
        lock (gate)
        {
            FollowClock_NeedsLock();
            if (!isTimeKnown)
            {
                return;
            }
            foreach (StoredExport over in book.Exports.Where(e => StoredExport.Time(e.KeptUntil) <= clock.WallNow).ToArray())
            {
                Remove_NeedsLock(over);
                LogOver(over.Id);
            }
        }
    }

    private void Remove_NeedsLock(StoredExport export)
    {
        book.Remove(export.Id);
        ofThisRun.Remove(export.Id);
        guard.Release(export);
        if (making is { } now && now.Id == export.Id)
        {
            now.Stop.Cancel();
        }
        else
        {
            shelf.Remove(export.Id);
        }
    }

    private ExportView View_NeedsLock(StoredExport export) => ExportWords.View(export, making is { } now && now.Id == export.Id, making?.Step);

    private void Wake()
    {
        lock (gate)
        {
            if (news.CurrentCount == 0)
            {
                news.Release();
            }
        }
    }

    private async Task WaitAsync(TimeSpan longest, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using ITimer timer = clock.Time.CreateTimer(_ => limit.Cancel(), null, longest, Timeout.InfiniteTimeSpan);
        await news.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(LogLevel.Information, "The export {Export} ended, {State}: {Sentence}")]
    private partial void LogEnded(string export, string state, string sentence);

    [LoggerMessage(LogLevel.Error, "The export {Export} broke off")]
    private partial void LogBroken(Exception bug, string export);

    [LoggerMessage(LogLevel.Information, "The recordings of the export {Export} changed; it is made anew")]
    private partial void LogChanged(string export);

    [LoggerMessage(LogLevel.Information, "The export {Export} was kept long enough and is gone")]
    private partial void LogOver(string export);
}
