namespace Nvr.Board.Linux.Disks;

/// <summary>All objects of the service at one moment: path → interface → properties. Immutable.</summary>
internal sealed class UdisksObjects(IReadOnlyDictionary<string, IReadOnlyDictionary<string, UdisksProperties>> objects)
{
    // Source: how UDisks 2 takes ownership of what it formats, udiskslinuxfilesystemhelpers.c.
    private const string MomentaryMount = "/run/udisks2/temp-mount-";

    /// <summary>Every object that has an interface, with its properties, in the order of the paths.</summary>
    public IEnumerable<(string Path, UdisksProperties Properties)> With(string name) =>
        objects.OrderBy(o => o.Key, StringComparer.Ordinal).Where(o => o.Value.ContainsKey(name)).Select(o => (o.Key, o.Value[name]));

    public UdisksProperties? Find(string path, string name) =>
        objects.TryGetValue(path, out IReadOnlyDictionary<string, UdisksProperties>? found) ? found.GetValueOrDefault(name) : null;

    public bool Has(string path, string name) => Find(path, name) is not null;

    /// <summary>Where a file system is mounted. While the service makes one for somebody it mounts it for a moment at a place of its own, which is nobody's.</summary>
    public IReadOnlyList<string> MountsOf(string path) =>
        [.. (Find(path, UdisksNames.Filesystem)?.FileNames("MountPoints") ?? []).Where(at => !at.StartsWith(MomentaryMount, StringComparison.Ordinal))];

    /// <summary>The partitions of a disk, with their properties as partitions.</summary>
    public IEnumerable<(string Path, UdisksProperties Properties)> PartsOf(string disk) => With(UdisksNames.Partition).Where(p => p.Properties.Path("Table") == disk);

    /// <summary>The object of a device by the kernel's name of it; null when the service does not know it.</summary>
    public string? PathOf(string device) =>
        With(UdisksNames.Block).Where(b => b.Properties.FileName("Device") == device).Select(b => b.Path).FirstOrDefault();

    /// <summary>The object of an array by its id; null when the service does not know it.</summary>
    public string? PathOfRaid(string id) => With(UdisksNames.Raid).Where(r => r.Properties.Text("UUID") == id).Select(r => r.Path).FirstOrDefault();
}
