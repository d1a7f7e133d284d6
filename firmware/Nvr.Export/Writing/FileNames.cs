using System.Globalization;
using System.Text;
using Nvr.Core.Time;

namespace Nvr.Export.Writing;

/// <summary>
/// Names for files on a stick that any computer can read. Camera names are anybody's: only letters, digits and marks of them remain. A number stands before
/// each, so that no two cameras meet, not even on a file system that sees no difference between large and small letters, and none is a device of DOS.
/// </summary>
internal static class FileNames
{
    private const int MaxNameRunes = 40;
    private const string TimeFormat = "yyyy-MM-dd'T'HHmmss'Z'";

    /// <summary>For example <c>NVR-2026-11-29T031500Z</c>.</summary>
    public static string Folder(UtcTime time) => "NVR-" + Time(time);

    /// <param name="camera">The camera's place in the order, from 1.</param>
    /// <param name="name">The camera's name.</param>
    /// <param name="start">UTC of the first picture.</param>
    /// <param name="part">From 1; 0 where the stretch is one file.</param>
    public static string Movie(int camera, string name, UtcTime start, int part)
    {
        string suffix = part == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"_part{part}");
        return string.Create(CultureInfo.InvariantCulture, $"{camera:00}_{Clean(name)}_{Time(start)}{suffix}.mp4");
    }

    private static string Time(UtcTime time) => time.ToDateTimeOffset().ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static string Clean(string name)
    {
        var clean = new StringBuilder();
        int runes = 0;
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (runes++ == MaxNameRunes)
            {
                break;
            }
            if (Stays(rune))
            {
                clean.Append(rune.ToString());
            }
            else if (clean.Length > 0 && clean[^1] != '_')
            {
                clean.Append('_');
            }
        }
        string trimmed = clean.ToString().Trim('_');
        return trimmed.Length > 0 ? trimmed : "camera";
    }

    // FAT keeps UTF-16; what lies beyond its first plane is lost by old readers.
    private static bool Stays(Rune rune) => rune.IsBmp && rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.DashPunctuation;
}
