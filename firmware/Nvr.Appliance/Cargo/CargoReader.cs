using System.Globalization;
using Nvr.Appliance.Updates;
using Nvr.Board.Updates;
using Nvr.Core;
using Nvr.Core.Objects;
using Nvr.Core.Time;
using Nvr.Storage.Backups;
using Nvr.Storage.Models;
using Nvr.Web.Cargo;

namespace Nvr.Appliance.Cargo;

/// <summary>Looks what a stick carries, in its uppermost folder alone, by the ends of file names. Blocks on the stick. Thread-safe.</summary>
internal sealed class CargoReader(IUpdater updater, RunningSystem running)
{
    public const string Update = "update";
    public const string Backup = "backup";
    public const string Model = "model";
    public const string BackupEnding = ".nvrbackup";
    public const string UpdateEnding = ".raucb";
    public const string ModelEnding = ".onnx";

    private const int MostEntries = 2000;
    private const int MostItems = 20;

    public async Task<IReadOnlyList<CargoItem>> ReadAsync(string at, CargoPolicy policy, CancellationToken cancellation)
    {
        List<CargoItem> items = [];
        foreach (string file in NamesIn(at).Where(n => KindOf(n) is not null).Order(StringComparer.OrdinalIgnoreCase).Take(MostItems))
        {
            items.Add(await ItemOfAsync(at, file, policy, cancellation));
        }
        return items;
    }

    /// <summary>What somebody typed to confirm is compared with this: what was shown of the file.</summary>
    public static string NameOf(BackupHeader backup) => StickFile.Shown(backup.Box);

    /// <summary>As <see cref="NameOf(BackupHeader)"/>.</summary>
    public static string NameOf(UpdateBundle update) => StickFile.Shown(update.Version);

    private static string? KindOf(string name) => name switch
    {
        ['.', ..] => null,
        _ when name.EndsWith(UpdateEnding, StringComparison.OrdinalIgnoreCase) => Update,
        _ when name.EndsWith(BackupEnding, StringComparison.OrdinalIgnoreCase) => Backup,
        _ when name.EndsWith(ModelEnding, StringComparison.OrdinalIgnoreCase) => Model,
        _ => null,
    };

    private static string[] NamesIn(string at)
    {
        try
        {
            return [.. Directory.EnumerateFiles(at).Take(MostEntries).Select(f => Path.GetFileName(f)!)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw StickFile.Unreadable(unreadable);
        }
    }

    private async Task<CargoItem> ItemOfAsync(string at, string file, CargoPolicy policy, CancellationToken cancellation)
    {
        string path = Path.Combine(at, file);
        string kind = KindOf(file)!;
        var item = new CargoItem(file, kind, StickFile.Shown(file), StickFile.LengthOf(path) ?? 0, false, "", null);
        try
        {
            CargoRules.RequireAllowed(policy, kind);
            if (item.Bytes == 0)
            {
                throw new NvrException(ErrorKind.Unsupported, "This is no file that can be read, or an empty one.");
            }
            return kind switch
            {
                Update => OfUpdate(item, await updater.InspectAsync(path, cancellation)),
                Backup => OfBackup(item, BackupFile.ReadHeader(StickFile.Read(path, BackupFile.LargestBytes, BackupFile.HeaderBytes))),
                _ => OfModel(item, ManifestReader.Read(Path.ChangeExtension(path, ".json"))),
            };
        }
        catch (NvrException wrong)
        {
            return item with { Sentence = wrong.Message, NextStep = wrong.NextStep };
        }
    }

    private CargoItem OfUpdate(CargoItem item, UpdateBundle update)
    {
        CargoRules.RequireFitting(update, running.Version);
        string sentence = UpdateVersions.Compare(update.Version, running.Version) == 0
            ? $"Version {NameOf(update)} of this recorder's software, signed by its maker. It runs here already; installed again, it mends the other one of the recorder's two systems."
            : $"An update of this recorder to version {NameOf(update)}, signed by its maker.";
        return item with { Name = NameOf(update), IsUsable = true, Sentence = sentence };
    }

    private static CargoItem OfBackup(CargoItem item, BackupHeader backup)
    {
        CargoRules.RequireNotNewer(backup.Product);
        return item with { Name = NameOf(backup), IsUsable = true, Sentence = $"A backup of the settings of {NameOf(backup)}, made {Moment(backup.MadeAt)} by version {StickFile.Shown(backup.Product)}." };
    }

    private static string Moment(string madeAt) => UtcTime.TryParse(madeAt, out UtcTime time)
        ? time.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
        : StickFile.Shown(madeAt);

    private static CargoItem OfModel(CargoItem item, ModelManifest model)
    {
        if (item.Bytes > ModelShelf.LargestBytes)
        {
            throw new NvrException(ErrorKind.Unsupported, string.Create(CultureInfo.InvariantCulture, $"This model is larger than {ModelShelf.LargestBytes >> 20} MB, which is more than this recorder can run."));
        }
        return item with { Name = model.Name, IsUsable = true, Sentence = Words(model) };
    }

    private static string Words(ModelManifest model) => string.Create(
        CultureInfo.InvariantCulture,
        $"A model that tells {string.Join(", ", model.Classes.Take(3))}{(model.Classes.Count > 3 ? $" and {model.Classes.Count - 3} more" : "")} apart; pictures of {model.InputWidth} x {model.InputHeight}, licence {model.Licence}.");
}
