using System.Globalization;

namespace Nvr.Board.Linux.Disks;

/// <summary>Reads the kernel's small files. One that cannot be read, because what it tells of ends just now, counts as empty. Any thread.</summary>
internal static class Sysfs
{
    public static string Text(string folder, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, name)).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    public static long Number(string folder, string name) => NumberOf(Text(folder, name));

    public static long NumberOf(string text) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number : 0;
}
