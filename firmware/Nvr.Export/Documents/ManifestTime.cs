namespace Nvr.Export.Documents;

/// <summary>Movie time [MovieUs, MovieUs + DurationUs), in microseconds, shows this UTC onwards.</summary>
internal sealed record ManifestTime(long MovieUs, long DurationUs, string Utc);
