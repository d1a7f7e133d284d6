using Nvr.Core.Time;

namespace Nvr.Search;

/// <summary>Reads stretches that end now or are bounded on one side: past 2 hours, 2 hours ago, last night, since Monday, before 12 March.</summary>
internal sealed class SpanReader(IReadOnlyList<Token> tokens, LocalTime local, SearchLanguage language)
{
    private const long MinuteUs = 60_000_000;
    private const long HourUs = 60 * MinuteUs;
    private const int MostUnits = 100_000;
    private const int EveningMinute = 18 * 60;
    private const int NightMinute = 20 * 60;
    private const int MorningMinute = 30 * 60;

    private readonly DayReader days = new(tokens, local, language);

    public TimeRead? Read(int at) => Past(at) ?? Ago(at) ?? Night(at) ?? Bound(at);

    // past 2 hours, last hour, in den letzten 30 Minuten
    private TimeRead? Past(int at)
    {
        WordCursor words = new(tokens, at);
        _ = words.Takes("in the", "within the", "in den", "in der", "in", "the", "die");
        if (!words.Takes("past", "last", "previous", "letzte", "letzten", "letzter", "letztes", "vergangene", "vergangenen"))
        {
            return null;
        }
        int? count = words.TakeNumber(1, MostUnits);
        long? unitUs = UnitUs(ref words, withDays: count is not null);
        return unitUs is { } us ? Exactly(words.At - at, local.UtcNow.Plus(-(count ?? 1) * us), local.UtcNow) : null;
    }

    // 2 hours ago: the hour around it
    private TimeRead? Ago(int at)
    {
        WordCursor words = new(tokens, at);
        bool isGerman = words.Takes("vor");
        if (words.TakeNumber(1, MostUnits) is not { } count || UnitUs(ref words, withDays: false) is not { } unitUs || !(isGerman || words.Takes("ago")))
        {
            return null;
        }
        UtcTime then = local.UtcNow.Plus(-count * unitUs);
        return Exactly(words.At - at, then.Plus(-unitUs / 2), then.Plus(unitUs / 2));
    }

    private static long? UnitUs(ref WordCursor words, bool withDays) =>
        words.Takes("minute", "minutes", "min", "mins", "minuten") ? MinuteUs
        : words.Takes("hour", "hours", "h", "hrs", "stunde", "stunden", "std") ? HourUs
        : withDays && words.Takes("day", "days", "tag", "tage", "tagen") ? 24 * HourUs
        : withDays && words.Takes("week", "weeks", "woche", "wochen") ? 7 * 24 * HourUs
        : null;

    private TimeRead? Night(int at)
    {
        WordCursor words = new(tokens, at);
        bool isLast = words.Takes("last night", "letzte nacht", "heute nacht", "vergangene nacht");
        if (!isLast && !words.Takes("tonight", "heute abend"))
        {
            return null;
        }
        DateOnly day = local.Today;
        return isLast
            ? Exactly(words.At - at, local.At(day.AddDays(-1), NightMinute, isEnd: false), local.At(day.AddDays(-1), MorningMinute, isEnd: true))
            : Exactly(words.At - at, local.At(day, EveningMinute, isEnd: false), local.At(day, MorningMinute, isEnd: true));
    }

    private TimeRead? Bound(int at)
    {
        WordCursor words = new(tokens, at);
        bool isSince = words.Takes("since", "seit", "from", "ab");
        bool isUntil = !isSince && words.Takes("until", "till", "bis zum", "bis", "up to");
        bool isBefore = !isSince && !isUntil && words.Takes("before", "vor dem", "vor");
        if ((!isSince && !isUntil && !isBefore) || days.ReadOne(words.At) is not { Parts: [TimePart.Days told] } read)
        {
            return isSince ? SinceTime(at, words) : null;
        }
        WordCursor after = new(tokens, words.At + read.Length);
        WordCursor withTime = after;
        int? minute = ClockReader.Moment(ref withTime);
        int length = (minute is null ? after : withTime).At - at;
        UtcTime moment = isSince || isBefore ? local.At(told.First, minute ?? 0, isEnd: false) : local.At(told.Last, minute ?? 24 * 60, isEnd: true);
        return isSince ? Since(length, moment) : new TimeRead(length, UnderstoodAs.Day, [new TimePart.Until(moment)], "… – " + Show(moment));
    }

    // since 18:00: of today, or of yesterday when that is still to come
    private TimeRead? SinceTime(int at, WordCursor words)
    {
        bool isSince = new WordCursor(tokens, at).Peek is { Text: "since" or "seit" };
        if (!isSince || ClockReader.Moment(ref words) is not { } minute)
        {
            return null;
        }
        UtcTime today = local.At(local.Today, minute, isEnd: false);
        return Since(words.At - at, today <= local.UtcNow ? today : local.At(local.Today.AddDays(-1), minute, isEnd: false));
    }

    private TimeRead Since(int length, UtcTime moment) => new(length, UnderstoodAs.Day, [new TimePart.Since(moment)], Show(moment) + " – …");

    private TimeRead Exactly(int length, UtcTime from, UtcTime to) =>
        new(length, UnderstoodAs.Day, [new TimePart.Exactly(new UtcRange(from, to))], $"{Show(from)} – {Show(to)}");

    private string Show(UtcTime moment)
    {
        DateTime there = local.ToLocal(moment);
        return $"{Calendar.Show(DateOnly.FromDateTime(there), language)} {there.Hour:00}:{there.Minute:00}";
    }
}
