namespace Nvr.Board.Sticks;

/// <summary>From the kernel's word for a file system to what it means here. Pure.</summary>
public static class StickFileSystems
{
    /// <summary>A FAT directory keeps a file's size in 32 bits.</summary>
    public const long LargestFatFile = uint.MaxValue;

    /// <param name="type">As libblkid says it: "exfat", "vfat", "crypto_LUKS"; empty when it found nothing.</param>
    public static StickFileSystem Parse(string type) => type switch
    {
        "" => StickFileSystem.None,
        "exfat" => StickFileSystem.ExFat,
        "vfat" or "msdos" => StickFileSystem.Fat32,
        "ext4" => StickFileSystem.Ext4,
        "ntfs" => StickFileSystem.Ntfs,
        "BitLocker" => StickFileSystem.Encrypted,
        _ when type.StartsWith("crypto_", StringComparison.Ordinal) => StickFileSystem.Encrypted,
        _ => StickFileSystem.Other,
    };

    /// <summary>The name that users know it by.</summary>
    public static string NameOf(string type) => Parse(type) switch
    {
        StickFileSystem.None => "none",
        StickFileSystem.ExFat => "exFAT",
        StickFileSystem.Fat32 => "FAT32",
        StickFileSystem.Ext4 => "ext4",
        StickFileSystem.Ntfs => "NTFS",
        StickFileSystem.Encrypted => "encrypted",
        _ => StickText.Of(type),
    };

    public static long MaxFileBytes(StickFileSystem kind) => kind == StickFileSystem.Fat32 ? LargestFatFile : long.MaxValue;

    /// <summary>Whether this recorder writes to it.</summary>
    public static bool IsWritable(StickFileSystem kind) => kind is StickFileSystem.ExFat or StickFileSystem.Fat32 or StickFileSystem.Ext4;
}
