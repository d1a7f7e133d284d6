using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Export.Documents;
using Nvr.Export.Signing;
using Nvr.Mp4.Sealing;
using Nvr.Storage;

namespace Nvr.Export.Writing;

/// <summary>One export on its way: movie after movie, and after each the documents that say what is whole so far. One thread.</summary>
internal sealed class ExportRun(
    IFootageReader footage, SigningKey key, BoxClock clock, ExportOrder order, ExportTarget target, ExportEstimate estimate, IProgress<ExportProgress>? progress)
{
    private const string Unfinished = "This export is not finished. If no recorder is writing to this USB key any longer, it was interrupted.";

    private readonly UtcTime created = clock.WallNow;

    public async Task<ExportResult> WriteAsync(CancellationToken cancellation)
    {
        ExportFolder folder = ExportFolder.Create(target.Directory, created);
        var documents = new ExportDocuments(folder, key, order, created);
        var meter = new ProgressMeter(clock.Time, folder.Name, estimate, progress);
        CameraLedger[] ledgers = [.. order.Cameras.Select((c, i) => new CameraLedger(footage, c, i + 1, created))];
        try
        {
            documents.Begin();
            documents.Publish(ledgers, Unfinished);
            foreach (CameraLedger ledger in ledgers)
            {
                await WriteCameraAsync(folder, meter, ledger, () => documents.Publish(ledgers, Unfinished), cancellation).ConfigureAwait(false);
            }
            return Finish(folder, documents, ledgers);
        }
        catch (Exception failure) when (failure is NvrException or OperationCanceledException)
        {
            documents.Abandon(
                ledgers, meter.File,
                failure is NvrException ? $"The export stopped before its end. {failure.Message}" : "The export was cancelled before its end. What was finished is kept.");
            throw;
        }
    }

    private async Task WriteCameraAsync(
        ExportFolder folder, ProgressMeter meter, CameraLedger ledger, Action publish, CancellationToken cancellation)
    {
        var cutter = new MovieCutter(footage, ledger.Camera.Id, target.MaxFileBytes - SealWords.LongestBytes(order, ledger.Camera, key));
        foreach (UtcRange range in ledger.Camera.Ranges)
        {
            int part = 0;
            for (UtcRange? rest = range; rest is { } from && cutter.Next(from, cancellation) is { } next; rest = next.Rest)
            {
                using IMovie movie = next.Movie;
                part = part == 0 && next.Rest is null ? 0 : part + 1;
                string name = ledger.NameFor(movie, part);
                meter.Begin(name);
                await WriteMovieAsync(folder, ledger, movie, name, part, meter, cancellation).ConfigureAwait(false);
                meter.End();
                publish();
            }
        }
    }

    /// <summary>Footage that cannot be read is told and left out; the rest is worth having. What the target refuses ends the export.</summary>
    private async Task WriteMovieAsync(
        ExportFolder folder, CameraLedger ledger, IMovie movie, string name, int part, ProgressMeter meter, CancellationToken cancellation)
    {
        SealDetails details = SealWords.Of(order, ledger.Camera, created, movie.Start, movie.TrackCount);
        WrittenMovie written = await SealedMovie.WriteAsync(movie, details, key, folder, name, meter.Advance, cancellation).ConfigureAwait(false);
        ledger.Add(name, movie, part, written);
    }

    private ExportResult Finish(ExportFolder folder, ExportDocuments documents, CameraLedger[] ledgers)
    {
        ExportStatement end = ExportStatement.Of(ledgers);
        documents.Finish(ledgers, end.Sentence, end.IsComplete, clock.WallNow);
        return new ExportResult(folder.Path, end.Files, end.Bytes, end.IsComplete, end.Sentence);
    }
}
