namespace Nvr.Storage;

/// <summary>One directory, usually a mount point, that takes footage.</summary>
/// <param name="Path">The directory that holds (or will hold) the marker.</param>
public sealed record VolumeOptions(string Path)
{
    /// <summary>The id that the marker must carry; null accepts any marker. Without its marker a known volume is never written.</summary>
    public Guid? ExpectedId { get; init; }

    /// <summary>Whether an empty directory may be made a volume (first use). Never honoured when <see cref="ExpectedId"/> is set.</summary>
    public bool Initialise { get; init; }

    /// <summary>Bytes to keep free; null takes the smaller of 10 GB and 5 % of the volume.</summary>
    public long? ReserveBytes { get; init; }

    /// <summary>New footage goes to the volumes of the lowest rank that work; to those of a higher one only while no lower one does.</summary>
    public int Rank { get; init; }

    /// <summary>What is on it can be seen and grows old, and nothing new goes there. That it is missing is no trouble.</summary>
    public bool IsRetired { get; init; }

    /// <summary>It is memory: what is on it is gone when the box restarts, so it proves no recording.</summary>
    public bool IsVolatile { get; init; }
}
