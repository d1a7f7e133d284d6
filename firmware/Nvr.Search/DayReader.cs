namespace Nvr.Search;

/// <summary>Reads days: yesterday, last week, Monday, 12 March, 12.3., 2026-03-12, 3 days ago. A date without a year is the latest that is not to come.</summary>
internal sealed class DayReader(IReadOnlyList<Token> tokens, LocalTime local, SearchLanguage language)
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;
    private const int MostAgo = 4_000;

    private static readonly string[] last = ["last", "previous", "letzte", "letzten", "letzter", "letztes", "letztem", "vorige", "vorigen", "voriges", "vergangene", "vergangenen", "vergangenes"];
    private static readonly string[] present = ["this", "diese", "diesen", "dieser", "dieses", "diesem"];

    /// <summary>A day or a stretch of days, also from one to another.</summary>
    public TimeRead? Read(int at)
    {
        WordCursor words = new(tokens, at);
        _ = words.Takes("from", "between", "von", "vom", "zwischen");
        if (ReadOne(words.At) is not { Parts: [TimePart.Days first] } one)
        {
            return null;
        }
        WordCursor joint = new(tokens, words.At + one.Length);
        if ((joint.TakesSign('-', '–', '—') || joint.Takes("to", "bis zum", "bis", "and", "und"))
            && ReadOne(joint.At) is { Parts: [TimePart.Days last] } other && InOrder(first, last, isSpan: words.At > at || tokens[joint.At - 1].Text is not ("and" or "und")) is { } days)
        {
            return new TimeRead(joint.At + other.Length - at, UnderstoodAs.Day, [days], Meaning(days));
        }
        return words.At == at ? one : null;
    }

    /// <summary>A day, or what has a name of its own.</summary>
    public TimeRead? ReadOne(int at)
    {
        WordCursor words = new(tokens, at);
        _ = words.Takes("on", "am", "in", "im");
        TimePart.Days? days = Relative(ref words) ?? Ago(ref words) ?? Named(ref words) ?? Dates(ref words) ?? Month(ref words, words.At > at);
        return days is null ? null : new TimeRead(words.At - at, UnderstoodAs.Day, [days], Meaning(days));
    }

    // "Friday to Monday", said on a Sunday, began the week before.
    private static TimePart.Days? InOrder(TimePart.Days first, TimePart.Days last, bool isSpan)
    {
        DateOnly from = first.First > last.Last && first.First.DayNumber - last.Last.DayNumber < 7 ? first.First.AddDays(-7) : first.First;
        return isSpan && from <= last.Last ? new TimePart.Days(from, last.Last) : null;
    }

    private string Meaning(TimePart.Days days) => days.First == days.Last
        ? Calendar.Show(days.First, language)
        : $"{Calendar.Show(days.First, language)} – {Calendar.Show(days.Last, language)}";

    private TimePart.Days? Relative(ref WordCursor words)
    {
        DateOnly today = local.Today;
        return words.Takes("day before yesterday", "the day before yesterday", "vorgestern") ? Day(today.AddDays(-2))
            : words.Takes("yesterday", "gestern") ? Day(today.AddDays(-1))
            : words.Takes("today", "heute") ? Day(today)
            : null;
    }

    // vor 3 Tagen, 3 days ago
    private TimePart.Days? Ago(ref WordCursor words)
    {
        WordCursor start = words;
        bool isGerman = words.Takes("vor");
        if (words.TakeNumber(1, MostAgo) is { } count && Unit(ref words) is { } days && (isGerman || words.Takes("ago")))
        {
            DateOnly then = local.Today.AddDays(-count * days);
            return days == 1 ? Day(then) : Week(then);
        }
        words = start;
        return null;
    }

    private static int? Unit(ref WordCursor words) => words.Takes("day", "days", "tag", "tage", "tagen") ? 1 : words.Takes("week", "weeks", "woche", "wochen") ? 7 : null;

    private TimePart.Days? Named(ref WordCursor words)
    {
        WordCursor start = words;
        bool isLast = words.Takes(last);
        bool isThis = !isLast && words.Takes(present);
        if (words.Takes("week", "woche") && (isLast || isThis))
        {
            return isLast ? Week(local.Today.AddDays(-7)) : Week(local.Today);
        }
        if (words.Takes("month", "monat") && (isLast || isThis))
        {
            DateOnly first = new DateOnly(local.Today.Year, local.Today.Month, 1).AddMonths(isLast ? -1 : 0);
            return new TimePart.Days(first, first.AddMonths(1).AddDays(-1));
        }
        if (words.Takes("weekend", "wochenende"))
        {
            DateOnly saturday = Calendar.Monday(local.Today).AddDays(5);
            saturday = saturday > local.Today || (isLast && saturday.AddDays(1) >= local.Today) ? saturday.AddDays(-7) : saturday;
            return new TimePart.Days(saturday, saturday.AddDays(1));
        }
        if (words.TakeNamed(Calendar.Weekdays) is { } weekday)
        {
            int back = (((int)local.Today.DayOfWeek + 6) % 7 - weekday + 7) % 7;
            return Day(local.Today.AddDays(-(back == 0 && isLast ? 7 : back)));
        }
        words = start;
        return null;
    }

    // 12-14 March as one stretch; or one date.
    private TimePart.Days? Dates(ref WordCursor words)
    {
        WordCursor start = words;
        if (words.TakeNumber(1, 31) is { } first && words.TakesSign('-', '–') && Date(ref words) is { } end && end.Day > first)
        {
            return new TimePart.Days(end.AddDays(first - end.Day), end);
        }
        words = start;
        return Date(ref words) is { } date ? Day(date) : null;
    }

    private DateOnly? Date(ref WordCursor words)
    {
        WordCursor start = words;
        DateOnly? date = Iso(ref words) ?? Again(ref words, start)
            ?? Written(ref words) ?? Again(ref words, start) ?? Turned(ref words) ?? Again(ref words, start) ?? Dotted(ref words);
        words = date is null ? start : words;
        return date;
    }

    private static DateOnly? Again(ref WordCursor words, WordCursor start)
    {
        words = start;
        return null;
    }

    private static DateOnly? Iso(ref WordCursor words) =>
        words.TakeNumber(FirstYear, LastYear) is { } year && words.TakesGlued('-') && words.TakeNumber(1, 12) is { } month && words.TakesGlued('-')
            && words.TakeNumber(1, 31) is { } day ? Of(year, month, day) : null;

    // 12 March, 12th of March 2026, 12. März
    private DateOnly? Written(ref WordCursor words)
    {
        if (words.TakeNumber(1, 31) is not { } day)
        {
            return null;
        }
        _ = words.TakesSign('.') || words.Takes("st", "nd", "rd", "th");
        _ = words.Takes("of");
        return words.TakeNamed(Calendar.Months) is { } month ? Of(Year(ref words), month, day) : null;
    }

    // March 12, March 12th, 2026
    private DateOnly? Turned(ref WordCursor words)
    {
        if (words.TakeNamed(Calendar.Months) is not { } month || words.TakeNumber(1, 31) is not { } day)
        {
            return null;
        }
        _ = words.Takes("st", "nd", "rd", "th");
        WordCursor before = words;
        _ = words.TakesSign(',');
        int? year = Year(ref words);
        words = year is null ? before : words;
        return Of(year, month, day);
    }

    // 12.3., 12.03.26
    private DateOnly? Dotted(ref WordCursor words)
    {
        if (words.TakeNumber(1, 31) is not { } day || !words.TakesGlued('.') || words.TakeNumber(1, 12) is not { } month || !words.TakesGlued('.'))
        {
            return null;
        }
        bool isNext = words.Peek is { IsGlued: true };
        int? year = Year(ref words) ?? (isNext && words.TakeNumber(0, 99) is { } small ? FirstYear + small : null);
        return Of(year, month, day);
    }

    private static int? Year(ref WordCursor words) => words.TakeNumber(FirstYear, LastYear);

    private DateOnly? Of(int? year, int month, int day)
    {
        if (year is { } told)
        {
            return Of(told, month, day);
        }
        // The 29th of February is up to eight years back.
        return Enumerable.Range(0, 9).Select(back => Of(local.Today.Year - back, month, day)).FirstOrDefault(d => d <= local.Today);
    }

    private static DateOnly? Of(int year, int month, int day) => day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    // Only after "in", or with a year: "may" and "march" are other words, too.
    private TimePart.Days? Month(ref WordCursor words, bool isIn)
    {
        WordCursor start = words;
        if (words.TakeNamed(Calendar.Months) is { } month && Year(ref words) is var year && (isIn || year is not null))
        {
            DateOnly first = Of(year, month, 1) ?? local.Today;
            return new TimePart.Days(first, first.AddMonths(1).AddDays(-1));
        }
        words = start;
        return null;
    }

    private static TimePart.Days Day(DateOnly day) => new(day, day);

    private static TimePart.Days Week(DateOnly day) => new(Calendar.Monday(day), Calendar.Monday(day).AddDays(6));
}
