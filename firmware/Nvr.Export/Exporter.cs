using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Export.Archives;
using Nvr.Export.Signing;
using Nvr.Export.Writing;
using Nvr.Storage;

namespace Nvr.Export;

/// <summary>
/// Writes footage as evidence: a folder with a plain MP4 for each camera and stretch, each signed as an ONVIF export, a signed manifest, and a page that
/// plays and checks them without network. Thread-safe; works on a thread of the pool. Never holds more than a megabyte of footage. Failures are
/// <see cref="NvrException"/>: NotFound when there is no footage, Exhausted when the target is too small or full, Storage when it cannot be written.
/// Whatever ends an export early, a cancellation too, leaves a folder that says that it is unfinished and whose finished files can be checked.
/// </summary>
public sealed class Exporter(IFootageReader footage, ExportSigner signer, BoxClock clock)
{
    /// <summary>What the order takes on the target; nothing is written.</summary>
    public Task<ExportEstimate> EstimateAsync(ExportOrder order, ExportTarget target, CancellationToken cancellation) => Task.Run(
        async () => new ExportPlanner(footage, await signer.LoadAsync(cancellation).ConfigureAwait(false)).Estimate(order, target, cancellation), cancellation);

    /// <summary>Writes the order into a new folder of the target. Progress is reported from the writing thread, about once a megabyte.</summary>
    public Task<ExportResult> WriteAsync(ExportOrder order, ExportTarget target, IProgress<ExportProgress>? progress, CancellationToken cancellation) => Task.Run(
        async () =>
        {
            SigningKey key = await signer.LoadAsync(cancellation).ConfigureAwait(false);
            ExportEstimate estimate = new ExportPlanner(footage, key).Estimate(order, target, cancellation);
            CheckRoom(target, estimate);
            var run = new ExportRun(footage, key, clock, order, target, estimate, progress);
            return await run.WriteAsync(cancellation).ConfigureAwait(false);
        },
        cancellation);

    /// <summary>
    /// Reads and seals what the order asks for, so that it can be had as one ZIP with <see cref="Archives.ExportArchive"/>; no copy of the footage is made. Takes at most half of the
    /// disk's time. NotFound when there is no footage.
    /// </summary>
    public Task<ArchivePlan> ArchiveAsync(ExportOrder order, IProgress<ExportProgress>? progress, CancellationToken cancellation) => Task.Run(
        async () =>
        {
            SigningKey key = await signer.LoadAsync(cancellation).ConfigureAwait(false);
            ExportEstimate estimate = new ExportPlanner(footage, key).Estimate(order, new ExportTarget("", null, long.MaxValue), cancellation);
            RequireFootage(estimate);
            return await new ArchiveRun(footage, key, clock, order, estimate, progress).MakeAsync(cancellation).ConfigureAwait(false);
        },
        cancellation);

    private static void RequireFootage(ExportEstimate estimate)
    {
        if (estimate.Files == 0)
        {
            throw new NvrException(ErrorKind.NotFound, "There are no recordings of these cameras at these times. Nothing was written.");
        }
    }

    private static void CheckRoom(ExportTarget target, ExportEstimate estimate)
    {
        RequireFootage(estimate);
        if (estimate.Bytes > target.FreeBytes)
        {
            throw new NvrException(
                ErrorKind.Exhausted,
                $"The USB key has {ByteWords.Of(target.FreeBytes)} free, the recordings need {ByteWords.Of(estimate.Bytes)}. Use a larger USB key, or export less.");
        }
    }
}
