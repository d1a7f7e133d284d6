using Nvr.Core.Time;

namespace Nvr.Mp4.Sealing;

/// <summary>
/// What the box <c>suep</c> of an exported movie tells: who exported it, when, and where its tracks come from (ONVIF Export File Format, "Required Side
/// Information"). Immutable. Unknown texts are empty. URLs carry no password.
/// </summary>
public sealed record SealDetails
{
    public required string UnitName { get; init; }

    public string UnitUrl { get; init; } = "";

    public string UnitMac { get; init; } = "";

    /// <summary>When the export began.</summary>
    public required UtcTime ExportTime { get; init; }

    public required string Operator { get; init; }

    public required string SourceName { get; init; }

    public string SourceUrl { get; init; } = "";

    public string SourceMac { get; init; } = "";

    /// <summary>Tracks of the movie, numbered from 1; all come from this one source.</summary>
    public required int TrackCount { get; init; }

    /// <summary>UTC of the movie's first picture.</summary>
    public required UtcTime Start { get; init; }
}
