namespace Nvr.Board.Linux.Disks;

/// <summary>Names of UDisks2's interfaces on the system bus; docs: storaged.org/doc/udisks2-api.</summary>
internal static class UdisksNames
{
    public const string Service = "org.freedesktop.UDisks2";
    public const string Root = "/org/freedesktop/UDisks2";
    public const string Manager = "/org/freedesktop/UDisks2/Manager";
    public const string ObjectManager = "org.freedesktop.DBus.ObjectManager";
    public const string Properties = "org.freedesktop.DBus.Properties";

    public const string ManagerInterface = Service + ".Manager";
    public const string Block = Service + ".Block";
    public const string Drive = Service + ".Drive";
    public const string Ata = Service + ".Drive.Ata";
    public const string Nvme = Service + ".NVMe.Controller";
    public const string Filesystem = Service + ".Filesystem";
    public const string PartitionTable = Service + ".PartitionTable";
    public const string Partition = Service + ".Partition";
    public const string Swapspace = Service + ".Swapspace";
    public const string Raid = Service + ".MDRaid";

    /// <summary>An object path that means "none".</summary>
    public const string None = "/";
}
