namespace Nvr.Board.Linux.Disks;

/// <summary>Whether a disk is somebody else's: the system's, or a person's who mounted it by hand. Pure.</summary>
internal static class DiskUse
{
    // Where the service mounts what it is asked to mount; everything else was mounted by somebody else.
    private static readonly string[] OwnMounts = ["/run/media/", "/media/"];

    public static bool IsForeignMount(string? mountedAt) => mountedAt is not null && !OwnMounts.Any(o => mountedAt.StartsWith(o, StringComparison.Ordinal));

    /// <summary>Whether the whole disk, or a part of it, is mounted by somebody else or is swap in use.</summary>
    public static bool IsForeign(string disk, UdisksObjects objects) => objects.PartsOf(disk).Select(p => p.Path).Append(disk).Any(p =>
        (objects.Find(p, UdisksNames.Swapspace)?.Flag("Active") ?? false)
        || objects.MountsOf(p).Any(IsForeignMount));
}
