namespace Nvr.Network.Applying;

/// <summary>Writes small files whole, for everybody to read. One that says the same already is left as it is: networkd begins anew with each that changed. Failures are those of the file system.</summary>
internal static class PlainFiles
{
    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static void Write(string path, string content)
    {
        if (File.Exists(path) && File.ReadAllText(path) == content)
        {
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string draft = path + ".new";
        File.WriteAllText(draft, content);
        File.SetUnixFileMode(draft, ForAll);
        File.Move(draft, path, overwrite: true);
    }
}
