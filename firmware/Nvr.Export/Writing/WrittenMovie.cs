namespace Nvr.Export.Writing;

/// <summary>What became of a movie: the file, or why there is none; and how many fragments of it were damaged on the disk.</summary>
internal sealed record WrittenMovie(byte[] Sha256, long Bytes, int LostFragments, string? Problem);
