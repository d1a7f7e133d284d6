using System.IO.Hashing;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Storage;

namespace Nvr.Export.Archives;

/// <summary>
/// The folder of an export as one ZIP that exists only as its plan and the footage itself. One reader at a time. It is checked at opening whether the footage is still what was signed;
/// reading fails with <see cref="NvrException"/> when the disk does, or when the footage changed meanwhile.
/// </summary>
public sealed class ExportArchive
{
    private readonly ArchivePlan plan;
    private readonly Func<ArchiveMovie, IMovie?> open;
    private readonly IReadOnlyList<ZipPiece> pieces;

    private ExportArchive(ArchivePlan plan, Func<ArchiveMovie, IMovie?> open)
    {
        this.plan = plan;
        this.open = open;
        pieces = ZipLayout.Of([.. plan.Movies.Select(Entry), .. plan.Documents.Select(Entry)], UtcTime.TryParse(plan.CreatedUtc, out UtcTime time) ? time : default);
        Length = pieces.Sum(p => p.Length);
    }

    /// <summary>Of the whole archive, in bytes.</summary>
    public long Length { get; }

    public string EntityTag => plan.EntityTag;

    /// <param name="plan">What was made of the order.</param>
    /// <param name="open">The stitched movie of the same camera and stretch as when it was made; null where there is none any more.</param>
    /// <returns>Null when the footage is no longer what was signed: the archive has to be made anew.</returns>
    public static ExportArchive? Open(ArchivePlan plan, Func<ArchiveMovie, IMovie?> open)
    {
        foreach (ArchiveMovie movie in plan.Movies)
        {
            using IMovie? now = open(movie);
            if (!IsSame(now, movie))
            {
                return null;
            }
        }
        return new ExportArchive(plan, open);
    }

    /// <summary>Writes bytes [offset, offset + count) of the archive.</summary>
    public async Task CopyToAsync(Stream destination, long offset, long count, CancellationToken cancellation)
    {
        long at = 0;
        foreach (ZipPiece piece in pieces)
        {
            long from = Math.Max(offset, at) - at;
            long to = Math.Min(offset + count, at + piece.Length) - at;
            if (from < to)
            {
                await CopyAsync(destination, piece, from, to - from, cancellation).ConfigureAwait(false);
            }
            at += piece.Length;
        }
    }

    private static bool IsSame(IMovie? now, ArchiveMovie then) => now is not null && now.Length == then.MovieBytes && now.EntityTag == then.EntityTag;

    private async Task CopyAsync(Stream destination, ZipPiece piece, long from, long count, CancellationToken cancellation)
    {
        if (piece.Movie is not { } movie)
        {
            await destination.WriteAsync(piece.Bytes.Slice((int)from, (int)count), cancellation).ConfigureAwait(false);
            return;
        }
        using IMovie? now = open(movie);
        if (!IsSame(now, movie))
        {
            throw new NvrException(ErrorKind.Storage, "The recordings changed while they were read. Download the export again.");
        }
        await now!.CopyToAsync(destination, from, count, cancellation).ConfigureAwait(false);
    }

    private ZipEntry Entry(ArchiveMovie movie) => new($"{plan.Folder}/{movie.Name}", movie.Crc32, [ZipPiece.Of(movie), ZipPiece.Of(movie.Seal)]);

    private ZipEntry Entry(ArchiveDocument document) => new($"{plan.Folder}/{document.Name}", Crc32.HashToUInt32(document.Content), [ZipPiece.Of(document.Content)]);
}
