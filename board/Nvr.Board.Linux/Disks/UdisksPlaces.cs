namespace Nvr.Board.Linux.Disks;

/// <summary>Where UDisks2 and the kernel's files are. Immutable.</summary>
/// <param name="Bus">The address of the bus that the service is on, as of the D-Bus specification.</param>
/// <param name="Sysfs">Where sysfs is mounted.</param>
/// <param name="MountInfo">The table of mounts, in the format of <c>/proc/self/mountinfo</c>.</param>
public sealed record UdisksPlaces(string Bus, string Sysfs, string MountInfo)
{
    private const string SystemBus = "unix:path=/run/dbus/system_bus_socket";

    /// <summary>Where what the kernel takes from root alone is left for a helper of the system; by default in the directory that systemd makes for the service, else among those that are gone with the box.</summary>
    public string PaceFolder { get; init; } = Path.Combine((Environment.GetEnvironmentVariable("RUNTIME_DIRECTORY") ?? "/run/nvr").Split(':')[0], "pace");

    public static UdisksPlaces OfThisMachine { get; } = new(Environment.GetEnvironmentVariable("DBUS_SYSTEM_BUS_ADDRESS") ?? SystemBus, "/sys", "/proc/self/mountinfo");
}
