namespace Nvr.Board.Linux.Disks;

/// <summary>What the kernel itself says of a disk, by its own name of it. Any thread.</summary>
/// <param name="root">Where sysfs is mounted: <c>/sys</c>.</param>
internal sealed class KernelDisks(string root)
{
    /// <summary>Whether the kernel has the disk just now: one that is being pulled is without size before it is gone, and the service shows it for a while longer.</summary>
    public bool Has(string kernelName) => Sysfs.Number(FolderOf(kernelName), "size") > 0;

    /// <summary>A number that the kernel gives to no other disk until the next start, also when the same one is plugged in again (since Linux 5.15; 0 before).</summary>
    public long PlugOf(string kernelName) => Sysfs.Number(FolderOf(kernelName), "diskseq");

    /// <summary>What the kernel has made of the disk or a part of it: arrays (md…), volume groups and encrypted volumes (dm-…).</summary>
    public IReadOnlyList<string> HoldersOf(string kernelName) =>
        [.. PartsOf(kernelName).Prepend(FolderOf(kernelName)).SelectMany(p => Entries(Path.Combine(p, "holders"))).Select(h => Path.GetFileName(h))];

    /// <summary>How many partitions the kernel has found on the disk.</summary>
    public int CountParts(string kernelName) => PartsOf(kernelName).Count();

    /// <summary>Whether something other than an array uses the disk or a part of it.</summary>
    public bool HasForeignHolder(string kernelName) => HoldersOf(kernelName).Any(h => !h.StartsWith("md", StringComparison.Ordinal));

    private IEnumerable<string> PartsOf(string kernelName) => Entries(FolderOf(kernelName)).Where(e => File.Exists(Path.Combine(e, "partition")));

    // Empty where the disk is pulled just now.
    private static string[] Entries(string folder)
    {
        try
        {
            return Directory.GetFileSystemEntries(folder);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private string FolderOf(string kernelName) => Path.Combine(root, "block", kernelName);
}
