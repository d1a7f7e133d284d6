using System.Text;
using Nvr.Core;

namespace Nvr.Web.Box;

/// <summary>Which names a box may have, and what is made of them where a network wants letters, digits and hyphens. Pure.</summary>
public static class BoxName
{
    public const int MostCharacters = 32;

    /// <summary>Of one label of a host name (RFC 1035, 2.3.4).</summary>
    private const int MostInLabel = 63;

    private static readonly Dictionary<int, string> Spelt = new()
    {
        ['ä'] = "ae", ['ö'] = "oe", ['ü'] = "ue", ['ß'] = "ss", ['æ'] = "ae", ['ø'] = "oe", ['œ'] = "oe", ['å'] = "a", ['à'] = "a", ['á'] = "a", ['â'] = "a", ['ã'] = "a",
        ['ç'] = "c", ['č'] = "c", ['è'] = "e", ['é'] = "e", ['ê'] = "e", ['ë'] = "e", ['í'] = "i", ['î'] = "i", ['ï'] = "i", ['ñ'] = "n", ['ó'] = "o", ['ô'] = "o", ['õ'] = "o",
        ['š'] = "s", ['ù'] = "u", ['ú'] = "u", ['û'] = "u", ['ž'] = "z", ['Ä'] = "ae", ['Ö'] = "oe", ['Ü'] = "ue", ['É'] = "e", ['Å'] = "a", ['Ø'] = "oe",
    };

    /// <summary>The name without blanks around it; InvalidInput, naming the field, for one that a box cannot have.</summary>
    public static string Check(string text)
    {
        string name = text.Trim();
        int characters = name.EnumerateRunes().Count();
        bool fits = characters is > 0 and <= MostCharacters && ShownText.Is(name) && name.EnumerateRunes().Any(Rune.IsLetterOrDigit);
        return fits ? name : throw new NvrException(ErrorKind.InvalidInput, $"'name' must have 1 to {MostCharacters} characters, a letter or a digit among them.");
    }

    /// <summary>
    /// What the box is called in a network: small letters, digits and hyphens. Null where nothing of the name is left, and where it would be nothing but a number, which is the
    /// form of an address.
    /// </summary>
    public static string? HostLabel(string name)
    {
        StringBuilder label = new();
        foreach (Rune rune in name.EnumerateRunes())
        {
            string letters = rune.IsAscii && Rune.IsLetterOrDigit(rune) ? Rune.ToLowerInvariant(rune).ToString() : Spelt.GetValueOrDefault(rune.Value, "-");
            bool isDouble = letters == "-" && (label.Length == 0 || label[^1] == '-');
            label.Append(isDouble ? "" : letters);
        }
        string cut = label.ToString(0, Math.Min(label.Length, MostInLabel)).Trim('-');
        return cut.Any(char.IsAsciiLetter) ? cut : null;
    }
}
