using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Policy;

namespace Nvr.Recording.Tests.Policy;

public sealed class WeekScheduleTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly RecordingPolicy WorkingHoursOff = new()
    {
        Mode = RecordingMode.Continuous,
        Schedule = [new ScheduleSpan(DayOfWeek.Monday, 8 * 60, (17 * 60) + 45, RecordingMode.Off)],
    };

    [Theory]
    [InlineData("2026-06-01T05:59:59.999999Z", RecordingMode.Continuous)]
    [InlineData("2026-06-01T06:00:00Z", RecordingMode.Off)]
    [InlineData("2026-06-01T15:44:59.999999Z", RecordingMode.Off)]
    [InlineData("2026-06-01T15:45:00Z", RecordingMode.Continuous)]
    [InlineData("2026-06-02T08:00:00Z", RecordingMode.Continuous)]
    [InlineData("2026-12-07T07:00:00Z", RecordingMode.Off)]
    [InlineData("2026-12-07T06:59:59Z", RecordingMode.Continuous)]
    public void Mode_Follows_TheClockOnTheWall(string utc, RecordingMode expected) =>
        Assert.Equal(expected, new WeekSchedule(WorkingHoursOff).ModeAt(Utc(utc), Berlin));

    [Fact]
    public void EveryQuarterHour_OfTheWeek_HasTheModeOfItsOwnSpan()
    {
        for (int step = 0; step < 7 * 96; step++)
        {
            (DayOfWeek day, int minute) = ((DayOfWeek)(step / 96), step % 96 * 15);
            var schedule = new WeekSchedule(new RecordingPolicy { Schedule = [new ScheduleSpan(day, minute, minute + 15, RecordingMode.Events)] });
            int[] found = [.. Enumerable.Range(0, 7 * 96).Where(s => schedule.ModeAt(StepStart(s), TimeZoneInfo.Utc) == RecordingMode.Events)];

            Assert.Equal([step], found);
            Assert.Equal(RecordingMode.Events, schedule.ModeAt(StepStart(step).Plus((15 * 60_000_000L) - 1), TimeZoneInfo.Utc));
        }
    }

    // 29 March 2026: 01:59:59 is followed by 03:00:00; the hour between does not happen.
    [Theory]
    [InlineData("2026-03-29T00:59:59Z", RecordingMode.Continuous)]
    [InlineData("2026-03-29T01:00:00Z", RecordingMode.Events)]
    [InlineData("2026-03-29T01:59:59Z", RecordingMode.Events)]
    [InlineData("2026-03-29T02:00:00Z", RecordingMode.Continuous)]
    public void HourThatSummerTimeLeavesOut_DoesNotHappen(string utc, RecordingMode expected)
    {
        var schedule = new WeekSchedule(new RecordingPolicy
        {
            Schedule = [new ScheduleSpan(DayOfWeek.Sunday, 120, 180, RecordingMode.Off), new ScheduleSpan(DayOfWeek.Sunday, 180, 240, RecordingMode.Events)],
        });

        Assert.Equal(expected, schedule.ModeAt(Utc(utc), Berlin));
    }

    // 25 October 2026: the hour from 02:00 is there twice, from 00:00 and from 01:00 UTC.
    [Theory]
    [InlineData("2026-10-24T23:59:59Z", RecordingMode.Continuous)]
    [InlineData("2026-10-25T00:00:00Z", RecordingMode.Off)]
    [InlineData("2026-10-25T00:59:59Z", RecordingMode.Off)]
    [InlineData("2026-10-25T01:00:00Z", RecordingMode.Off)]
    [InlineData("2026-10-25T01:59:59Z", RecordingMode.Off)]
    [InlineData("2026-10-25T02:00:00Z", RecordingMode.Continuous)]
    public void HourThatIsRepeated_FollowsItsLineBothTimes(string utc, RecordingMode expected)
    {
        var schedule = new WeekSchedule(new RecordingPolicy { Schedule = [new ScheduleSpan(DayOfWeek.Sunday, 120, 180, RecordingMode.Off)] });

        Assert.Equal(expected, schedule.ModeAt(Utc(utc), Berlin));
    }

    [Fact]
    public void ScheduleThatSaysContinuousOnly_IsAlwaysContinuous()
    {
        Assert.True(new WeekSchedule(RecordingPolicy.Always).IsAlwaysContinuous);
        Assert.True(new WeekSchedule(new RecordingPolicy { Schedule = [new ScheduleSpan(DayOfWeek.Friday, 0, 1440, RecordingMode.Continuous)] }).IsAlwaysContinuous);
        Assert.False(new WeekSchedule(WorkingHoursOff).IsAlwaysContinuous);
        Assert.False(new WeekSchedule(new RecordingPolicy { Mode = RecordingMode.Events }).IsAlwaysContinuous);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(30, 20)]
    [InlineData(-15, 30)]
    [InlineData(7, 30)]
    [InlineData(0, 1455)]
    public void Span_ThatIsNoQuarterHoursOfADay_IsRefused(int from, int to) => AssertRefused(new RecordingPolicy
    {
        Schedule = [new ScheduleSpan(DayOfWeek.Monday, from, to, RecordingMode.Off)],
    });

    [Fact]
    public void Policy_OutOfBounds_IsRefused()
    {
        AssertRefused(new RecordingPolicy { PreRecordSeconds = 31 });
        AssertRefused(new RecordingPolicy { PreRecordSeconds = -1 });
        AssertRefused(new RecordingPolicy { PostRecordSeconds = 301 });
        AssertRefused(new RecordingPolicy
        {
            Schedule = [new ScheduleSpan(DayOfWeek.Monday, 60, 120, RecordingMode.Off), new ScheduleSpan(DayOfWeek.Monday, 0, 75, RecordingMode.Events)],
        });
    }

    [Fact]
    public void Policy_WithinBounds_IsSorted()
    {
        RecordingPolicy stored = PolicyRules.Normalise(new RecordingPolicy
        {
            PreRecordSeconds = 30,
            PostRecordSeconds = 300,
            Schedule = [new ScheduleSpan(DayOfWeek.Monday, 60, 1440, RecordingMode.Off), new ScheduleSpan(DayOfWeek.Monday, 0, 60, RecordingMode.Events)],
        });

        Assert.Equal([0, 60], stored.Schedule!.Select(s => s.FromMinute));
        Assert.Null(PolicyRules.Normalise(new RecordingPolicy { Schedule = [] }).Schedule);
    }

    private static void AssertRefused(RecordingPolicy policy) =>
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<NvrException>(() => PolicyRules.Normalise(policy)).Kind);

    // 4 January 1970 was a Sunday.
    private static UtcTime StepStart(int step) => new UtcTime(0).Plus(((3 * 96) + step) * 15 * 60_000_000L);

    private static UtcTime Utc(string text) => UtcTime.TryParse(text, out UtcTime time) ? time : throw new FormatException(text);
}
