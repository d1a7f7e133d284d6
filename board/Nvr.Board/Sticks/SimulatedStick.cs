namespace Nvr.Board.Sticks;

/// <summary>A stick for a board without hardware, with what is to go wrong with it. Immutable.</summary>
public sealed record SimulatedStick
{
    public string Vendor { get; init; } = "Simulated";

    public string Model { get; init; } = "stick";

    /// <summary>As libblkid says it: "exfat", "vfat", "ext4", "ntfs", "crypto_LUKS"; empty for a stick with nothing on it.</summary>
    public string Type { get; init; } = "exfat";

    public string Label { get; init; } = "";

    public long Bytes { get; init; } = 32_000_000_000;

    /// <summary>What there is room for when it comes, for a stick that is nearly full; null where all of it is free.</summary>
    public long? FreeBytes { get; init; }

    public bool IsReadOnly { get; init; }

    /// <summary>It cannot be mounted.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>It was a recorder's disk.</summary>
    public bool HoldsFootage { get; init; }

    /// <summary>How fast it takes what is written; null for at once. As with a real one it is the release that waits for it.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>It is pulled out as soon as this much was written to it since it was mounted; null for never.</summary>
    public long? YankAfterBytes { get; init; }
}
