namespace Nvr.Export.Archives;

/// <summary>A movie of an archive: what is stored stays where it is, its seal follows it. Immutable.</summary>
/// <param name="Name">In the folder.</param>
/// <param name="Camera">Id of the camera, as text.</param>
/// <param name="Place">The camera's place in the order, from 0.</param>
/// <param name="MovieBytes">Length of the stitched movie.</param>
/// <param name="EntityTag">Of the stitched movie: while it is the same, so are the bytes that were signed.</param>
/// <param name="Seal">The box behind the movie, signed.</param>
/// <param name="Crc32">Of movie and seal, as ZIP wants it.</param>
public sealed record ArchiveMovie(string Name, string Camera, int Place, long MovieBytes, string EntityTag, byte[] Seal, uint Crc32);
