namespace Nvr.Adoption.Paths;

/// <summary>A maker's patterns, the newest devices' first, and the words by which its devices or its name are recognised.</summary>
internal sealed record MakerPaths(string Maker, string[] Words, (string Main, string? Sub)[] Paths)
{
    public IEnumerable<PathPattern> Patterns => Paths.Select(p => new PathPattern(Maker, p.Main, p.Sub));

    /// <summary>Whether it is the maker's name, as a device tells it or a person writes it.</summary>
    public bool IsNamed(string? name) => string.Equals(name?.Trim(), Maker, StringComparison.OrdinalIgnoreCase) || IsMeantBy(name);

    public bool IsMeantBy(string? text) => text is not null && Words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
}
