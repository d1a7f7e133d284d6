namespace Nvr.Export.Archives;

/// <summary>A stretch of an archive: these bytes, or those of a movie.</summary>
internal sealed record ZipPiece(long Length, ReadOnlyMemory<byte> Bytes, ArchiveMovie? Movie)
{
    public static ZipPiece Of(byte[] bytes) => new(bytes.Length, bytes, null);

    public static ZipPiece Of(ArchiveMovie movie) => new(movie.MovieBytes, default, movie);
}
