namespace Nvr.Search;

/// <summary>The words of the calendar in both languages, folded.</summary>
internal static class Calendar
{
    private static readonly string[] englishDays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    private static readonly string[] germanDays = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
    private static readonly string[] englishMonths = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    private static readonly string[] germanMonths = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"];

    /// <summary>0 is Monday.</summary>
    public static Dictionary<string, int> Weekdays { get; } = Numbered(
        (englishDays, 0), (germanDays, 0), (["mon", "tue", "wed", "thu", "fri", "sat", "sun"], 0), (["tues"], 1), (["weds"], 2), (["thur"], 3), (["thurs"], 3), (["Sonnabend"], 5));

    /// <summary>1 is January.</summary>
    public static Dictionary<string, int> Months { get; } = Numbered(
        (englishMonths, 1), (germanMonths, 1), (["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1),
        (["Jänner", "Feber", "mrz"], 1), (["okt"], 10), (["dez"], 12), (["sept"], 9));

    public static IEnumerable<string> DayNames(SearchLanguage language) => language == SearchLanguage.German ? germanDays : englishDays;

    public static string Show(DateOnly day, SearchLanguage language)
    {
        int weekday = ((int)day.DayOfWeek + 6) % 7;
        return language == SearchLanguage.German
            ? $"{germanDays[weekday]}, {day.Day}. {germanMonths[day.Month - 1]} {day.Year}"
            : $"{englishDays[weekday]}, {day.Day} {englishMonths[day.Month - 1]} {day.Year}";
    }

    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static Dictionary<string, int> Numbered(params (string[] Names, int First)[] lists)
    {
        Dictionary<string, int> numbered = [];
        foreach ((string[] names, int first) in lists)
        {
            for (int i = 0; i < names.Length; i++)
            {
                numbered[Folding.Fold(names[i])] = first + i;
            }
        }
        return numbered;
    }
}
