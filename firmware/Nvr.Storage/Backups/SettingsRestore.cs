using Nvr.Core;
using Nvr.Storage.Disk;
using Nvr.Storage.Settings;

namespace Nvr.Storage.Backups;

/// <summary>
/// Settings from a backup into force, all of them or none. While the program runs they are only laid ready; the next start moves them to their places before anything reads settings, and goes on
/// where a power cut broke it off:
/// <list type="number">
/// <item>Each file is written to <c>settings/restore.making</c> and synced.</item>
/// <item>That folder becomes <c>settings/restore</c>: from here on it will be done.</item>
/// <item>At the next start, what of the present must not be lost is joined to them, each file is renamed over the present one, and what the backup does not have is deleted.</item>
/// <item>The folder, empty by then, goes.</item>
/// </list>
/// Failures are <see cref="NvrException"/> (Storage).
/// </summary>
public static class SettingsRestore
{
    private const string Ready = "restore";
    private const string Making = "restore.making";

    /// <summary>What <see cref="Finish"/> deletes where the backup does not have it; written with the files, so that an interrupted start knows it too.</summary>
    private const string Absent = ".absent";

    /// <summary>To be done at the next start. Asked again, the later one counts.</summary>
    /// <param name="files">Of the backup.</param>
    /// <param name="absent">The names of settings that go, since the backup does not have them.</param>
    public static void Ask(DataDirectory data, IReadOnlyDictionary<string, byte[]> files, IEnumerable<string> absent) => Guard(() =>
    {
        string making = data.SettingsFile(Making);
        Remove(making);
        Directory.CreateDirectory(making, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach ((string name, byte[] content) in files)
        {
            Durable.WriteFile(Path.Combine(making, name), content);
        }
        Durable.WriteFile(Path.Combine(making, Absent), System.Text.Encoding.UTF8.GetBytes(string.Join('\n', absent)));
        Remove(data.SettingsFile(Ready));
        Directory.Move(making, data.SettingsFile(Ready));
        Durable.SyncDirectory(data.SettingsPath);
    });

    /// <summary>Does what was asked for; nothing when nothing was.</summary>
    /// <param name="join">Is told the folder of what is to come into force, and changes the files there that have to take something over from the present; it may be called again after a power cut, when some are at their places already.</param>
    /// <returns>Whether settings were restored.</returns>
    public static bool Finish(DataDirectory data, Action<string> join) => MoveIn(data, Ready, join);

    /// <summary>Moves what lies ready in a folder of the settings to its place, and goes on where a power cut broke that off; nothing where there is no such folder.</summary>
    internal static bool MoveIn(DataDirectory data, string folder, Action<string> join)
    {
        string ready = data.SettingsFile(folder);
        if (!Directory.Exists(ready))
        {
            return false;
        }
        Guard(() =>
        {
            join(ready);
            foreach (string name in NamesIn(Path.Combine(ready, Absent)))
            {
                Forget(data.SettingsFile(name));
            }
            foreach (string file in Directory.EnumerateFiles(ready).Where(f => Path.GetFileName(f) != Absent).ToArray())
            {
                string place = data.SettingsFile(Path.GetFileName(file));
                // The copy before it belongs to the settings that go, and may be sealed with their key.
                Durable.Unlink(place + ".previous");
                File.Move(file, place, overwrite: true);
            }
            Durable.SyncDirectory(data.SettingsPath);
            Directory.Delete(ready, recursive: true);
            Durable.SyncDirectory(data.SettingsPath);
        });
        return true;
    }

    private static string[] NamesIn(string list) => File.Exists(list) ? File.ReadAllText(list).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];

    private static void Forget(string file)
    {
        Durable.Unlink(file);
        Durable.Unlink(file + ".previous");
    }

    internal static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    internal static void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(ErrorKind.Storage, $"The settings cannot be restored: {failure.Message}", failure);
        }
    }
}
