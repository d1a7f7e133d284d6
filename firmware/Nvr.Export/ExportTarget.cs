namespace Nvr.Export;

/// <summary>Where an export goes: a directory of a mounted file system, and what that file system can take. Immutable.</summary>
/// <param name="Directory">Exists and can be written.</param>
/// <param name="MaxFileBytes">Longest file it takes, <see cref="Fat32FileBytes"/> for instance; null where any length fits.</param>
/// <param name="FreeBytes">Room that is left.</param>
public sealed record ExportTarget(string Directory, long? MaxFileBytes, long FreeBytes)
{
    /// <summary>FAT32 has 32 bits for a file's length.</summary>
    public const long Fat32FileBytes = (4L << 30) - 1;
}
