namespace Nvr.Export;

/// <summary>What a verifier found out about an export. Immutable.</summary>
public sealed record VerificationReport
{
    /// <summary>True only when the export is complete and signed, and every file is as it was written and none was added.</summary>
    public bool IsWell => IsComplete && Problems.Count == 0 && Files.Count > 0 && Files.All(f => f.Verdict == FileVerdict.Unchanged);

    /// <summary>What the manifest says of itself; false where there is none.</summary>
    public bool IsComplete { get; init; }

    /// <summary>SHA-256 of the certificate whose key signed the manifest, hexadecimal; null when no signature fits. It tells who signed only to those who know the recorder's.</summary>
    public string? SignedBy { get; init; }

    /// <summary>What is the matter with the export as a whole, a sentence each.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    public required IReadOnlyList<CheckedFile> Files { get; init; }
}
