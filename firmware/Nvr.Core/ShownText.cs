using System.Globalization;
using System.Text;

namespace Nvr.Core;

/// <summary>Which text may stand on a display and in a list as it is. Pure.</summary>
public static class ShownText
{
    /// <summary>
    /// False where something of it is not seen: marks that turn the direction of writing would make a name look like another one, and line breaks would make two of it. Half of a pair of surrogates is read as the
    /// replacement character.
    /// </summary>
    public static bool Is(string text) => text.EnumerateRunes().All(IsShown);

    private static bool IsShown(Rune rune) =>
        rune != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned);
}
