namespace Nvr.Board.Sticks;

/// <summary>Whether a stick can be written to, in one word.</summary>
public enum StickCondition
{
    Usable,

    /// <summary>It is a recorder's disk.</summary>
    HoldsFootage,

    WriteProtected,

    TooSmall,

    NoFileSystem,

    Encrypted,

    Ntfs,

    /// <summary>Another file system that is not written to from here.</summary>
    ForeignFileSystem,

    Damaged,
}
