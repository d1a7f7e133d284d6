using Nvr.Core;

namespace Nvr.Storage.Settings;

/// <summary>
/// The layout under <c>--data DIR</c>: <c>settings/</c> for settings and keys, <c>footage/</c> for the default volume. Holds the
/// directory's lock until disposed. Opening fails as <see cref="DataDirectoryLock"/> says.
/// </summary>
public sealed class DataDirectory : IDisposable
{
    internal const string ProofName = "written";

    private readonly DataDirectoryLock held;

    private DataDirectory(string root, DataDirectoryLock held)
    {
        Root = root;
        this.held = held;
    }

    public string Root { get; }

    public string SettingsPath => Path.Combine(Root, "settings");

    public string FootagePath => Path.Combine(Root, "footage");

    /// <summary>What the owner added to find objects with; it may be absent.</summary>
    public string ModelsPath => Path.Combine(Root, "models");

    /// <summary>Takes a directory to look into it: NotFound where no nvrd has ever run. Nothing is made, and nothing written but who holds the lock: a disk that is full can be looked at, too.</summary>
    public static DataDirectory OpenExisting(string root)
    {
        root = Path.GetFullPath(root);
        return Directory.Exists(Path.Combine(root, "settings"))
            ? new DataDirectory(root, DataDirectoryLock.Take(root))
            : throw new NvrException(ErrorKind.NotFound, $"There is no data of nvrd in {root}. Check --data.");
    }

    /// <summary>Takes the directory, makes its folders (settings 0700) and proves with a small durable write that it can be written.</summary>
    public static DataDirectory Open(string root)
    {
        root = Path.GetFullPath(root);
        DataDirectoryLock held = DataDirectoryLock.Take(root);
        DataDirectory directory = new(root, held);
        try
        {
            Directory.CreateDirectory(directory.SettingsPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Directory.CreateDirectory(directory.FootagePath);
            directory.ProveWritable();
            return directory;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            directory.Dispose();
            throw new NvrException(
                ErrorKind.Storage,
                $"The data directory {root} cannot be written: {failure.Message} Free some space or mend its permissions.",
                failure);
        }
    }

    public string SettingsFile(string name) => Path.Combine(SettingsPath, name);

    public void Dispose() => held.Dispose();

    // A disk that footage shares may have been filled by somebody else while nvrd was not running: what was kept back for that lets it start,
    // and then the oldest footage makes room.
    private void ProveWritable()
    {
        string proof = Path.Combine(SettingsPath, ProofName);
        try
        {
            Disk.Durable.WriteFile(proof, "ok\n"u8);
        }
        catch (IOException failure) when (Disk.DiskException.IsFull(failure))
        {
            new Disk.Ballast(FootagePath).ReleaseForStart();
            // Its blocks are free once the file system has noted that they are.
            Disk.Durable.SyncDirectory(FootagePath);
            Disk.Durable.WriteFile(proof, "ok\n"u8);
        }
    }
}
