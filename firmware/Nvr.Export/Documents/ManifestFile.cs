namespace Nvr.Export.Documents;

/// <summary>One movie.</summary>
/// <param name="Name">In the folder of the manifest.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Sha256">Of the whole file, hexadecimal.</param>
/// <param name="From">UTC of the first picture: the key frame at or before the asked beginning.</param>
/// <param name="To">UTC of the end.</param>
/// <param name="Part">From 1 where a stretch was cut into several files; 0 where it is one.</param>
/// <param name="Codecs">RFC 6381.</param>
/// <param name="Times">What UTC each stretch of movie time shows; gaps are left out of the movie.</param>
internal sealed record ManifestFile(
    string Name, long Bytes, string Sha256, string From, string To, int Part, string Codecs, IReadOnlyList<ManifestTime> Times);
