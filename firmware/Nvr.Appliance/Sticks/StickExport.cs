using Nvr.Board.Sticks;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Export;
using Nvr.Web.Sticks;

namespace Nvr.Appliance.Sticks;

/// <summary>One export from the mount to the moment when the stick may be pulled. Used by one caller at a time.</summary>
internal sealed class StickExport(StickSteward steward, Exporter exporter, ExportSigner signer, OrderMaker orders, ExportHolds holds, BoxClock clock)
{
    private const double SlowBytesPerSecond = 2e6;
    private static readonly TimeSpan SlowAfter = TimeSpan.FromSeconds(20);

    private volatile string? fingerprint;

    /// <summary>Of the key that exports are signed with; null before it was used. Any thread.</summary>
    public string? Fingerprint => fingerprint;

    /// <summary>Returns how it ended, in words. Whatever ends it early leaves what was written flagged as incomplete. Throws only when <paramref name="stop"/> ends the program.</summary>
    /// <param name="show">Is told how far it is, from any thread.</param>
    public async Task<StickExportView> WriteAsync(WantedExport wanted, Action<StickExportView> show, CancellationToken cancellation, CancellationToken stop)
    {
        StickExportView now = StickWords.Begun(wanted);
        void Tell(StickExportView next)
        {
            now = next;
            show(next);
        }
        string id = wanted.Stick.Id;
        try
        {
            string at = await steward.Sticks.MountAsync(id, cancellation);
            await steward.LookAsync(cancellation);
            StickFacts mounted = steward.Reading.Find(id) ?? throw StickFailures.Gone();
            var target = new ExportTarget(at, mounted.MaxFileBytes == long.MaxValue ? null : mounted.MaxFileBytes, mounted.FreeBytes ?? 0);
            long beganUs = clock.MonotonicUs;
            var progress = new StickProgress(step => Tell(StickWords.Written(wanted, step, IsSlow(step, TimeSpan.FromMicroseconds(clock.MonotonicUs - beganUs)))));
            fingerprint = await signer.ReadFingerprintAsync(cancellation);
            ExportResult result;
            using (holds.Take(wanted))
            {
                result = await exporter.WriteAsync(orders.Make(wanted.Ranges, wanted.WantedBy), target, progress, cancellation);
            }
            Tell(StickWords.Finishing(now));
            await steward.Sticks.ReleaseAsync(id, stop);
            return StickWords.Ended(now, result);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return StickWords.Cancel(now, await TryReleaseAsync(id, stop));
        }
        catch (NvrException failure)
        {
            await steward.LookAsync(stop);
            return steward.Trouble is null && steward.Reading.Find(id) is null ? StickWords.Pulled(now) : StickWords.Fail(now, failure, await TryReleaseAsync(id, stop));
        }
        finally
        {
            await steward.LookAsync(CancellationToken.None);
        }
    }

    private static bool IsSlow(ExportProgress step, TimeSpan elapsed) => elapsed > SlowAfter && step.BytesDone / elapsed.TotalSeconds < SlowBytesPerSecond;

    /// <summary>A stick that is full or was not wanted after all should still be safe to pull.</summary>
    private async Task<bool> TryReleaseAsync(string id, CancellationToken stop)
    {
        try
        {
            await steward.Sticks.ReleaseAsync(id, stop);
            return true;
        }
        catch (NvrException)
        {
            // The sentence about the export matters more; that the stick is still in use is told by it not being called safe.
            return false;
        }
    }

    /// <summary>Tells at once, on the writer's thread: the framework's own would tell later and out of order.</summary>
    private sealed class StickProgress(Action<ExportProgress> tell) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value) => tell(value);
    }
}
