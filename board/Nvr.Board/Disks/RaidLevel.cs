namespace Nvr.Board.Disks;

/// <summary>How disks are joined. The kernel's names are those of md(4).</summary>
public enum RaidLevel
{
    /// <summary>One disk by itself; no array.</summary>
    Single,

    Raid1,
    Raid5,
    Raid6,
    Raid10,

    /// <summary>One that this program does not make and only lists: linear, RAID0, RAID4, containers.</summary>
    Other,
}
