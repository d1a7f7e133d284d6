using Nvr.Core;
using Nvr.Storage.Disk;

namespace Nvr.Storage.Settings;

/// <summary>
/// Back to factory settings, the owner's models gone with them, recordings kept. Asking for it writes a mark that outlives a power cut; the next start does it before anything reads settings, and begins anew where a
/// power cut broke it off. Failures are <see cref="NvrException"/> (Storage).
/// </summary>
public static class FactoryReset
{
    private const string Mark = "factory-reset";

    /// <summary>To be done at the next start.</summary>
    public static void Ask(DataDirectory data) => Guard(() => Durable.WriteFile(data.SettingsFile(Mark), "asked\n"u8));

    /// <summary>
    /// Does what was asked for; nothing when nothing was. <paramref name="keep"/> puts in order what of the settings the recordings need, and names the files; it may be called again
    /// after a power cut.
    /// </summary>
    /// <returns>Whether the settings were reset.</returns>
    public static bool Finish(DataDirectory data, Func<IReadOnlyCollection<string>> keep)
    {
        if (!File.Exists(data.SettingsFile(Mark)))
        {
            return false;
        }
        Guard(() =>
        {
            HashSet<string> kept = [.. keep(), KnownVolume.FileName, Mark];
            foreach (string file in Directory.EnumerateFiles(data.SettingsPath).Where(f => !kept.Contains(Path.GetFileName(f))).ToArray())
            {
                Durable.Unlink(file);
            }
            foreach (string folder in Directory.EnumerateDirectories(data.SettingsPath).Where(f => !kept.Contains(Path.GetFileName(f))).ToArray())
            {
                Directory.Delete(folder, recursive: true);
            }
            if (Directory.Exists(data.ModelsPath))
            {
                Directory.Delete(data.ModelsPath, recursive: true);
                Durable.SyncDirectory(data.Root);
            }
            Durable.SyncDirectory(data.SettingsPath);
            Durable.Unlink(data.SettingsFile(Mark));
            Durable.SyncDirectory(data.SettingsPath);
        });
        return true;
    }

    private static void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(ErrorKind.Storage, $"The settings cannot be reset: {failure.Message}", failure);
        }
    }
}
