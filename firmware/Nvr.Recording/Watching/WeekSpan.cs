namespace Nvr.Recording.Watching;

/// <summary>A time of one weekday, in the box's time zone. Quarter hours. Immutable.</summary>
/// <param name="Day">The weekday.</param>
/// <param name="FromMinute">Minute of the day from which it holds; a multiple of 15.</param>
/// <param name="ToMinute">Minute of the day up to which it holds; a multiple of 15, at most 1440.</param>
public sealed record WeekSpan(DayOfWeek Day, int FromMinute, int ToMinute);
