namespace Nvr.Board.Linux.Disks;

/// <summary>Which mounts the kernel takes no writes on, from <c>/proc/self/mountinfo</c> (proc(5)). Immutable.</summary>
internal sealed class MountTable
{
    private readonly HashSet<string> readOnly;

    private MountTable(HashSet<string> readOnly) => this.readOnly = readOnly;

    public static MountTable Read(string path)
    {
        try
        {
            return new MountTable([.. File.ReadLines(path).Where(IsReadOnlyLine).Select(l => Plain(l.Split(' ')[4]))]);
        }
        catch (IOException)
        {
            return new MountTable([]);
        }
    }

    public bool IsReadOnly(string mountedAt) => readOnly.Contains(mountedAt);

    // "36 35 98:0 / /mnt rw,noatime master:1 - ext3 /dev/root rw,errors=continue": either may have become ro, the mount or the file system itself.
    private static bool IsReadOnlyLine(string line)
    {
        string[] fields = line.Split(' ');
        int dash = Array.IndexOf(fields, "-");
        return dash > 5 && fields.Length > dash + 3 && (fields[5].Split(',')[0] == "ro" || fields[dash + 3].Split(',')[0] == "ro");
    }

    private static string Plain(string escaped) =>
        escaped.Replace("\\040", " ", StringComparison.Ordinal).Replace("\\011", "\t", StringComparison.Ordinal).Replace("\\012", "\n", StringComparison.Ordinal).Replace("\\134", "\\", StringComparison.Ordinal);
}
