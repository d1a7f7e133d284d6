namespace Nvr.Network.Applying;

/// <summary>Writes small files whole, for everybody to read but those that are a secret. One that says the same already is left as it is: networkd begins anew with each that changed. Failures are those of the file system.</summary>
internal static class PlainFiles
{
    private const UnixFileMode ForOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode ForAll = ForOwner | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Whether it said something else before.</summary>
    public static bool Write(string path, string content, bool isSecret = false)
    {
        if (File.Exists(path) && File.ReadAllText(path) == content)
        {
            return false;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string draft = path + ".new";
        File.Delete(draft);
        using (var file = new StreamWriter(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = ForOwner }))
        {
            file.Write(content);
        }
        if (!isSecret)
        {
            File.SetUnixFileMode(draft, ForAll);
        }
        File.Move(draft, path, overwrite: true);
        return true;
    }
}
