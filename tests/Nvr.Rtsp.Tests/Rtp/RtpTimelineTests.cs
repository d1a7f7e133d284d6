using Nvr.Rtsp.Rtp;

namespace Nvr.Rtsp.Tests.Rtp;

public sealed class RtpTimelineTests
{
    private const int Rate = 90_000;
    private const int Frame = 3600;
    private const long FrameUs = 40_000;
    private const long StartUs = 7_000_000_000;

    private readonly RtpTimeline _timeline = new(Rate);
    private long _arrivalUs = StartUs;

    [Fact]
    public void Stamp_WrappingTime_RunsOn()
    {
        var times = Run(Enumerable.Range(0, 100).Select(i => unchecked(uint.MaxValue - (50 * Frame) + (uint)(i * Frame))));
        AssertSteady(times);
        Assert.Equal(0, _timeline.Restamped);
    }

    [Theory]
    [InlineData(3600L * Rate)]
    [InlineData(-3600L * Rate)]
    [InlineData(5L * Rate)]
    public void Stamp_SingleFrameFarAway_IsRestampedInPlace(long jump)
    {
        var raw = Steady(50);
        raw[20] = unchecked((uint)(raw[20] + jump));
        AssertSteady(Run(raw));
        Assert.Equal(1, _timeline.Restamped);
    }

    [Theory]
    [InlineData(3600L * Rate)]
    [InlineData(-3600L * Rate)]
    [InlineData(-Rate / 2)]
    public void Stamp_NewTimeline_IsAcceptedAfterThreeFrames(long jump)
    {
        var raw = Steady(60);
        for (var i = 20; i < raw.Length; i++)
        {
            raw[i] = unchecked((uint)(raw[i] + jump));
        }

        AssertSteady(Run(raw));
        Assert.Equal(3, _timeline.Restamped);
    }

    [Fact]
    public void Stamp_DuplicateTime_RisesByATick()
    {
        var raw = Steady(30);
        raw[10] = raw[9];
        var times = Run(raw);
        Assert.Equal(times[9] + 1, times[10]);
        Assert.Equal(times[9] + (2 * Frame), times[11]);
    }

    [Fact]
    public void Stamp_FrozenTime_FollowsTheArrivals()
    {
        var times = Run(Enumerable.Repeat(77u, 100));
        Assert.InRange(times[99] - times[0], 98 * Frame, 99 * Frame);
        AssertRising(times);
    }

    [Fact]
    public void Stamp_PauseOfTheCamera_IsAGapOfThatLength()
    {
        var raw = Steady(20);
        var times = Run(raw[..10]);
        _arrivalUs += 60_000_000;
        var later = Run(raw[10..].Select(time => time + (60u * Rate)));
        Assert.Equal((60 * Rate) + Frame, later[0] - times[^1]);
    }

    [Fact]
    public void Stamp_BackwardStepThatIsAllowed_StaysWhereItIs()
    {
        uint[] order = [0, 3, 1, 2, 6, 4, 5, 9, 7, 8];
        var times = order.Select(i => Stamp((uint)(i * Frame), mayStepBack: true)).ToArray();
        Assert.Equal(order.Select(i => (long)Rate + (i * Frame)), times);
    }

    [Fact]
    public void Stamp_ErraticTimes_AlwaysGiveRisingDecodingTimes()
    {
        var random = new Random(17);
        var order = new DecodeOrder();
        var last = long.MinValue;
        for (var i = 0; i < 5000; i++)
        {
            var raw = random.Next(4) == 0 ? (uint)random.NextInt64(uint.MaxValue) : (uint)(i * Frame);
            var time = order.Next(Stamp(raw, mayStepBack: random.Next(3) == 0), _timeline.IntervalTicks);
            Assert.True(time > last);
            last = time;
        }

        Assert.InRange(last, 4000L * Frame, 7000L * Frame);
    }

    private static uint[] Steady(int count) => [.. Enumerable.Range(0, count).Select(i => 1_000_000u + (uint)(i * Frame))];

    private long[] Run(IEnumerable<uint> raw) => [.. raw.Select(time => Stamp(time, mayStepBack: false))];

    private long Stamp(uint time, bool mayStepBack)
    {
        _arrivalUs += FrameUs;
        return _timeline.Stamp(time, _arrivalUs, mayStepBack);
    }

    private static void AssertSteady(long[] times) =>
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(Frame, pair.Second - pair.First));

    private static void AssertRising(long[] times) =>
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second > pair.First));
}
