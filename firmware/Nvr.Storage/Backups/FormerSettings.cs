using Nvr.Storage.Disk;
using Nvr.Storage.Settings;

namespace Nvr.Storage.Backups;

/// <summary>
/// The settings as a former system left them, for that system to go back to: a newer one may have written what it does not understand. Kept by the newer one at its first start, before anything reads or writes settings, and
/// dropped once it has proven itself.
/// <list type="number">
/// <item>Each plain file of the settings is copied to <c>settings/former.making</c> and synced; that folder becomes <c>settings/former</c>.</item>
/// <item>To go back, it becomes <c>settings/former.back</c>: from here on it will be done.</item>
/// <item>At that start, or the next one after a power cut, what of the present must not be lost is joined to the files, and each takes its place. What was made since stays.</item>
/// </list>
/// For the start of the program alone, but for <see cref="Drop"/>. Failures are <see cref="Core.NvrException"/> (Storage).
/// </summary>
public static class FormerSettings
{
    private const string Kept = "former";
    private const string Making = "former.making";
    private const string Back = "former.back";

    /// <summary>Copies of copies, and what is only on its way to becoming a file.</summary>
    private static readonly string[] Leftovers = [".previous", ".new"];

    public static bool IsKept(DataDirectory data) => Directory.Exists(data.SettingsFile(Kept));

    /// <param name="data">Whose.</param>
    /// <param name="without">Files that go on as they are, whatever system runs.</param>
    public static void Keep(DataDirectory data, IReadOnlyCollection<string> without) => SettingsRestore.Guard(() =>
    {
        string making = data.SettingsFile(Making);
        SettingsRestore.Remove(making);
        Directory.CreateDirectory(making, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (string name in Directory.EnumerateFiles(data.SettingsPath).Select(f => Path.GetFileName(f)).Where(n => !without.Contains(n) && IsKeptAsItIs(n)).ToArray())
        {
            Durable.WriteFile(Path.Combine(making, name), File.ReadAllBytes(data.SettingsFile(name)));
        }
        SettingsRestore.Remove(data.SettingsFile(Kept));
        Directory.Move(making, data.SettingsFile(Kept));
        Durable.SyncDirectory(data.SettingsPath);
    });

    /// <summary>Has them come into force by <see cref="Finish"/>.</summary>
    public static void GoBack(DataDirectory data) => SettingsRestore.Guard(() =>
    {
        SettingsRestore.Remove(data.SettingsFile(Back));
        Directory.Move(data.SettingsFile(Kept), data.SettingsFile(Back));
        Durable.SyncDirectory(data.SettingsPath);
    });

    /// <summary>Brings them into force where that was begun.</summary>
    /// <param name="join">As of <see cref="SettingsRestore.Finish"/>.</param>
    /// <returns>Whether they were.</returns>
    public static bool Finish(DataDirectory data, Action<string> join) => SettingsRestore.MoveIn(data, Back, join);

    /// <summary>Nobody goes back to them any more. Of a power cut in the middle nothing is left that could be gone back to.</summary>
    public static void Drop(DataDirectory data) => SettingsRestore.Guard(() =>
    {
        if (IsKept(data))
        {
            SettingsRestore.Remove(data.SettingsFile(Making));
            Directory.Move(data.SettingsFile(Kept), data.SettingsFile(Making));
            SettingsRestore.Remove(data.SettingsFile(Making));
            Durable.SyncDirectory(data.SettingsPath);
        }
    });

    private static bool IsKeptAsItIs(string name) =>
        !Leftovers.Any(e => name.EndsWith(e, StringComparison.Ordinal)) && !name.Contains(".damaged-", StringComparison.Ordinal) && !FactoryReset.Marks.Contains(name) && name != DataDirectory.ProofName;
}
