using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Export.Signing;
using Nvr.Export.Writing;
using Nvr.Mp4.Sealing;
using Nvr.Storage;

namespace Nvr.Export.Archives;

/// <summary>Reads the movies of an order once, seals each, and writes the documents about them, all without a copy of the footage. One thread.</summary>
internal sealed class ArchiveRun(
    IFootageReader footage, SigningKey key, BoxClock clock, ExportOrder order, ExportEstimate estimate, IProgress<ExportProgress>? progress)
{
    private readonly UtcTime created = clock.WallNow;
    private readonly List<ArchiveMovie> movies = [];

    public async Task<ArchivePlan> MakeAsync(CancellationToken cancellation)
    {
        var held = new HeldDocuments(FileNames.Folder(created));
        var documents = new ExportDocuments(held, key, order, created);
        var meter = new ProgressMeter(clock.Time, held.Name, estimate, progress);
        CameraLedger[] ledgers = [.. order.Cameras.Select((c, i) => new CameraLedger(footage, c, i + 1, created))];
        documents.Begin();
        for (int place = 0; place < ledgers.Length; place++)
        {
            foreach (UtcRange range in ledgers[place].Camera.Ranges)
            {
                using IMovie? movie = footage.OpenMovie(ledgers[place].Camera.Id, StreamKind.Main, range);
                if (movie is not null)
                {
                    await SealAsync(ledgers[place], place, movie, meter, cancellation).ConfigureAwait(false);
                }
            }
        }
        ExportStatement end = ExportStatement.Of(ledgers);
        documents.Finish(ledgers, end.Sentence, end.IsComplete, clock.WallNow);
        return new ArchivePlan(
            held.Name, created.ToString(), end.IsComplete, end.Sentence, movies,
            [.. held.Files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new ArchiveDocument(f.Key, f.Value))]);
    }

    private async Task SealAsync(CameraLedger ledger, int place, IMovie movie, ProgressMeter meter, CancellationToken cancellation)
    {
        string name = ledger.NameFor(movie, 0);
        meter.Begin(name);
        using var digest = new DigestStream(clock.Time, meter.Advance);
        try
        {
            await movie.CopyToAsync(digest, 0, movie.Length, cancellation).ConfigureAwait(false);
        }
        catch (NvrException failure)
        {
            ledger.Add(name, movie, 0, new WrittenMovie([], 0, 0, failure.Message));
            return;
        }
        ExportSeal seal = ExportSeal.Build(SealWords.Of(order, ledger.Camera, created, movie.Start, movie.TrackCount), key.CertificateDer, key.SignatureBytes);
        seal.Sign(key.Sign(digest.HashWith(seal.Bytes.Span)));
        digest.Append(seal.Bytes.Span);
        ledger.Add(name, movie, 0, new WrittenMovie(digest.HashWith([]), digest.Length, digest.LostFragments, null));
        movies.Add(new ArchiveMovie(name, ledger.Camera.Id.ToString(), place, movie.Length, movie.EntityTag, seal.Bytes.ToArray(), digest.Crc));
        meter.End();
    }
}
