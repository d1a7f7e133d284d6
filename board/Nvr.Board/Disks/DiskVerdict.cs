namespace Nvr.Board.Disks;

/// <summary>How a disk is, in one word; a later one is worse.</summary>
public enum DiskVerdict
{
    /// <summary>It tells nothing of itself, and nothing speaks against it.</summary>
    Unknown,

    Well,

    /// <summary>It works, and should be watched: bad sectors, read errors, heat.</summary>
    Worrying,

    /// <summary>It says itself that it will fail soon.</summary>
    Failing,

    /// <summary>The kernel has given it up.</summary>
    Failed,
}
