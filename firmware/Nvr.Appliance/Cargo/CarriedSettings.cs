using System.Text.Json;
using Nvr.Appliance.Sticks;
using Nvr.Core;
using Nvr.Power.Keeping;
using Nvr.Recording.Cameras;
using Nvr.Storage.Settings;
using Nvr.Web.Box;

namespace Nvr.Appliance.Cargo;

/// <summary>
/// Which settings a backup carries. Not those that are this box's own: its key for HTTPS, the key by which exports are known to be its, the volumes in its bays, who is signed in, what healed when.
/// </summary>
internal static class CarriedSettings
{
    public const string Key = "device.key";
    public const string Cameras = "cameras.json";
    public const string Accounts = "accounts.json";
    public const string Power = "power.json";
    private const string Sessions = "sessions.json";
    private const int KeyBytes = 32;

    public static IReadOnlyList<string> Names { get; } =
        [Key, Cameras, Accounts, "devices.json", "site.json", "switches.json", Power, ButtonBook.Name, CargoPolicyBook.Name, BoxBook.FileName];

    /// <summary>Those that there are. Failures are those of the file system.</summary>
    public static Dictionary<string, byte[]> Gather(DataDirectory data) =>
        Names.Where(n => File.Exists(data.SettingsFile(n))).ToDictionary(n => n, n => File.ReadAllBytes(data.SettingsFile(n)), StringComparer.Ordinal);

    /// <summary>What of a backup is restored; one that this program could not start with is refused.</summary>
    public static Dictionary<string, byte[]> Checked(IReadOnlyDictionary<string, byte[]> files)
    {
        Dictionary<string, byte[]> carried = files.Where(f => Names.Contains(f.Key)).ToDictionary(StringComparer.Ordinal);
        bool isWhole = carried.TryGetValue(Key, out byte[]? key) && key.Length == KeyBytes && carried.All(f => f.Key == Key || IsObject(f.Value))
            && (!carried.TryGetValue(Cameras, out byte[]? cameras) || CameraRegistry.Parse(cameras) is not null);
        return isWhole ? carried : throw new NvrException(ErrorKind.Unsupported, "This backup holds no settings that this recorder understands.") { NextStep = "Use another backup." };
    }

    /// <summary>What is there today and goes, since a backup does not have it. Whoever is signed in signs in anew: the people are others.</summary>
    public static IEnumerable<string> AbsentFrom(Dictionary<string, byte[]> carried) => Names.Where(n => !carried.ContainsKey(n)).Append(Sessions);

    /// <summary>What the restored settings have to take over from today's. For the start, while nothing holds settings in memory.</summary>
    public static void Join(DataDirectory data, string restored)
    {
        CameraRegistry.KeepFormer(data, Path.Combine(restored, Cameras));
        PowerKeeper.KeepOwed(data, Path.Combine(restored, Power));
    }

    private static bool IsObject(byte[] json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
