namespace Fuzz;

/// <summary>What the command line asks for. Immutable.</summary>
internal sealed record FuzzOptions
{
    /// <summary>Names of targets; empty for all.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    public required TimeSpan Time { get; init; }

    public required int Seed { get; init; }

    /// <summary>A saved input; null to fuzz.</summary>
    public string? Replay { get; init; }

    /// <summary>Absolute path of the folder for material and findings.</summary>
    public required string Work { get; init; }
}
