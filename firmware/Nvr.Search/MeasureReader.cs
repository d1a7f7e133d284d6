using System.Globalization;

namespace Nvr.Search;

/// <summary>Reads bounds: longer than 30 s, höchstens 2 Minuten, at least 80 % sure, over 10 % of the picture.</summary>
internal sealed class MeasureReader(IReadOnlyList<Token> tokens, SearchLanguage language)
{
    private const int Most = 1_000_000;
    private const double SecondUs = 1e6;

    private static readonly string[] least =
        ["longer than", "more than", "at least", "over", "above", "minimum", "min", "laenger als", "mehr als", "mindestens", "ueber", "groesser als", "larger than", "bigger than", "ab"];

    private static readonly string[] most =
        ["shorter than", "less than", "at most", "under", "below", "up to", "maximum", "max", "kuerzer als", "weniger als", "hoechstens", "unter", "bis zu", "kleiner als", "smaller than"];

    public MeasureRead? Read(int at)
    {
        WordCursor words = new(tokens, at);
        _ = words.Takes("for", "confidence", "sicherheit");
        bool isLeast = words.Takes(least) || words.TakesSign('>');
        if ((!isLeast && !words.Takes(most) && !words.TakesSign('<')) || Number(ref words) is not { } number)
        {
            return null;
        }
        if (words.TakesSign('%') || words.Takes("percent", "prozent"))
        {
            return Part(at, ref words, isLeast, number);
        }
        double? unit =
            words.Takes("s", "sec", "secs", "second", "seconds", "sekunde", "sekunden", "sek") ? SecondUs
            : words.Takes("min", "mins", "minute", "minutes", "minuten") ? 60 * SecondUs
            : words.Takes("h", "hour", "hours", "hrs", "stunde", "stunden", "std") ? 3600 * SecondUs
            : null;
        if (unit is not { } us)
        {
            return null;
        }
        _ = words.Takes("long", "lang");
        string shown = Show(isLeast, number * us / SecondUs, "s");
        return new MeasureRead(words.At - at, UnderstoodAs.Duration, isLeast, number * us, shown);
    }

    private MeasureRead? Part(int at, ref WordCursor words, bool isLeast, double percent)
    {
        if (percent > 100)
        {
            return null;
        }
        bool isSize = words.Takes("of the picture", "of the image", "of picture", "size", "des bildes", "vom bild", "bildgroesse");
        _ = !isSize && words.Takes("sure", "certain", "confidence", "confident", "sicher", "sicherheit");
        if (!isSize && !isLeast)
        {
            return null;
        }
        return new MeasureRead(words.At - at, isSize ? UnderstoodAs.Size : UnderstoodAs.Confidence, isLeast, percent / 100, Show(isLeast, percent, "%"));
    }

    private static double? Number(ref WordCursor words)
    {
        if (words.TakeNumber(0, Most) is not { } whole)
        {
            return null;
        }
        WordCursor before = words;
        if ((words.TakesGlued('.') || words.TakesGlued(',')) && words.Peek is { IsGlued: true, Kind: TokenKind.Number } part && words.TakeNumber(0, Most) is { } fraction)
        {
            return whole + (fraction / Math.Pow(10, part.Text.Length));
        }
        words = before;
        return whole;
    }

    private string Show(bool isLeast, double value, string unit)
    {
        string bound = language == SearchLanguage.German ? (isLeast ? "mindestens" : "höchstens") : isLeast ? "at least" : "at most";
        return string.Create(CultureInfo.InvariantCulture, $"{bound} {value:0.##} {unit}");
    }
}
