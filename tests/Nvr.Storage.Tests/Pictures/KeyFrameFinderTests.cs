using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests.Pictures;

public sealed class KeyFrameFinderTests
{
    private const long Second = 1_000_000;

    [Fact]
    public async Task Slots_AreShownByTheirFirstKeyFrame_AndByNoneInAGap()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime first = box.Record(4);
        box.Time.Advance(TimeSpan.FromSeconds(6));
        UtcTime second = box.Record(4);
        await box.FlushAsync();

        IReadOnlyList<UtcTime?> found = box.Store.FindKeyFrames(box.Camera, StreamKind.Main, first.Plus(-2_500_000), 2 * Second, 9);

        // The slots begin at -2.5, -0.5, 1.5, 3.5, ... seconds; there is footage of 0 to 4 and of 10 to 14.
        Assert.Equal(
            [null, first, first.Plus(2 * Second), first.Plus(3 * Second), null, null, second, second.Plus(2 * Second), second.Plus(3 * Second)], found);
    }

    [Fact]
    public async Task SlotsWithoutAKeyFrame_AreShownByTheOneBefore_AlsoFromEarlierSegments()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Record(4, key: second => second == 2);
        box.Record(4, key: _ => false);
        box.Record(4, key: second => second == 1);
        await box.FlushAsync();

        IReadOnlyList<UtcTime?> found = box.Store.FindKeyFrames(box.Camera, StreamKind.Main, start, 2 * Second, 7);
        IReadOnlyList<UtcTime?> later = box.Store.FindKeyFrames(box.Camera, StreamKind.Main, start.Plus(6 * Second), 2 * Second, 2);

        UtcTime two = start.Plus(2 * Second);
        UtcTime nine = start.Plus(9 * Second);
        Assert.Equal([null, two, two, two, nine, nine, null], found);
        Assert.Equal([two, nine], later);
    }

    [Fact]
    public async Task KeyFrameOfBeforeAGap_DoesNotShowWhatFollowsIt()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Record(2);
        box.Time.Advance(TimeSpan.FromSeconds(4));
        box.Record(4, key: second => second == 3);
        await box.FlushAsync();

        IReadOnlyList<UtcTime?> found = box.Store.FindKeyFrames(box.Camera, StreamKind.Main, start, Second, 10);

        Assert.Equal([start, start.Plus(Second), null, null, null, null, null, null, null, start.Plus(9 * Second)], found);
    }

    [Fact]
    public async Task OtherCamerasAndStreams_AreNotLookedAt()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Record(4, stream: StreamKind.Sub);
        await box.FlushAsync();

        Assert.Equal([start], box.Store.FindKeyFrames(box.Camera, StreamKind.Sub, start, Second, 1));
        Assert.Equal([null], box.Store.FindKeyFrames(box.Camera, StreamKind.Main, start, Second, 1));
        Assert.Equal([null], box.Store.FindKeyFrames(CameraId.New(), StreamKind.Sub, start, Second, 1));
    }
}
