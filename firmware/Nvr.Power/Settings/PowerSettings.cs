using System.Text.Json;
using Nvr.Core;
using Nvr.Storage.Disk;
using Nvr.Storage.Settings;

namespace Nvr.Power.Settings;

/// <summary>
/// What was decided about the ports' power, and what power the box owes, in <c>power.json</c>: it is noted before it is taken, so that a box that loses its own power meanwhile
/// gives it back. Thread-safe; changes block on the disk and fail with NvrException (Storage).
/// </summary>
internal sealed class PowerSettings
{
    private const string FileName = "power.json";

    private readonly Lock gate = new();
    private readonly SettingsFile<PowerDocument> file;
    private PowerDocument now;

    public PowerSettings(DataDirectory data)
    {
        file = FileIn(data);
        now = file.Read() ?? new PowerDocument();
    }

    /// <summary>
    /// For a reset to factory settings, while no recorder runs: all that was decided goes, and ports that are off are owed their power. Returns the settings files in which that stays.
    /// </summary>
    public static IReadOnlyCollection<string> Retire(DataDirectory data)
    {
        SettingsFile<PowerDocument> file = FileIn(data);
        if (file.Read() is { } old)
        {
            file.Write(new PowerDocument { Taken = DarkIn(old).ToDictionary(port => port, _ => new TakenPower(null), StringComparer.Ordinal) });
        }
        return [FileName];
    }

    /// <summary>
    /// While no recorder runs: another settings file, which is to take the place of today's, owes their power to the ports that are dark today and that it does not want dark. Nothing happens where it
    /// is not there. Failures are those of the file system.
    /// </summary>
    public static void KeepOwed(DataDirectory data, string otherFile)
    {
        if (!File.Exists(otherFile) || FileIn(data).Read() is not { } today || Parse(File.ReadAllBytes(otherFile)) is not { } other)
        {
            return;
        }
        IEnumerable<string> dark = DarkIn(today).Where(port => other.Ports.GetValueOrDefault(port) is not { IsOff: true });
        PowerDocument joined = other with { Taken = dark.ToDictionary(port => port, _ => new TakenPower(null), StringComparer.Ordinal) };
        Durable.WriteFile(otherFile, JsonSerializer.SerializeToUtf8Bytes(joined, PowerJson.Default.PowerDocument));
    }

    public PowerDocument Now => Volatile.Read(ref now);

    public PortChoice ChoiceOf(string port) => Now.Ports.GetValueOrDefault(port) ?? new PortChoice(false, null);

    public void SetBudget(int? watts) => Change(d => d with { BudgetWatts = watts });

    public void Choose(string port, Func<PortChoice, PortChoice> change) =>
        Change(d => d with { Ports = With(d.Ports, port, change(d.Ports.GetValueOrDefault(port) ?? new PortChoice(false, null))) });

    /// <summary>Notes that the port is owed its power; a disk that does not take the note keeps nobody from what has to be done. False when it was not kept.</summary>
    public bool TryTake(string port, TakenPower taken)
    {
        try
        {
            Change(d => d with { Taken = With(d.Taken, port, taken) }, keepAnyway: true);
            return true;
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Storage)
        {
            return false;
        }
    }

    /// <summary>Nothing is owed to the port any more. False when that was not kept, which does no harm: power that is there is given once more.</summary>
    public bool TryClear(string port)
    {
        if (!Now.Taken.ContainsKey(port))
        {
            return true;
        }
        try
        {
            Change(d => d with { Taken = d.Taken.Where(t => t.Key != port).ToDictionary(StringComparer.Ordinal) }, keepAnyway: true);
            return true;
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Storage)
        {
            return false;
        }
    }

    private static IEnumerable<string> DarkIn(PowerDocument document) => document.Ports.Where(p => p.Value.IsOff).Select(p => p.Key).Union(document.Taken.Keys);

    private static PowerDocument? Parse(byte[] stored)
    {
        try
        {
            return JsonSerializer.Deserialize(stored, PowerJson.Default.PowerDocument);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static SettingsFile<PowerDocument> FileIn(DataDirectory data) => new(data.SettingsFile(FileName), PowerJson.Default.PowerDocument);

    private static Dictionary<string, T> With<T>(IReadOnlyDictionary<string, T> all, string key, T value) => new(all, StringComparer.Ordinal) { [key] = value };

    private void Change(Func<PowerDocument, PowerDocument> change, bool keepAnyway = false)
    {
        lock (gate)
        {
            PowerDocument changed = change(now);
            if (keepAnyway)
            {
                Volatile.Write(ref now, changed);
            }
            file.Write(changed);
            Volatile.Write(ref now, changed);
        }
    }
}
