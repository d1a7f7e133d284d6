namespace Nvr.Export;

/// <summary>How far an export is; bytes are those of movies. Immutable.</summary>
/// <param name="Folder">Name of the export's folder on the target.</param>
/// <param name="File">Name of the file being written.</param>
/// <param name="FilesDone">Files that are whole.</param>
/// <param name="Files">All files, as estimated.</param>
/// <param name="BytesDone">Bytes written.</param>
/// <param name="Bytes">All bytes, as estimated.</param>
/// <param name="Remaining">Estimate from the speed so far; null during the first second.</param>
public sealed record ExportProgress(string Folder, string File, int FilesDone, int Files, long BytesDone, long Bytes, TimeSpan? Remaining);
