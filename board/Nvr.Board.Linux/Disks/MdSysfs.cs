using System.Globalization;
using Nvr.Board.Disks;

namespace Nvr.Board.Linux.Disks;

/// <summary>
/// Reads the kernel's own view of arrays (Documentation/admin-guide/md.rst). Any thread.
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

    private static MdArray ReadOne(string device)
    {
        string md = Path.Combine(device, "md");
        (double done, double leftSectors) = Progress(Sysfs.Text(md, "sync_completed"));
        long pace = Sysfs.Number(md, "sync_speed");
        SyncAction action = ActionOf(Sysfs.Text(md, "sync_action"));
        long unitBytes = Sysfs.Number(md, "component_size") * 1024;
        return new MdArray(Path.GetFileName(device), Sysfs.Text(md, "array_state"))
        {
            Level = RaidLevels.Parse(Sysfs.Text(md, "level")),
            Slots = (int)Sysfs.Number(md, "raid_disks"),
            MemberBytes = unitBytes + Members(md).Select(m => Sysfs.Number(m, "offset")).DefaultIfEmpty(0).Max() * SectorBytes,
            Members = [.. Members(md).Order(StringComparer.Ordinal).Select(MemberOf)],
            Action = action,
            Done = done,
            Left = action != SyncAction.Idle && pace > 0 ? TimeSpan.FromSeconds(Math.Ceiling(leftSectors / SectorsAKilobyte / pace)) : null,
            SpeedKilobytes = pace,
            SpeedLimitKilobytes = LimitOf(Sysfs.Text(md, "sync_speed_max")),
            MismatchedSectors = Sysfs.Text(md, "last_sync_action") is "check" ? Sysfs.Number(md, "mismatch_cnt") : 0,
        };
    }

    private static IEnumerable<string> Members(string md) => Directory.Exists(md) ? Directory.EnumerateDirectories(md, "dev-*") : [];

    private static ArrayMember MemberOf(string folder)
    {
        string name = Path.GetFileName(folder)["dev-".Length..];
        string[] flags = Sysfs.Text(folder, "state").Split([',', ' ']);
        int? slot = int.TryParse(Sysfs.Text(folder, "slot"), CultureInfo.InvariantCulture, out int place) ? place : null;
        MemberState state = flags.Contains("faulty") ? MemberState.Faulty
            : flags.Contains("in_sync") ? MemberState.InSync
            : slot is not null ? MemberState.Rebuilding
            : MemberState.Spare;
        // A disk that was pulled leaves a link that leads nowhere.
        bool isThere = Directory.Exists(Path.Combine(folder, "block"));
        return new ArrayMember(isThere ? "/dev/" + name : null, state == MemberState.Faulty ? null : slot, isThere ? state : MemberState.Faulty, Sysfs.Number(folder, "errors"));
    }

    // "123456 / 2096128", in sectors; "none" or "delayed" where nothing runs.
    private static (double Done, double LeftSectors) Progress(string text)
    {
        string[] parts = text.Split('/', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && Sysfs.NumberOf(parts[1]) is > 0 and long all ? (Math.Clamp((double)Sysfs.NumberOf(parts[0]) / all, 0, 1), Math.Max(0, all - Sysfs.NumberOf(parts[0]))) : (0, 0);
    }

    // "200000 (system)" or "5000 (local)".
    private static long? LimitOf(string text) => text.Split(' ') is [var number, "(local)"] ? Sysfs.NumberOf(number) : null;

    private static SyncAction ActionOf(string text) => text switch
    {
        "resync" => SyncAction.Resync,
        "recover" => SyncAction.Recover,
        "check" => SyncAction.Check,
        "repair" => SyncAction.Repair,
        "reshape" => SyncAction.Reshape,
        _ => SyncAction.Idle,
    };
}
