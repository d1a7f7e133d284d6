namespace Nvr.Export;

/// <summary>An export that ran to its end. Immutable.</summary>
/// <param name="Folder">Full path of its folder.</param>
/// <param name="Files">Movies in it.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="IsComplete">False when footage could not be read: the folder is flagged as partial.</param>
/// <param name="Sentence">What there is, or what is missing, for the user.</param>
public sealed record ExportResult(string Folder, int Files, long Bytes, bool IsComplete, string Sentence);
