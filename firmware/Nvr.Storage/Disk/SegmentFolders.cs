using System.Globalization;

namespace Nvr.Storage.Disk;

/// <summary>
/// Where segment files lie: <c>segments/NNNN/NNNNNNNNNN.mp4</c>, 4096 a folder, named by id and never by time. Thread-safe.
/// </summary>
internal sealed class SegmentFolders(string volumePath)
{
    private const int FilesPerFolder = 4096;

    private readonly string root = System.IO.Path.Combine(volumePath, "segments");

    public string Folder(long id) => System.IO.Path.Combine(root, (id / FilesPerFolder).ToString("D4", CultureInfo.InvariantCulture));

    public string Path(long id) => System.IO.Path.Combine(Folder(id), id.ToString("D10", CultureInfo.InvariantCulture) + ".mp4");

    /// <summary>Folder numbers that exist, in order.</summary>
    public IReadOnlyList<long> ListFolders()
    {
        if (!Directory.Exists(root))
        {
            return [];
        }
        return [.. Directory.EnumerateDirectories(root).Select(ParseName).Where(n => n >= 0).Order()];
    }

    /// <summary>Segment ids of the files in a folder, in order; files with other names are not ours and not listed.</summary>
    public IReadOnlyList<long> ListFiles(long folder)
    {
        string path = Folder(folder * FilesPerFolder);
        return [.. Directory.EnumerateFiles(path, "*.mp4").Select(ParseName).Where(n => n >= 0 && n / FilesPerFolder == folder).Order()];
    }

    public static (long First, long End) IdsOf(long folder) => (folder * FilesPerFolder, (folder + 1) * FilesPerFolder);

    /// <summary>Ids of all files from <paramref name="first"/> on, in order. Looks only into the folders that can hold them.</summary>
    public IReadOnlyList<long> ListFrom(long first) =>
        [.. ListFolders().Where(f => IdsOf(f).End > first).SelectMany(ListFiles).Where(id => id >= first)];

    /// <summary>The highest id of any file; 0 when there is none.</summary>
    public long HighestFile()
    {
        foreach (long folder in ListFolders().Reverse())
        {
            if (ListFiles(folder) is { Count: > 0 } files)
            {
                return files[^1];
            }
        }
        return 0;
    }

    /// <summary>Every file below the folders, whatever its name, in order.</summary>
    public IReadOnlyList<string> ListEverything() => Directory.Exists(root)
        ? [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
        : [];

    private static long ParseName(string path) =>
        long.TryParse(System.IO.Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : -1;
}
