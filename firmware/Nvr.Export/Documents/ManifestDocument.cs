namespace Nvr.Export.Documents;

/// <summary>A file beside the movies.</summary>
internal sealed record ManifestDocument(string Name, long Bytes, string Sha256);
