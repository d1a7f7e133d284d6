using Nvr.Core;

namespace Nvr.Recording.Policy;

/// <summary>What a recording policy must be like. Pure; failures are InvalidInput with a sentence about the field.</summary>
public static class PolicyRules
{
    private const int MostPreRecordSeconds = 30;
    private const int MostPostRecordSeconds = 300;

    /// <summary>Whether a policy of whatever origin can be followed.</summary>
    public static bool Holds(RecordingPolicy policy) => FaultOf(policy) is null;

    /// <summary>The policy in its stored form: the schedule in the order of the week, null when it says nothing.</summary>
    public static RecordingPolicy Normalise(RecordingPolicy policy)
    {
        if (FaultOf(policy) is { } sentence)
        {
            throw new NvrException(ErrorKind.InvalidInput, sentence);
        }
        return policy with { Schedule = policy.Schedule is { Count: > 0 } spans ? [.. InOrder(spans)] : null };
    }

    private static string? FaultOf(RecordingPolicy policy)
    {
        IReadOnlyList<ScheduleSpan> spans = policy.Schedule ?? [];
        return !Enum.IsDefined(policy.Mode) ? "A camera is recorded always, at events or never."
            : policy.PreRecordSeconds is < 0 or > MostPreRecordSeconds ? $"0 to {MostPreRecordSeconds} seconds before an event can be kept."
            : policy.PostRecordSeconds is < 0 or > MostPostRecordSeconds ? $"0 to {MostPostRecordSeconds} seconds after an event can be recorded."
            : !spans.All(IsWhole) ? "A time of the schedule begins and ends at quarter hours of one day, and ends after it began."
            : AnyOverlap([.. InOrder(spans)]) ? "Two times of the schedule overlap."
            : null;
    }

    private static IEnumerable<ScheduleSpan> InOrder(IReadOnlyList<ScheduleSpan> spans) => spans.OrderBy(s => s.Day).ThenBy(s => s.FromMinute);

    // A file that somebody edited may hold anything, null included.
    private static bool IsWhole(ScheduleSpan? span) =>
        span is not null && Enum.IsDefined(span.Day) && Enum.IsDefined(span.Mode)
        && span.FromMinute >= 0 && span.FromMinute < span.ToMinute && span.ToMinute <= WeekSchedule.MinutesADay
        && span.FromMinute % WeekSchedule.StepMinutes == 0 && span.ToMinute % WeekSchedule.StepMinutes == 0;

    private static bool AnyOverlap(ScheduleSpan[] ordered) =>
        ordered.Zip(ordered.Skip(1)).Any(p => p.First.Day == p.Second.Day && p.Second.FromMinute < p.First.ToMinute);
}
