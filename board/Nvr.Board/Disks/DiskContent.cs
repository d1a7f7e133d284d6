namespace Nvr.Board.Disks;

/// <summary>What lies on a disk, as far as its first and last sectors tell.</summary>
public enum DiskContent
{
    /// <summary>Nothing that anybody would know again: it may be used without asking.</summary>
    Blank,

    /// <summary>A file system over the whole disk.</summary>
    FileSystem,

    /// <summary>It is, or was, a member of an array.</summary>
    Member,

    /// <summary>It is divided into partitions.</summary>
    Partitions,

    /// <summary>Something else that is known: encrypted, a volume group, swap.</summary>
    Other,
}
