namespace Nvr.Adoption.Paths;

/// <summary>What was found of a camera's streams.</summary>
public sealed record PathProbeResult
{
    public required PathProbeOutcome Outcome { get; init; }

    /// <summary>The outcome in words, for the user.</summary>
    public required string Sentence { get; init; }

    /// <summary>Set when found; without credentials.</summary>
    public Uri? MainUrl { get; init; }

    /// <summary>Null when there is none, or it is the main stream again.</summary>
    public Uri? SubUrl { get; init; }

    /// <summary>The maker whose pattern fitted; null for a pattern that many use, or when none fitted.</summary>
    public string? Maker { get; init; }

    /// <summary>What its server says of itself; null when it says nothing.</summary>
    public string? Banner { get; init; }

    /// <summary>Questions asked.</summary>
    public int Tries { get; init; }
}
