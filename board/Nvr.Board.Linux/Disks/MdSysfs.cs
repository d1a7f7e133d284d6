using System.Globalization;
using Nvr.Board.Disks;

namespace Nvr.Board.Linux.Disks;

/// <summary>
/// Reads the kernel's own view of arrays (Documentation/admin-guide/md.rst). A file that cannot be read, because the array ends just now, counts as empty. Any thread.
/// </summary>
/// <param name="root">Where sysfs is mounted: <c>/sys</c>.</param>
internal sealed class MdSysfs(string root)
{
    private const long SectorBytes = 512;
    private const double SectorsAKilobyte = 2;

    private string Block => Path.Combine(root, "block");

    /// <summary>Every md device, in the order of their names.</summary>
    public IReadOnlyList<MdArray> Read() => Directory.Exists(Block)
        ? [.. Directory.EnumerateDirectories(Block, "md*").Where(d => Directory.Exists(Path.Combine(d, "md"))).Order(StringComparer.Ordinal).Select(ReadOne)]
        : [];

    /// <summary>Whether the kernel has the disk just now: one that is being pulled is without size before it is gone, and the service shows it for a while longer.</summary>
    public bool HasDisk(string kernelName) => Number(Text(Path.Combine(Block, kernelName), "size")) > 0;

    /// <summary>Whether something other than an array uses the disk or a part of it: a volume group, an encrypted volume.</summary>
    public bool HasForeignHolder(string kernelName)
    {
        string disk = Path.Combine(Block, kernelName);
        string[] places = [disk, .. Directory.Exists(disk) ? Directory.GetDirectories(disk, kernelName + "*") : []];
        return places.Select(p => Path.Combine(p, "holders")).Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFileSystemEntries).Any(h => !Path.GetFileName(h).StartsWith("md", StringComparison.Ordinal));
    }

    private static MdArray ReadOne(string device)
    {
        string md = Path.Combine(device, "md");
        (double done, double leftSectors) = Progress(Text(md, "sync_completed"));
        long pace = Number(Text(md, "sync_speed"));
        SyncAction action = ActionOf(Text(md, "sync_action"));
        long unitBytes = Number(Text(md, "component_size")) * 1024;
        return new MdArray(Path.GetFileName(device), Text(md, "array_state"))
        {
            Level = RaidLevels.Parse(Text(md, "level")),
            Slots = (int)Number(Text(md, "raid_disks")),
            MemberBytes = unitBytes + Members(md).Select(m => Number(Text(m, "offset"))).DefaultIfEmpty(0).Max() * SectorBytes,
            Members = [.. Members(md).Order(StringComparer.Ordinal).Select(MemberOf)],
            Action = action,
            Done = done,
            Left = action != SyncAction.Idle && pace > 0 ? TimeSpan.FromSeconds(Math.Ceiling(leftSectors / SectorsAKilobyte / pace)) : null,
            MismatchedSectors = Text(md, "last_sync_action") is "check" ? Number(Text(md, "mismatch_cnt")) : 0,
        };
    }

    private static IEnumerable<string> Members(string md) => Directory.Exists(md) ? Directory.EnumerateDirectories(md, "dev-*") : [];

    private static ArrayMember MemberOf(string folder)
    {
        string name = Path.GetFileName(folder)["dev-".Length..];
        string[] flags = Text(folder, "state").Split([',', ' ']);
        int? slot = int.TryParse(Text(folder, "slot"), CultureInfo.InvariantCulture, out int place) ? place : null;
        MemberState state = flags.Contains("faulty") ? MemberState.Faulty
            : flags.Contains("in_sync") ? MemberState.InSync
            : slot is not null ? MemberState.Rebuilding
            : MemberState.Spare;
        // A disk that was pulled leaves a link that leads nowhere.
        bool isThere = Directory.Exists(Path.Combine(folder, "block"));
        return new ArrayMember(isThere ? "/dev/" + name : null, state == MemberState.Faulty ? null : slot, isThere ? state : MemberState.Faulty, Number(Text(folder, "errors")));
    }

    // "123456 / 2096128", in sectors; "none" or "delayed" where nothing runs.
    private static (double Done, double LeftSectors) Progress(string text)
    {
        string[] parts = text.Split('/', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && Number(parts[1]) is > 0 and long all ? (Math.Clamp((double)Number(parts[0]) / all, 0, 1), Math.Max(0, all - Number(parts[0]))) : (0, 0);
    }

    private static SyncAction ActionOf(string text) => text switch
    {
        "resync" => SyncAction.Resync,
        "recover" => SyncAction.Recover,
        "check" => SyncAction.Check,
        "repair" => SyncAction.Repair,
        "reshape" => SyncAction.Reshape,
        _ => SyncAction.Idle,
    };

    private static long Number(string text) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number : 0;

    private static string Text(string folder, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, name)).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
