namespace Nvr.Board.Sticks;

/// <summary>What lies on a stick, as far as it makes a difference for writing to it.</summary>
public enum StickFileSystem
{
    None,
    ExFat,

    /// <summary>Any FAT before exFAT; all of them end a file at 4 GiB.</summary>
    Fat32,
    Ext4,
    Ntfs,

    /// <summary>LUKS, BitLocker and their like: what is inside cannot be told.</summary>
    Encrypted,

    /// <summary>Something that is known, and not written to from here.</summary>
    Other,
}
