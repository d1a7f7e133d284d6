namespace Nvr.Board.Disks;

/// <summary>What each level needs, gives and survives. Pure.</summary>
public static class RaidLevels
{
    /// <summary>The kernel's word, as sysfs and UDisks2 have it; null for what is no array or not known here.</summary>
    public static string? KernelName(RaidLevel level) => level switch
    {
        RaidLevel.Raid1 => "raid1",
        RaidLevel.Raid5 => "raid5",
        RaidLevel.Raid6 => "raid6",
        RaidLevel.Raid10 => "raid10",
        _ => null,
    };

    public static RaidLevel Parse(string kernelName) => kernelName switch
    {
        "raid1" => RaidLevel.Raid1,
        "raid5" => RaidLevel.Raid5,
        "raid6" => RaidLevel.Raid6,
        "raid10" => RaidLevel.Raid10,
        _ => RaidLevel.Other,
    };

    /// <summary>As people write it: "RAID 5".</summary>
    public static string Title(RaidLevel level) => level switch
    {
        RaidLevel.Single => "single disk",
        RaidLevel.Raid1 => "RAID 1",
        RaidLevel.Raid5 => "RAID 5",
        RaidLevel.Raid6 => "RAID 6",
        RaidLevel.Raid10 => "RAID 10",
        _ => "array",
    };

    /// <summary>Whether so many disks can be joined this way.</summary>
    public static bool Takes(RaidLevel level, int disks) => level switch
    {
        RaidLevel.Single => disks == 1,
        RaidLevel.Raid1 => disks == 2,
        RaidLevel.Raid5 => disks >= 3,
        RaidLevel.Raid6 => disks >= 4,
        RaidLevel.Raid10 => disks >= 4 && disks % 2 == 0,
        _ => false,
    };

    /// <summary>How many disks' worth of room is for footage.</summary>
    public static int DataDisks(RaidLevel level, int disks) => level switch
    {
        RaidLevel.Single => 1,
        RaidLevel.Raid1 => 1,
        RaidLevel.Raid5 => disks - 1,
        RaidLevel.Raid6 => disks - 2,
        RaidLevel.Raid10 => disks / 2,
        _ => 0,
    };

    /// <summary>How many disks may fail at once, whichever they are, and nothing is lost.</summary>
    public static int Spares(RaidLevel level) => level switch
    {
        RaidLevel.Raid1 or RaidLevel.Raid5 or RaidLevel.Raid10 => 1,
        RaidLevel.Raid6 => 2,
        _ => 0,
    };

    /// <summary>
    /// Whether everything is still there when these slots, and no others, are in sync. RAID 10 is taken to be of the layout that mdadm makes by default, near=2, where slots
    /// 2i and 2i+1 hold the same (md(4)).
    /// </summary>
    public static bool Survives(RaidLevel level, int slots, IReadOnlySet<int> inSync) => level switch
    {
        RaidLevel.Raid1 => inSync.Count >= 1,
        RaidLevel.Raid10 => Enumerable.Range(0, (slots + 1) / 2).All(pair => inSync.Contains(2 * pair) || inSync.Contains((2 * pair) + 1)),
        _ => slots - inSync.Count <= Spares(level),
    };
}
