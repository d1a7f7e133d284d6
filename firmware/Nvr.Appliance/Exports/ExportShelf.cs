using Nvr.Core;
using Nvr.Export.Archives;
using Nvr.Storage.Disk;
using Nvr.Storage.Settings;

namespace Nvr.Appliance.Exports;

/// <summary>Seals and documents of finished exports, a file each beside the settings. Thread-safe; blocks on the disk; failures are Storage.</summary>
internal sealed class ExportShelf(DataDirectory data)
{
    private string Folder => data.SettingsFile("exports");

    public void Put(string id, ArchivePlan plan) => Guard(() =>
    {
        Durable.CreateDirectory(Folder);
        Durable.WriteFile(PathOf(id), plan.ToBytes());
    });

    /// <summary>Null when it is not there or damaged: then it is made anew, which loses nothing.</summary>
    public ArchivePlan? Find(string id)
    {
        try
        {
            return ArchivePlan.Of(File.ReadAllBytes(PathOf(id)));
        }
        catch (Exception damage) when (damage is NvrException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Remove(string id) => Guard(() => Durable.Unlink(PathOf(id)));

    /// <summary>What belongs to no export any more: a power cut came between.</summary>
    public void Sweep(IReadOnlyCollection<string> known) => Guard(() =>
    {
        foreach (string file in Directory.Exists(Folder) ? Directory.GetFiles(Folder) : [])
        {
            if (!known.Contains(Path.GetFileNameWithoutExtension(file)))
            {
                Durable.Unlink(file);
            }
        }
    });

    private static void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(ErrorKind.Storage, $"What belongs to the exports cannot be kept or read: {failure.Message}", failure);
        }
    }

    private string PathOf(string id) => Path.Combine(Folder, id + ".json");
}
