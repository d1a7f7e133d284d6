namespace Nvr.Storage.Settings;

/// <summary>Keeps a file that cannot be read for whoever may still mend it. Any thread; failures are those of the file system.</summary>
public static class DamagedFile
{
    /// <summary>Renames it to <c>NAME.damaged-N</c>, which overwrites nothing, and returns that path.</summary>
    public static string MoveAside(string path)
    {
        int number = 1;
        while (File.Exists($"{path}.damaged-{number}"))
        {
            number++;
        }
        string aside = $"{path}.damaged-{number}";
        File.Move(path, aside);
        return aside;
    }
}
