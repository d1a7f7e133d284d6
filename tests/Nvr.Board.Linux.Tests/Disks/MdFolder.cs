namespace Nvr.Board.Linux.Tests.Disks;

/// <summary>A folder that looks like sysfs. Disposing deletes it.</summary>
internal sealed class MdFolder : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("nvr-sysfs-");

    public string Root => root.FullName;

    /// <summary>An array with files of <c>md/</c>, and members: the kernel's name, the flags, the slot; in the order of md(4)'s documentation.</summary>
    public MdFolder With(string device, IReadOnlyDictionary<string, string> files, params (string Name, string State, string Slot, string Errors, bool IsThere)[] members)
    {
        string md = Path.Combine(Root, "block", device, "md");
        Directory.CreateDirectory(md);
        foreach ((string name, string text) in files)
        {
            File.WriteAllText(Path.Combine(md, name), text + "\n");
        }
        foreach ((string name, string state, string slot, string errors, bool isThere) in members)
        {
            string folder = Path.Combine(md, "dev-" + name);
            Directory.CreateDirectory(isThere ? Path.Combine(folder, "block") : folder);
            File.WriteAllText(Path.Combine(folder, "state"), state + "\n");
            File.WriteAllText(Path.Combine(folder, "slot"), slot + "\n");
            File.WriteAllText(Path.Combine(folder, "errors"), errors + "\n");
            File.WriteAllText(Path.Combine(folder, "offset"), "2048\n");
        }
        return this;
    }

    public MdFolder WithDisk(string name, string sectors = "393216")
    {
        string disk = Path.Combine(Root, "block", name);
        Directory.CreateDirectory(disk);
        File.WriteAllText(Path.Combine(disk, "size"), sectors + "\n");
        return this;
    }

    /// <summary>The number of its plug (<c>diskseq</c>).</summary>
    public MdFolder WithPlug(string name, int plug)
    {
        File.WriteAllText(Path.Combine(Root, "block", name, "diskseq"), $"{plug}\n");
        return this;
    }

    public MdFolder WithPart(string disk, int number)
    {
        string part = Path.Combine(Root, "block", disk, $"{disk}{number}");
        Directory.CreateDirectory(part);
        File.WriteAllText(Path.Combine(part, "partition"), $"{number}\n");
        return this;
    }

    public MdFolder WithHolder(string disk, string holder)
    {
        Directory.CreateDirectory(Path.Combine(Root, "block", disk, "holders", holder));
        return this;
    }

    public void Dispose() => root.Delete(recursive: true);
}
