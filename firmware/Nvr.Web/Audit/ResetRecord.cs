using System.Text;
using System.Text.Json;
using Nvr.Storage.Disk;

namespace Nvr.Web.Audit;

/// <summary>
/// What a reset to factory settings leaves of the list of what people did: its own line, and those of earlier resets. Whoever is the administrator next sees that there was one, when, and by whom; nothing else of whoever was there
/// before. For the start of the program, while nothing holds the list. Failures are those of the file system.
/// </summary>
public static class ResetRecord
{
    /// <summary>The deed, as the list has it.</summary>
    internal const string Deed = "Reset the recorder to factory settings";

    /// <summary>A box that is reset again and again remembers the last ones.</summary>
    private const int MostLines = 50;

    /// <summary>Cuts the list down to those lines; the same when it is called again after a power cut.</summary>
    /// <returns>The settings files that stay for it.</returns>
    public static IReadOnlyCollection<string> Keep(string settingsDirectory)
    {
        string[] kept = [.. new[] { AuditBook.Before, AuditBook.Current }.SelectMany(f => LinesOf(Path.Combine(settingsDirectory, f))).TakeLast(MostLines)];
        if (kept.Length == 0)
        {
            return [];
        }
        Durable.WriteFile(Path.Combine(settingsDirectory, AuditBook.Current), Encoding.UTF8.GetBytes(string.Concat(kept.Select(l => l + "\n"))));
        return [AuditBook.Current];
    }

    private static IEnumerable<string> LinesOf(string path) => File.Exists(path) ? File.ReadLines(path, Encoding.UTF8).Where(IsReset) : [];

    private static bool IsReset(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, AuditJson.Lines.AuditEntry) is { Done: true } entry && entry.Deed.StartsWith(Deed, StringComparison.Ordinal);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
