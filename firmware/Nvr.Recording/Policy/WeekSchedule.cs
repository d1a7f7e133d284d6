using Nvr.Core.Time;

namespace Nvr.Recording.Policy;

/// <summary>
/// The modes of a policy over the week, quarter hour by quarter hour, as the clock on the wall shows it: an hour that summer time leaves out does not
/// happen, one that is repeated follows its line both times. Immutable and pure.
/// </summary>
public sealed class WeekSchedule
{
    internal const int MinutesADay = 24 * 60;
    internal const int StepMinutes = 15;
    private const int StepsADay = MinutesADay / StepMinutes;
    private const int DaysAWeek = 7;

    private readonly RecordingMode[] modes = new RecordingMode[DaysAWeek * StepsADay];

    /// <param name="policy">Follows <see cref="PolicyRules"/>.</param>
    public WeekSchedule(RecordingPolicy policy)
    {
        Array.Fill(modes, policy.Mode);
        foreach (ScheduleSpan span in policy.Schedule ?? [])
        {
            int from = IndexOf(span.Day, span.FromMinute);
            modes.AsSpan(from, (span.ToMinute - span.FromMinute) / StepMinutes).Fill(span.Mode);
        }
        IsAlwaysContinuous = Array.TrueForAll(modes, m => m == RecordingMode.Continuous);
    }

    /// <summary>True when no hour of the week has another mode.</summary>
    public bool IsAlwaysContinuous { get; }

    /// <summary>What holds at a moment where the zone's clock is the one on the wall.</summary>
    public RecordingMode ModeAt(UtcTime moment, TimeZoneInfo zone)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(moment.ToDateTimeOffset(), zone);
        return modes[IndexOf(local.DayOfWeek, (local.Hour * 60) + local.Minute)];
    }

    private static int IndexOf(DayOfWeek day, int minute) => ((int)day * StepsADay) + (minute / StepMinutes);
}
