namespace Nvr.Appliance.Updates;

/// <summary>The system that runs: its version, and what the boot loader calls it. Asked of files alone, since a start needs it before anything else. Immutable.</summary>
/// <param name="Version">Of the image, as its <c>/etc/os-release</c> says (<c>IMAGE_VERSION</c>); of the program where there is none.</param>
/// <param name="Slot">As RAUC knows it from the kernel's command line (<c>rauc.slot</c>); null where nobody said.</param>
internal sealed record RunningSystem(string Version, string? Slot)
{
    private const string Release = "/etc/os-release";
    private const string CommandLine = "/proc/cmdline";

    public static RunningSystem Read() => new(ValueIn(WordsOf(Release, '\n'), "IMAGE_VERSION=") ?? ProductVersion.Text, ValueIn(WordsOf(CommandLine, ' '), "rauc.slot="));

    private static string? ValueIn(string[] words, string name) =>
        words.FirstOrDefault(w => w.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim('"', '\'') is { Length: > 0 } value ? value : null;

    private static string[] WordsOf(string file, char separator)
    {
        try
        {
            return File.ReadAllText(file).Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
