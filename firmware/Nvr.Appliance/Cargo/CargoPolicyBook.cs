using System.Text.Json.Serialization;
using Nvr.Storage.Settings;
using Nvr.Web.Cargo;

namespace Nvr.Appliance.Cargo;

/// <summary>What may be taken from sticks, kept with the settings. Thread-safe; a change blocks on the disk and throws Storage when that does not take it.</summary>
internal sealed class CargoPolicyBook
{
    public const string Name = "stick-cargo.json";

    private readonly SettingsFile<CargoPolicy> file;
    private readonly Lock gate = new();
    private volatile CargoPolicy policy;

    private CargoPolicyBook(SettingsFile<CargoPolicy> file)
    {
        this.file = file;
        policy = file.Read() ?? new CargoPolicy(Updates: true, Backups: true, Models: true);
    }

    public CargoPolicy Policy => policy;

    public static CargoPolicyBook Open(DataDirectory data) => new(new SettingsFile<CargoPolicy>(data.SettingsFile(Name), CargoJson.Default.CargoPolicy));

    public void Change(CargoPolicy wish)
    {
        lock (gate)
        {
            file.Write(wish);
            policy = wish;
        }
    }
}

/// <summary>Source-generated JSON of what this room keeps, and of what strangers write beside a model.</summary>
[JsonSerializable(typeof(CargoPolicy))]
[JsonSerializable(typeof(FoundManifest))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class CargoJson : JsonSerializerContext;
