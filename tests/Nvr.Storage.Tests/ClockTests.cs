using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests;

public sealed class ClockTests
{
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    public static TheoryData<TimeSpan> Steps =>
        [TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(3652), TimeSpan.FromDays(-3652)];

    [Fact]
    public async Task Step_From1970ToToday_RedatesWhatWasRecordedBefore()
    {
        await using TestBox box = new(Epoch);
        box.Open();
        await box.RecordManyAsync(2);
        box.Time.Set(TestBox.Noon);
        await WaitForStepAsync(box, TestBox.Noon);
        await box.RecordManyAsync(2);

        FootageSpan span = Assert.Single(box.Spans());
        Assert.Equal(new UtcRange(At(TestBox.Noon.AddSeconds(-8)), At(TestBox.Noon.AddSeconds(8))), span.Range);
        Assert.Equal(4, box.Segments);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Step_InMidRecording_DeletesAndOverlapsNothing(TimeSpan step)
    {
        await using TestBox box = new();
        box.Open();
        box.Store.SetRetention(box.Camera, days: 1, null, null);
        await box.RecordManyAsync(2);
        await box.RebootAsync(TestBox.Noon.AddMinutes(10));
        box.Store.SetRetention(box.Camera, days: 1, null, null);
        await box.RecordManyAsync(2);
        DateTimeOffset stepped = box.Time.GetUtcNow() + step;
        box.Time.Set(stepped);
        await WaitForStepAsync(box, stepped);
        await box.RecordManyAsync(2);

        Assert.Equal(6, box.Segments);
        Assert.Equal(6, box.Files().Length);
        IReadOnlyList<FootageSpan> spans = box.Spans();
        Assert.Equal([8_000_000, 16_000_000], spans.Select(s => s.Range.DurationUs));
        Assert.True(spans[0].Range.End <= spans[1].Range.Start);
        Assert.Equal(At(box.Time.GetUtcNow()), spans[1].Range.End);
        await box.CloseAsync();
        Assert.Empty(VolumeCheck.Run(box.VolumePath).Problems);
    }

    [Fact]
    public async Task Step_ThereAndBack_LeavesNoTrace()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(2);
        await box.RebootAsync(TestBox.Noon.AddMinutes(10));
        await box.RecordManyAsync(2);
        IReadOnlyList<FootageSpan> before = box.Spans();
        DateTimeOffset right = box.Time.GetUtcNow();
        box.Time.Set(right.AddYears(-10));
        await WaitForStepAsync(box, right.AddYears(-10));
        Assert.NotEqual(before, box.Spans());
        box.Time.Set(right);
        await WaitForStepAsync(box, right);

        Assert.Equal(before, box.Spans());
    }

    [Fact]
    public async Task Start_WithoutABatteryClock_GoesOnAfterTheLastFootageUntilTheClockIsSet()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Record(4);
        await box.FlushAsync();
        await box.RebootAsync(Epoch);
        await box.RecordManyAsync(1);

        Assert.Equal(start.Plus(8_000_000), box.Spans()[^1].Range.End);
        Assert.Contains(box.Health.Read(), h => h is { Part: "clock", Level: Nvr.Core.Health.HealthLevel.Attention });

        box.Time.Set(TestBox.Noon.AddHours(2));
        await WaitForStepAsync(box, TestBox.Noon.AddHours(2));
        Assert.Equal(
            [new UtcRange(start, start.Plus(4_000_000)), new UtcRange(At(TestBox.Noon.AddHours(2)).Plus(-4_000_000), At(TestBox.Noon.AddHours(2)))],
            box.Spans().Select(s => s.Range));
    }

    [Fact]
    public async Task Start_WithNtp_BelievesAnEarlierClockAndMovesWrongFootageBack()
    {
        await using TestBox box = new(TestBox.Noon.AddYears(10));
        box.Open();
        await box.RecordManyAsync(2);
        box.ClockIsSynchronised = true;
        await box.RebootAsync(TestBox.Noon);
        await box.RecordManyAsync(2);

        IReadOnlyList<FootageSpan> spans = box.Spans();
        Assert.Equal(At(TestBox.Noon.AddSeconds(8)), spans[^1].Range.End);
        Assert.True(spans[0].Range.End <= At(TestBox.Noon));
        Assert.Equal(16_000_000, spans.Sum(s => s.Range.DurationUs));
    }

    [Theory]
    [InlineData("2026-03-29T00:59:00Z")]
    [InlineData("2026-10-25T00:59:00Z")]
    public async Task DaylightSaving_Changes_MoveNothing(string before)
    {
        DateTimeOffset start = DateTimeOffset.Parse(before, System.Globalization.CultureInfo.InvariantCulture);
        await using TestBox box = new(start);
        box.Open();
        for (int i = 0; i < 4; i++)
        {
            box.Record(30);
        }
        await box.FlushAsync();

        Assert.Equal(new UtcRange(At(start), At(start.AddMinutes(2))), Assert.Single(box.Spans()).Range);
    }

    [Fact]
    public async Task Drift_OfMilliseconds_MovesTheWholeBootAndOverlapsNothing()
    {
        await using TestBox box = new();
        box.Open();
        for (int i = 0; i < 5; i++)
        {
            box.Record(2);
            DateTimeOffset drifted = box.Time.GetUtcNow().AddMilliseconds(300);
            box.Time.Set(drifted);
            await WaitForStepAsync(box, drifted);
        }
        await box.FlushAsync();

        FootageSpan span = Assert.Single(box.Spans());
        Assert.Equal(10_000_000, span.Range.DurationUs);
        Assert.Equal(At(box.Time.GetUtcNow()), span.Range.End);
    }

    [Fact]
    public async Task Hold_OnFootageThatIsRedated_MovesAlong()
    {
        await using TestBox box = new(Epoch);
        box.Open();
        UtcTime start = box.Record(4);
        await box.FlushAsync();
        box.Store.AddHold(box.Camera, new UtcRange(start, start.Plus(4_000_000)), "Theft", "anna");
        box.Time.Set(TestBox.Noon);
        await WaitForStepAsync(box, TestBox.Noon);

        Assert.Equal(Assert.Single(box.Spans()).Range, Assert.Single(box.Store.ListHolds()).Range);
        box.Store.ForgetCamera(box.Camera);
        await box.RecordManyAsync(1, camera: CameraId.New());
        Assert.Equal(2, box.Files().Length);
    }

    private static UtcTime At(DateTimeOffset time) => UtcTime.From(time);

    /// <summary>The clock is looked at by a thread of the store: a hold made now carries the time it believes.</summary>
    private static Task WaitForStepAsync(TestBox box, DateTimeOffset expected) => Eventually.TrueAsync(
        () =>
        {
            UtcRange anywhere = new(new UtcTime(0), new UtcTime(1));
            FootageHold probe = box.Store.AddHold(CameraId.New(), anywhere, "probe", "test");
            box.Store.RemoveHold(probe.Id);
            return Math.Abs(probe.CreatedAt.Since(At(expected))) < 25_000;
        },
        "the step is noticed");
}
