namespace Bill;

/// <summary>One thing that is in the image. Immutable.</summary>
/// <param name="Name">As its packager calls it.</param>
/// <param name="Version">The same.</param>
/// <param name="Url">Its package URL (https://github.com/package-url/purl-spec).</param>
/// <param name="Licences">Names as its packager writes them, sorted; empty where none could be read.</param>
internal sealed record Component(string Name, string Version, string Url, IReadOnlyList<string> Licences);
