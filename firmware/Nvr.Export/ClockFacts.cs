namespace Nvr.Export;

/// <summary>How far the unit's clock could be trusted when the export was made. Immutable.</summary>
/// <param name="IsSynchronised">Whether it followed a time server.</param>
/// <param name="OffsetMs">Estimated deviation from UTC in milliseconds, positive when the unit is fast; null where nobody knows.</param>
/// <param name="Source">What it follows: the name of a time server, or a battery clock.</param>
/// <param name="Sentence">The same for a reader in court.</param>
public sealed record ClockFacts(bool IsSynchronised, double? OffsetMs, string Source, string Sentence);
