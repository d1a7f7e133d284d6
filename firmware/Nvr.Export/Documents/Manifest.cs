namespace Nvr.Export.Documents;

/// <summary>
/// manifest.json: what an export holds and what is known about it. Stable: members may be added, none changes its meaning within a version. Times are UTC
/// in RFC 3339.
/// </summary>
internal sealed record Manifest
{
    public const string FormatName = "nvr-export";

    public const int CurrentVersion = 1;

    public required string Format { get; init; }

    public required int Version { get; init; }

    /// <summary>False while it is written, and for ever when it was interrupted or footage could not be read.</summary>
    public required bool Complete { get; init; }

    /// <summary>The same in words.</summary>
    public required string Statement { get; init; }

    public required string Folder { get; init; }

    public required string Created { get; init; }

    public string? Finished { get; init; }

    public required ExportUnit Unit { get; init; }

    public required string Operator { get; init; }

    /// <summary>What it was exported for, in the operator's words; null where nobody said.</summary>
    public string? Reason { get; init; }

    public required ClockFacts Clock { get; init; }

    /// <summary>SHA-256 of the certificate whose key signs, hexadecimal.</summary>
    public required string CertificateSha256 { get; init; }

    public required IReadOnlyList<ManifestCamera> Cameras { get; init; }

    /// <summary>Page and notes, which change until the export is complete; null till then.</summary>
    public IReadOnlyList<ManifestDocument>? Documents { get; init; }
}
