using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Recording.Watching;

namespace Nvr.Recording.Tests.Watching;

public sealed class WatchSlotTests
{
    private readonly CameraTap tap = new();
    private readonly WatchSlot slot;

    public WatchSlotTests() => slot = new WatchSlot(new WatchPlan(CameraId.New(), "door", IsEnabled: true, HasSub: false, new MotionSettings()), tap, 0, 0);

    [Fact]
    public void BusyMoment_IsNotLate_ThreeInARowAre()
    {
        Assert.Equal([false, false], Looks(2, leavesOut: true));
        Assert.Equal([false], Looks(1, leavesOut: false));
        Assert.Equal([false, false, true, true], Looks(4, leavesOut: true));
        Assert.Equal([false], Looks(1, leavesOut: false));
    }

    // In each look's time a queue of pictures comes, or two, of which the first is lost.
    private List<bool> Looks(int count, bool leavesOut)
    {
        List<bool> late = [];
        for (int look = 0; look < count; look++)
        {
            tap.Open(0, 0);
            for (int i = 0; i < (leavesOut ? 2 : 1) * CameraTap.MostUnits; i++)
            {
                tap.Offer(StreamKind.Main, new AccessUnit
                {
                    Track = 0, Format = s_format, Dts = i, CaptureUs = i, IsRandomAccess = true, Data = new byte[10],
                });
            }
            while (tap.TryTake(out TappedUnit unit))
            {
                unit.Release();
            }
            late.Add(slot.IsLate());
        }
        return late;
    }

    private static readonly TrackFormat s_format = new() { Codec = Codec.H264, ClockRate = 90_000, Width = 640, Height = 360 };
}
