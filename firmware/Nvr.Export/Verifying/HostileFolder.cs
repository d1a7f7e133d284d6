using System.Globalization;

namespace Nvr.Export.Verifying;

/// <summary>A folder that somebody brought. Names are those of plain files in it or nothing; links and pipes are never opened. Thread-safe.</summary>
internal sealed class HostileFolder(string directory)
{
    private const int MostEntries = 100_000;
    private const int LongestName = 255;

    /// <summary>Whether it can be the name of a file in the folder and nothing else.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name is not ("." or "..") && name.AsSpan().IndexOfAny('/', '\\') < 0 && !name.Any(char.IsControl);

    /// <summary>What a terminal can show of a text from outside: no control characters, none that reorder it, and not endlessly much.</summary>
    public static string Printable(string text)
    {
        const int Longest = 300;
        IEnumerable<char> shown = text.Take(Longest).Select(c =>
            char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? '?' : c);
        return string.Concat(shown);
    }

    /// <summary>Names of everything that is directly in the folder.</summary>
    public IReadOnlyList<string> List() => [.. Directory.EnumerateFileSystemEntries(directory).Take(MostEntries).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal)];

    public bool Has(string name) => Path.Exists(Path.Combine(directory, name));

    /// <summary>Length of a plain file; null for what is none. Pipes and devices have no length, so that 0 is none either.</summary>
    public long? Length(string name)
    {
        var file = new FileInfo(Path.Combine(directory, name));
        return IsName(name) && file.Exists && file.LinkTarget is null && file.Length > 0 ? file.Length : null;
    }

    /// <summary>A plain file of which <see cref="Length"/> told the length.</summary>
    public Microsoft.Win32.SafeHandles.SafeFileHandle Open(string name) => File.OpenHandle(Path.Combine(directory, name));

    /// <summary>Null when it is not there, too long, or cannot be read.</summary>
    public byte[]? ReadSmall(string name, int most)
    {
        try
        {
            return Length(name) is { } length && length <= most ? File.ReadAllBytes(Path.Combine(directory, name)) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
