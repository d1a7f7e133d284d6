using Nvr.Core;

namespace Nvr.Recording.Policy;

/// <summary>What a recording policy must be like. Pure; failures are InvalidInput with a sentence about the field.</summary>
public static class PolicyRules
{
    private const int MostPreRecordSeconds = 30;
    private const int MostPostRecordSeconds = 300;

    /// <summary>The policy in its stored form: the schedule in the order of the week, null when it says nothing.</summary>
    public static RecordingPolicy Normalise(RecordingPolicy policy)
    {
        Require(Enum.IsDefined(policy.Mode), "A camera is recorded always, at events or never.");
        Require(policy.PreRecordSeconds is >= 0 and <= MostPreRecordSeconds, $"0 to {MostPreRecordSeconds} seconds before an event can be kept.");
        Require(policy.PostRecordSeconds is >= 0 and <= MostPostRecordSeconds, $"0 to {MostPostRecordSeconds} seconds after an event can be recorded.");
        ScheduleSpan[] spans = [.. (policy.Schedule ?? []).OrderBy(s => s.Day).ThenBy(s => s.FromMinute)];
        Require(Array.TrueForAll(spans, IsWhole), "A time of the schedule begins and ends at quarter hours of one day, and ends after it began.");
        Require(!spans.Zip(spans.Skip(1)).Any(p => Overlap(p.First, p.Second)), "Two times of the schedule overlap.");
        return policy with { Schedule = spans.Length == 0 ? null : spans };
    }

    private static bool IsWhole(ScheduleSpan span) =>
        Enum.IsDefined(span.Day) && Enum.IsDefined(span.Mode)
        && span.FromMinute >= 0 && span.FromMinute < span.ToMinute && span.ToMinute <= WeekSchedule.MinutesADay
        && span.FromMinute % WeekSchedule.StepMinutes == 0 && span.ToMinute % WeekSchedule.StepMinutes == 0;

    private static bool Overlap(ScheduleSpan one, ScheduleSpan next) => one.Day == next.Day && next.FromMinute < one.ToMinute;

    private static void Require(bool condition, string sentence)
    {
        if (!condition)
        {
            throw new NvrException(ErrorKind.InvalidInput, sentence);
        }
    }
}
