using Nvr.Core.Health;
using Nvr.Storage.Settings;

namespace Nvr.Appliance.Exports;

/// <summary>The exports there are, in the order in which they were asked for. Not thread-safe: its owner has the lock. A change is on disk before the call returns, or throws Storage and changes nothing.</summary>
internal sealed class ExportBook
{
    public const string Name = "exports.json";

    private readonly SettingsFile<ExportFile> file;

    public ExportBook(DataDirectory data, HealthBoard health)
    {
        file = new SettingsFile<ExportFile>(data.SettingsFile(Name), ExportFileJson.Default.ExportFile, f => f.Holds());
        Exports = [.. (file.Read()?.Exports ?? []).Select(AfterStart)];
        if (file.Problem is { } problem)
        {
            health.Report(new HealthItem("settings/exports", HealthLevel.Attention, problem));
        }
    }

    public IReadOnlyList<StoredExport> Exports { get; private set; }

    public StoredExport? Find(string id) => Exports.FirstOrDefault(e => e.Id == id);

    /// <summary>Adds it, or puts it in place of the one of the same id.</summary>
    public void Put(StoredExport export) => Store(Find(export.Id) is null ? [.. Exports, export] : [.. Exports.Select(e => e.Id == export.Id ? export : e)]);

    public void Remove(string id) => Store([.. Exports.Where(e => e.Id != id)]);

    private static StoredExport AfterStart(StoredExport stored) =>
        stored is { WasBegun: true } ? stored with { WasBegun = false, Sentence = "The recorder was restarted meanwhile: the export begins anew." } : stored;

    private void Store(IReadOnlyList<StoredExport> changed)
    {
        file.Write(new ExportFile(changed));
        Exports = changed;
    }
}
