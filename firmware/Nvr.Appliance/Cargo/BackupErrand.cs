using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Storage.Backups;
using Nvr.Storage.Disk;
using Nvr.Storage.Settings;
using Nvr.Web.Accounts;
using Nvr.Web.Box;
using Nvr.Web.Cargo;

namespace Nvr.Appliance.Cargo;

/// <summary>Settings to and from a backup, on a stick or over the network. Blocks on stick and disk, and for about a second on the passphrase. Thread-safe; failures as of <see cref="ICargoRoom"/>.</summary>
internal sealed class BackupErrand(DataDirectory data, ICameraDirectory cameras, IHostApplicationLifetime program, BoxBook box, BoxClock clock)
{
    /// <summary>Of the box's name in the file's.</summary>
    private const int LongestName = 32;

    /// <summary>The settings as a backup, with the name of its file.</summary>
    public SealedBackup Make(string passphrase)
    {
        DateTimeOffset now = clock.Time.GetUtcNow();
        var backup = new SettingsBackup(new BackupHeader(box.ShownName, string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd'T'HH:mm:ss'Z'}"), ProductVersion.Text), Gathered());
        string name = string.Create(CultureInfo.InvariantCulture, $"NVR-settings-{Cleaned(box.HostLabel ?? Environment.MachineName)}-{now:yyyyMMdd'T'HHmmss'Z'}{CargoReader.BackupEnding}");
        return new SealedBackup(name, BackupFile.Seal(backup, passphrase));
    }

    /// <summary>Writes a backup into a folder; returns its name. Whatever ends it early leaves no file that looks like one.</summary>
    public string Write(string at, string passphrase)
    {
        SealedBackup made = Make(passphrase);
        try
        {
            Durable.WriteFile(Path.Combine(at, made.Name), made.Content);
            return made.Name;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw failure is IOException full && Durable.IsForWantOfRoom(full)
                ? new NvrException(ErrorKind.Exhausted, "The USB key is full; the settings do not fit.", failure) { NextStep = "Delete something on it, or use another one." }
                : new NvrException(ErrorKind.Storage, "The settings could not be written: the USB key was pulled out, or is damaged.", failure) { NextStep = "Insert it again, or use another one." };
        }
    }

    /// <summary>What the content of a backup would restore.</summary>
    public BackupView Open(byte[] content, string passphrase)
    {
        (SettingsBackup backup, Dictionary<string, byte[]> files) = Read(content, passphrase);
        IReadOnlyList<CameraRecord> restored = files.TryGetValue(CarriedSettings.Cameras, out byte[]? stored) ? CameraRegistry.Parse(stored)!.Cameras : [];
        HashSet<Guid> ids = [.. restored.Select(c => c.Id)];
        return new BackupView(
            CargoReader.NameOf(backup.Header),
            backup.Header.MadeAt,
            backup.Header.Product,
            [.. restored.Where(c => !c.Settings.IsFormer).Select(c => c.Settings.Name)],
            [.. cameras.List().Where(c => !ids.Contains(c.Id.Value) && !c.Settings.IsFormer).Select(c => c.Settings.Name)],
            files.TryGetValue(CarriedSettings.Accounts, out byte[]? accounts) ? AccountNames.In(accounts) : [],
            [.. Also(files)]);
    }

    /// <summary>Lays the settings ready and has the program start anew, which brings them into force.</summary>
    public void Restore(byte[] content, string passphrase, string? confirm)
    {
        (SettingsBackup backup, Dictionary<string, byte[]> files) = Read(content, passphrase);
        CargoRules.RequireConfirmed(confirm, CargoReader.NameOf(backup.Header));
        SettingsRestore.Ask(data, files, CarriedSettings.AbsentFrom(files));
        program.StopApplication();
    }

    private static (SettingsBackup Backup, Dictionary<string, byte[]> Files) Read(byte[] content, string passphrase)
    {
        SettingsBackup backup = BackupFile.Open(content, passphrase);
        CargoRules.RequireNotNewer(backup.Header.Product);
        return (backup, CarriedSettings.Checked(backup.Files));
    }

    private Dictionary<string, byte[]> Gathered()
    {
        try
        {
            return CarriedSettings.Gather(data);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(ErrorKind.Storage, $"The settings cannot be read: {failure.Message}", failure);
        }
    }

    private static IEnumerable<string> Also(Dictionary<string, byte[]> files)
    {
        if (Count(files, "devices.json", "devices") is > 0 and var devices)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{devices} known {(devices == 1 ? "device" : "devices")} on the camera network");
        }
        if (Count(files, "switches.json", "switches") is > 0 and var switches)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{switches} managed {(switches == 1 ? "switch" : "switches")}");
        }
        if (files.ContainsKey(BoxBook.FileName))
        {
            yield return "the name of the recorder and its time zone";
        }
        if (files.ContainsKey("site.json"))
        {
            yield return "the account that cameras are set up with";
        }
        if (files.ContainsKey(CarriedSettings.Power))
        {
            yield return "which PoE ports are on, and their priorities";
        }
        if (files.ContainsKey(Sticks.ButtonBook.Name) || files.ContainsKey(CargoPolicyBook.Name))
        {
            yield return "what the export button writes and USB keys may bring";
        }
    }

    private static int Count(Dictionary<string, byte[]> files, string name, string list)
    {
        if (!files.TryGetValue(name, out byte[]? json))
        {
            return 0;
        }
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty(list, out JsonElement items) && items.ValueKind == JsonValueKind.Array ? items.GetArrayLength() : 0;
    }

    private static string Cleaned(string name)
    {
        var clean = new StringBuilder();
        foreach (char letter in name.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-').Take(LongestName))
        {
            clean.Append(letter);
        }
        return clean.Length > 0 ? clean.ToString() : "recorder";
    }
}
