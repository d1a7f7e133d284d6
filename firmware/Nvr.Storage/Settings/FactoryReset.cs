using Nvr.Core;
using Nvr.Storage.Disk;

namespace Nvr.Storage.Settings;

/// <summary>
/// Back to factory settings, the owner's models gone with them, recordings kept unless they are to go, too. Asking for it writes a mark that outlives a power cut; the next start does it before anything reads settings,
/// and begins anew where a power cut broke it off. Recordings go after the settings, once the disks are there: <see cref="FinishErasingAsync"/>. Failures are <see cref="NvrException"/> (Storage).
/// </summary>
public static class FactoryReset
{
    private const string Mark = "factory-reset";

    /// <summary>Left by <see cref="Finish"/> where recordings are to go, until they are on their way out.</summary>
    private const string EraseMark = "erase-recordings";

    /// <summary>Files that have something done, each once.</summary>
    internal static IReadOnlyCollection<string> Marks { get; } = [Mark, EraseMark];

    private static ReadOnlySpan<byte> Keeping => "asked\n"u8;

    private static ReadOnlySpan<byte> Erasing => "asked, with recordings\n"u8;

    /// <summary>To be done at the next start. Asked again, the later one counts.</summary>
    public static void Ask(DataDirectory data, bool eraseRecordings = false) => Guard(() => Durable.WriteFile(data.SettingsFile(Mark), eraseRecordings ? Erasing : Keeping));

    /// <summary>Whether a reset that was asked for, and is not over yet, takes the recordings with it.</summary>
    public static bool ErasesRecordings(DataDirectory data)
    {
        bool erases = false;
        Guard(() => erases = IsErasing(data) || File.Exists(data.SettingsFile(EraseMark)));
        return erases;
    }

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
            if (IsErasing(data))
            {
                Durable.WriteFile(data.SettingsFile(EraseMark), Erasing);
            }
            HashSet<string> kept = [.. keep(), KnownVolume.FileName, Mark, EraseMark];
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

    /// <summary>
    /// Where a reset takes the recordings with it: has the store delete all that it can reach, protected spans too, in the background. For the start, when the volumes are open and no camera is recorded yet. What a power cut
    /// keeps from being begun is begun at the next start; nothing that is recorded later is touched.
    /// </summary>
    /// <returns>Whether recordings go.</returns>
    public static async Task<bool> FinishErasingAsync(DataDirectory data, FootageStore store)
    {
        if (!File.Exists(data.SettingsFile(EraseMark)))
        {
            return false;
        }
        await store.ForgetAllAsync();
        Guard(() =>
        {
            Durable.Unlink(data.SettingsFile(EraseMark));
            Durable.SyncDirectory(data.SettingsPath);
        });
        return true;
    }

    private static bool IsErasing(DataDirectory data) => File.Exists(data.SettingsFile(Mark)) && File.ReadAllBytes(data.SettingsFile(Mark)).AsSpan().SequenceEqual(Erasing);

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
