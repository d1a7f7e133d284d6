using System.Globalization;
using System.Text;

namespace Nvr.Board.Sticks;

/// <summary>
/// Makes text that a stick brought fit for showing on a page, a display and a terminal: one line without control characters, marks that turn the direction of what follows, and other characters
/// that are not seen. It stays text: a page escapes it like any other, and no path is made of it. Pure.
/// </summary>
public static class StickText
{
    public const int Longest = 40;

    /// <summary>Accents that stand on one letter; more than this only cover the lines above and below.</summary>
    private const int MostMarks = 2;

    public static string Of(string found)
    {
        var clean = new StringBuilder();
        int marks = 0;
        int length = 0;
        foreach (Rune rune in found.EnumerateRunes())
        {
            bool isSpace = Rune.IsWhiteSpace(rune) || Rune.IsControl(rune);
            marks = IsMark(rune) ? marks + 1 : 0;
            if (isSpace ? clean.Length == 0 || clean[^1] == ' ' : !IsShown(rune) || marks > MostMarks || (marks > 0 && clean.Length == 0))
            {
                continue;
            }
            if (length == Longest && !isSpace)
            {
                return clean.ToString().TrimEnd() + "…";
            }
            if (length < Longest)
            {
                clean.Append(isSpace ? " " : rune.ToString());
                length++;
            }
        }
        return clean.ToString().TrimEnd();
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;

    // U+FFFD stands for bytes that were no text; blank letters (Hangul fillers, Braille's empty cell) pass for nothing at all.
    private static bool IsShown(Rune rune) => rune.Value is not (0xFFFD or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or 0x034F)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
