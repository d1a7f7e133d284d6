using System.Text.Json;
using Nvr.Power.Settings;
using Nvr.Storage.Settings;

namespace Nvr.Power.Tests.Settings;

/// <summary>The ports of a backup taking the place of today's, in the settings alone.</summary>
public sealed class RestoredPowerTests : IDisposable
{
    private readonly DataDirectory data = DataDirectory.Open(Directory.CreateTempSubdirectory("nvr-ports-").FullName);

    [Fact]
    public void Ports_ThatAreDarkToday_AreOwedTheirPower_UnlessTheBackupWantsThemDark()
    {
        string restored = Path.Combine(data.Root, "restored.json");
        Put(data.SettingsFile("power.json"), new PowerDocument
        {
            Ports = new Dictionary<string, PortChoice> { ["1"] = new(true, null), ["2"] = new(true, null), ["4"] = new(false, 1) },
            Taken = new Dictionary<string, TakenPower> { ["3"] = new(12) },
        });
        Put(restored, new PowerDocument { BudgetWatts = 30, Ports = new Dictionary<string, PortChoice> { ["2"] = new(true, 3) }, Taken = new Dictionary<string, TakenPower> { ["7"] = new(null) } });

        PowerSettings.KeepOwed(data, restored);
        PowerSettings.KeepOwed(data, restored);

        PowerDocument joined = JsonSerializer.Deserialize(File.ReadAllBytes(restored), PowerJson.Default.PowerDocument)!;
        Assert.Equal(["1", "3"], joined.Taken.Keys.Order());
        Assert.Equal((30, true), (joined.BudgetWatts, joined.Ports["2"].IsOff));
    }

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(data.Root, recursive: true);
    }

    private static void Put(string path, PowerDocument document) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(document, PowerJson.Default.PowerDocument));
}
