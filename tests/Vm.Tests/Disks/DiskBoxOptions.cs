namespace Vm.Tests.Disks;

/// <summary>What a <see cref="DiskBox"/> is made of. Immutable.</summary>
internal sealed record DiskBoxOptions
{
    /// <summary>Of each camera; a group of pictures is a second.</summary>
    public const int Fps = 10;

    public const long UsualDiskBytes = 192L << 20;

    public int Bays { get; init; } = 4;

    public long DiskBytes { get; init; } = UsualDiskBytes;

    public int Cameras { get; init; } = 8;

    /// <summary>Of each camera.</summary>
    public int Kbit { get; init; } = 300;

    /// <summary>A bay is where a disk is plugged in, and not which disk it is.</summary>
    public bool HasFixedBays { get; init; }

    /// <summary>Bays 1, 3 and 4 have disks from the start, which are in again after each boot.</summary>
    public bool HasDisks { get; init; }
}
