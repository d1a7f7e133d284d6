namespace Nvr.Board.Disks;

/// <summary>What a disk says of itself (SMART of ATA, or NVMe's health log). Immutable; null is what it does not tell.</summary>
public sealed record SmartFacts
{
    /// <summary>By its own judgement it will fail soon.</summary>
    public bool IsFailing { get; init; }

    public int? Celsius { get; init; }

    public int? PowerOnHours { get; init; }

    /// <summary>Sectors that were given up or wait for that.</summary>
    public long? BadSectors { get; init; }
}
