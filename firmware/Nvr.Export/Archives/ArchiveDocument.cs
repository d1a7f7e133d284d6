namespace Nvr.Export.Archives;

/// <summary>A file beside the movies. Immutable.</summary>
public sealed record ArchiveDocument(string Name, byte[] Content);
