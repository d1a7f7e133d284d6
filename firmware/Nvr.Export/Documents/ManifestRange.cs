namespace Nvr.Export.Documents;

/// <summary>A stretch of UTC.</summary>
internal sealed record ManifestRange(string From, string To);
