using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests;

/// <summary>What is written into holes of the past.</summary>
public sealed class BackfillTests
{
    private static readonly HashSet<GapReason> Outages = [GapReason.CameraUnreachable];

    [Fact]
    public async Task Hole_FilledAltogether_IsNoGapAndASpanOfItsOwn()
    {
        await using TestBox box = new();
        FootageHole hole = await RecordAroundAsync(box);
        Fill(box, hole, fromSecond: 0, seconds: 6);
        await box.FlushAsync();

        Assert.Empty(box.Gaps());
        Assert.Equal([(4.0, false), (6.0, true), (4.0, false)], Spans(box));
        Assert.Empty(Holes(box));
        await AssertSoundAsync(box);
    }

    [Fact]
    public async Task Hole_FilledInTheMiddle_LeavesTwoGapsWithTheReason()
    {
        await using TestBox box = new();
        FootageHole hole = await RecordAroundAsync(box);
        Fill(box, hole, fromSecond: 2, seconds: 3);
        await box.FlushAsync();

        Assert.Equal([(2_000_000L, "It hung up."), (1_000_000, "It hung up.")], box.Gaps().Select(g => (g.Range.DurationUs, g.Detail)));
        Assert.All(box.Gaps(), g => Assert.Equal(GapReason.CameraUnreachable, g.Reason));
        Assert.Equal([2_000_000, 1_000_000], Holes(box).Select(h => h.Range.DurationUs));
        await AssertSoundAsync(box);
    }

    [Fact]
    public async Task Mark_AfterRebuildOfTheIndex_IsThere()
    {
        await using TestBox box = new();
        FootageHole hole = await RecordAroundAsync(box);
        Fill(box, hole, fromSecond: 0, seconds: 6);
        await box.FlushAsync();
        await box.CloseAsync();

        Assert.Empty(IndexRebuilder.Run(box.VolumePath).Problems);
        box.Open();
        Assert.Equal([(4.0, false), (6.0, true), (4.0, false)], Spans(box));
        Assert.Empty(box.Gaps());
        await AssertSoundAsync(box);
    }

    [Fact]
    public async Task Kill_WhileAHoleIsFilled_KeepsWhatWasWrittenAndTheRestAHole()
    {
        await using TestBox box = new();
        FootageHole hole = await RecordAroundAsync(box);
        ISegmentSink sink = Begin(box, hole, 0);
        sink.Append(Material.Second(0));
        sink.Append(Material.Second(1));
        await box.FlushAsync();
        await KilledBox.LeaveAsync(box);
        box.Open();

        Assert.Equal([(4.0, false), (2.0, true), (4.0, false)], Spans(box));
        FootageHole rest = Assert.Single(Holes(box));
        Assert.Equal((hole.StartMonotonicUs + 2_000_000, hole.EndMonotonicUs), (rest.StartMonotonicUs, rest.EndMonotonicUs));
        Assert.Contains(box.Gaps(), g => g.Reason == GapReason.CameraUnreachable && g.Range.DurationUs == 4_000_000);
        await AssertSoundAsync(box);
    }

    [Fact]
    public async Task Hole_OfAnEarlierBoot_IsFilledThere()
    {
        await using TestBox box = new();
        FootageHole hole = await RecordAroundAsync(box);
        await box.RebootAsync(TestBox.Noon.AddHours(1));
        box.Record(2);
        Fill(box, hole, fromSecond: 0, seconds: 6);
        await box.FlushAsync();

        Assert.Equal([(4.0, false), (6.0, true), (4.0, false), (2.0, false)], Spans(box));
        Assert.DoesNotContain(box.Gaps(), g => g.Reason == GapReason.CameraUnreachable);
        await AssertSoundAsync(box);
    }

    [Fact]
    public async Task Gap_UnderFootage_IsNoHole()
    {
        await using TestBox box = new();
        box.Open();
        long startUs = box.Clock.MonotonicUs;
        box.Record(6);
        // Lost packets cost pictures, but the segment goes on.
        box.Store.AddGap(box.Camera, StreamKind.Main, startUs + 1_000_000, startUs + 4_000_000, GapReason.NetworkLoss, "Lost.");
        await box.FlushAsync();

        Assert.Empty(box.Store.FindHoles(box.Camera, StreamKind.Main, TestBox.Ever, new HashSet<GapReason> { GapReason.NetworkLoss }));
    }

    [Fact]
    public async Task Retention_OfBackfilledFootage_IsAsOfAnyOther()
    {
        await using TestBox box = new();
        FootageHole hole = await RecordAroundAsync(box);
        Fill(box, hole, fromSecond: 0, seconds: 6);
        await box.FlushAsync();
        box.Time.Advance(TimeSpan.FromDays(3));
        box.Record(2);
        await box.FlushAsync();

        box.Store.SetRetention(box.Camera, days: 1, bytes: null, eventDays: null);
        await Eventually.TrueAsync(() => Spans(box) is [(2.0, false)], "what is old is gone, however it came");
        await AssertSoundAsync(box);
    }

    /// <summary>Four seconds, an outage of six, four seconds.</summary>
    private static async Task<FootageHole> RecordAroundAsync(TestBox box)
    {
        box.Open();
        box.Record(4);
        long startUs = box.Clock.MonotonicUs;
        box.Time.Advance(TimeSpan.FromSeconds(6));
        box.Store.AddGap(box.Camera, StreamKind.Main, startUs, box.Clock.MonotonicUs, GapReason.CameraUnreachable, "It hung up.");
        box.Record(4);
        await box.FlushAsync();
        FootageHole hole = Assert.Single(Holes(box));
        Assert.Equal((startUs, startUs + 6_000_000), (hole.StartMonotonicUs, hole.EndMonotonicUs));
        return hole;
    }

    private static void Fill(TestBox box, FootageHole hole, int fromSecond, int seconds)
    {
        ISegmentSink sink = Begin(box, hole, fromSecond);
        for (int second = 0; second < seconds; second++)
        {
            sink.Append(Material.Second(second));
        }
        sink.Close(hole.StartMonotonicUs + ((fromSecond + seconds) * 1_000_000L));
    }

    private static ISegmentSink Begin(TestBox box, FootageHole hole, int fromSecond) => box.Store.Begin(
        new NewSegment(box.Camera, StreamKind.Main, hole.StartMonotonicUs + (fromSecond * 1_000_000L), [Material.Video]) { BackfilledBoot = hole.BootId });

    private static IReadOnlyList<FootageHole> Holes(TestBox box) => box.Store.FindHoles(box.Camera, StreamKind.Main, TestBox.Ever, Outages);

    private static IEnumerable<(double Seconds, bool IsBackfilled)> SpansOf(TestBox box) => box.Spans().Select(s => (s.Range.DurationUs / 1e6, s.IsBackfilled));

    private static List<(double Seconds, bool IsBackfilled)> Spans(TestBox box) => [.. SpansOf(box)];

    private static async Task AssertSoundAsync(TestBox box)
    {
        await box.CloseAsync();
        Assert.Empty(VolumeCheck.Run(box.VolumePath).Problems);
    }
}
