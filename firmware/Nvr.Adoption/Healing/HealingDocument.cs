namespace Nvr.Adoption.Healing;

/// <summary>The file of the last day's healing steps.</summary>
public sealed record HealingDocument
{
    public int Version { get; init; } = 1;

    public required IReadOnlyList<StoredStep> Steps { get; init; }
}
