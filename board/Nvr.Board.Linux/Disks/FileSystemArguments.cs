using Nvr.Board.Disks;

namespace Nvr.Board.Linux.Disks;

/// <summary>
/// What mkfs is told beyond its defaults. Footage is files of some ten megabytes, a minute of a camera each, written in order. Both find an array's stripes by themselves.
/// </summary>
internal static class FileSystemArguments
{
    public static string TypeOf(FileSystemKind kind) => kind == FileSystemKind.Xfs ? "xfs" : "ext4";

    /// <summary>
    /// ext4: a place for a file each megabyte instead of each 16 kB (on 12 TB this saves 190 GB of tables, and their fsck), and nothing kept back for root, since the
    /// store keeps a reserve of its own. xfs: a hundredth of the room at most for its inodes, as its default of 5 to 25 is for small files.
    /// </summary>
    public static string[] Of(FileSystemKind kind) => kind == FileSystemKind.Xfs ? ["-i", "maxpct=1"] : ["-i", "1048576", "-m", "0"];
}
