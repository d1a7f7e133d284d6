namespace Nvr.Export.Archives;

/// <summary>A file of an archive: its content in pieces, one behind the other.</summary>
/// <param name="Name">With its folder, slashes between.</param>
internal sealed record ZipEntry(string Name, uint Crc32, IReadOnlyList<ZipPiece> Pieces)
{
    public long Bytes => Pieces.Sum(p => p.Length);
}
