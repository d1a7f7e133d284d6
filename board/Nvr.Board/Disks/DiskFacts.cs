namespace Nvr.Board.Disks;

/// <summary>One whole disk at the moment of reading. Immutable.</summary>
public sealed record DiskFacts
{
    /// <summary>The kernel's name, such as <c>/dev/sda</c>; another disk may have it after the next plug.</summary>
    public required string Device { get; init; }

    /// <summary>Names the disk for as long as it lives, wherever it is plugged in: made of its serial number.</summary>
    public required string Id { get; init; }

    /// <summary>The bay that it is in, as printed on the case; null for a disk that is elsewhere.</summary>
    public string? Bay { get; init; }

    public string Model { get; init; } = "";

    public string Serial { get; init; } = "";

    public long SizeBytes { get; init; }

    /// <summary>Null for a disk that tells nothing of itself.</summary>
    public SmartFacts? Smart { get; init; }

    /// <summary>The box itself runs from it, or somebody else has mounted it: it is never touched.</summary>
    public bool IsSystem { get; init; }

    public DiskContent Content { get; init; }

    /// <summary>The array that its superblock names, with <see cref="DiskContent.Member"/>; null where the array cannot be told.</summary>
    public string? ArrayId { get; init; }

    /// <summary>With <see cref="DiskContent.FileSystem"/>.</summary>
    public FileSystemFacts? FileSystem { get; init; }

    /// <summary>What is on it, in words for the user: "a file system (ntfs)".</summary>
    public string ContentName { get; init; } = "nothing";
}
