using System.Globalization;

namespace Nvr.Search;

/// <summary>Reads times of day: 18-20, between 6pm and 8pm, at 18:30, after 22 Uhr, this morning, nachts.</summary>
internal sealed class ClockReader(IReadOnlyList<Token> tokens, SearchLanguage language)
{
    private const int Hour = 60;
    private const int Noon = 12 * Hour;
    private const int DayEnd = 24 * Hour;
    private const int AroundMinutes = 5;

    public TimeRead? Read(int at)
    {
        WordCursor words = new(tokens, at);
        TimePart.Clock? clock = Span(ref words) ?? Open(ref words) ?? One(ref words) ?? PartOfDay(ref words);
        return clock is null ? null : new TimeRead(words.At - at, UnderstoodAs.Time, [clock], Meaning(clock));
    }

    /// <summary>A moment with its minutes or its unit, for whoever reads "since yesterday 18:00".</summary>
    public static int? Moment(ref WordCursor words) => Read(ref words, out bool isSure) is { } minute && isSure ? minute : null;

    private string Meaning(TimePart.Clock clock) => Show(clock.FromMinute) + " – " + Show(clock.ToMinute) + (language == SearchLanguage.German ? " Uhr" : "");

    private static string Show(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / Hour:00}:{minute % Hour:00}");

    // 18-20, 6-8pm, between 6pm and 8pm, von 18 bis 20 Uhr
    private static TimePart.Clock? Span(ref WordCursor words)
    {
        WordCursor start = words;
        bool isTold = words.Takes("between", "from", "zwischen", "von");
        if (Read(ref words, out bool firstIsSure) is { } from && Joint(ref words, isTold) && Read(ref words, out bool lastIsSure) is { } to && from != to)
        {
            // "6-8pm" means both; "10-2pm" does not.
            bool isBoth = !firstIsSure && lastIsSure && to > Noon && from < Noon && from + Noon < to;
            return new TimePart.Clock(isBoth ? from + Noon : from % DayEnd, to);
        }
        words = start;
        return null;
    }

    private static bool Joint(ref WordCursor words, bool isTold) =>
        words.TakesSign('-', '–', '—') || words.Takes("to", "till", "until", "bis") || (isTold && words.Takes("and", "und"));

    private static TimePart.Clock? Open(ref WordCursor words)
    {
        WordCursor start = words;
        if (words.Takes("after", "nach", "ab", "from") && Read(ref words, out _) is { } from)
        {
            return new TimePart.Clock(from % DayEnd, DayEnd);
        }
        words = start;
        if (words.Takes("before", "vor", "until", "till", "bis") && Read(ref words, out _) is { } to && to > 0)
        {
            return new TimePart.Clock(0, to);
        }
        words = start;
        return null;
    }

    private static TimePart.Clock? One(ref WordCursor words)
    {
        WordCursor start = words;
        bool isTold = words.Takes("at", "around", "about", "um", "gegen");
        if (Read(ref words, out bool isSure) is { } minute && (isTold || isSure))
        {
            bool isHour = minute % Hour == 0;
            int from = isHour ? minute % DayEnd : Math.Max(0, minute - AroundMinutes);
            return new TimePart.Clock(from, isHour ? from + Hour : Math.Min(DayEnd, minute + AroundMinutes));
        }
        words = start;
        return null;
    }

    private static TimePart.Clock? PartOfDay(ref WordCursor words)
    {
        WordCursor start = words;
        _ = words.Takes("this", "in the", "at", "am", "in der", "diesen");
        (int From, int To)? part =
            words.Takes("mornings", "morning", "morgens", "morgen", "frueh", "vormittags", "vormittag") ? (6, 12)
            : words.Takes("at noon", "noon", "mittags", "mittag") ? (11, 14)
            : words.Takes("afternoons", "afternoon", "nachmittags", "nachmittag") ? (12, 18)
            : words.Takes("evenings", "evening", "abends", "abend") ? (18, 22)
            : words.Takes("nights", "night", "nachts", "nacht") ? (22, 6)
            : null;
        if (part is { } told)
        {
            return new TimePart.Clock(told.From * Hour, told.To * Hour);
        }
        words = start;
        return null;
    }

    // Sure is what can be nothing but a time: with minutes, or with a unit.
    private static int? Read(ref WordCursor words, out bool isSure)
    {
        isSure = true;
        if (words.Takes("midnight", "mitternacht"))
        {
            return DayEnd;
        }
        WordCursor start = words;
        if (words.TakeNumber(0, 24) is not { } hour)
        {
            return null;
        }
        WordCursor beforeMinutes = words;
        int? minutes = words.TakesGlued(':') && words.Peek is { IsGlued: true } ? words.TakeNumber(0, 59) : null;
        words = minutes is null ? beforeMinutes : words;
        bool isAfternoon = words.Takes("pm", "p.m");
        bool isMorning = !isAfternoon && words.Takes("am", "a.m");
        bool isClock = words.Takes("uhr", "o clock", "h");
        if ((isAfternoon || isMorning) && (hour is 0 or > 12))
        {
            words = start;
            return null;
        }
        int? after = isClock && minutes is null ? words.TakeNumber(0, 59) : null;
        isSure = minutes is not null || isAfternoon || isMorning || isClock;
        int twelve = isAfternoon || isMorning ? hour % 12 + (isAfternoon ? 12 : 0) : hour;
        int minute = (twelve * Hour) + (minutes ?? after ?? 0);
        return minute > DayEnd ? null : minute;
    }
}
