namespace Nvr.Recording.Policy;

/// <summary>A time of one weekday, in the box's time zone, with a mode of its own. Quarter hours.</summary>
/// <param name="Day">The weekday.</param>
/// <param name="FromMinute">Minute of the day from which it holds; a multiple of 15.</param>
/// <param name="ToMinute">Minute of the day up to which it holds; a multiple of 15, at most 1440.</param>
/// <param name="Mode">What is recorded then.</param>
public sealed record ScheduleSpan(DayOfWeek Day, int FromMinute, int ToMinute, RecordingMode Mode);
