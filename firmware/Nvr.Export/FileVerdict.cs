namespace Nvr.Export;

/// <summary>What a verifier found out about one file of an export.</summary>
public enum FileVerdict
{
    /// <summary>Length, SHA-256 and, for a movie, its own signature are those of the export.</summary>
    Unchanged,

    /// <summary>Not the bytes that were exported.</summary>
    Changed,

    /// <summary>Listed, and not there.</summary>
    Missing,

    /// <summary>There, and not listed.</summary>
    Foreign,

    /// <summary>The rest of a movie whose writing was interrupted.</summary>
    Unfinished,

    /// <summary>The bytes are those of the manifest, but the movie's own signature is missing or not of the same key.</summary>
    NotSigned,

    /// <summary>The medium does not give it.</summary>
    Unreadable,
}
