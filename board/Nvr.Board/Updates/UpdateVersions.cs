using System.Globalization;

namespace Nvr.Board.Updates;

/// <summary>
/// Versions of systems and updates: numbers with dots, such as 2026.11.30, compared number by number. What is missing counts as 0; what follows a + or a -, such as a revision, does not count. Pure.
/// </summary>
public static class UpdateVersions
{
    private const int MostNumbers = 6;

    /// <summary>Whether a text is such a version.</summary>
    public static bool Is(string text) => Parse(text) is not null;

    /// <summary>Less than 0 where the first is older; null where one of them is no version.</summary>
    public static int? Compare(string one, string other) => Parse(one) is { } first && Parse(other) is { } second ? first.AsSpan().SequenceCompareTo(second) : null;

    private static int[]? Parse(string text)
    {
        string[] parts = text.Trim().Split('+', '-')[0].Split('.');
        int[] numbers = new int[MostNumbers];
        bool isVersion = parts.Length <= MostNumbers && parts.Select((part, at) => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out numbers[at])).All(isNumber => isNumber);
        return isVersion ? numbers : null;
    }
}
