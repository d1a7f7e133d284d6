namespace Nvr.Export.Documents;

/// <summary>One camera of an export: what was asked for, what there is, what is missing.</summary>
internal sealed record ManifestCamera
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string SourceUrl { get; init; }

    public string? Mac { get; init; }

    public required IReadOnlyList<ManifestRange> Asked { get; init; }

    public required IReadOnlyList<ManifestFile> Files { get; init; }

    public required IReadOnlyList<ManifestGap> Gaps { get; init; }

    /// <summary>Footage that was there but could not be read, a sentence each.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}
