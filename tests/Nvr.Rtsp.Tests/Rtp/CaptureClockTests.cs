using Nvr.Rtsp.Rtp;

namespace Nvr.Rtsp.Tests.Rtp;

public sealed class CaptureClockTests
{
    private const int Rate = 90_000;
    private const long FrameUs = 40_000;
    private const long GulpUs = 100_000;

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(-200)]
    public void Capture_GulpedArrivalsAndDrift_StaysNearTheTruth(int driftPpm)
    {
        var clock = new CaptureClock(Rate);
        var random = new Random(3);
        var last = long.MinValue;
        for (long frame = 0; frame < 25 * 3600; frame++)
        {
            var truthUs = frame * FrameUs;
            var ticks = truthUs * Rate / 1_000_000 * (1_000_000 + driftPpm) / 1_000_000;
            var sentUs = truthUs + 2000 + random.Next(30_000);
            clock.Observe(ticks, (sentUs + GulpUs - 1) / GulpUs * GulpUs);
            var captureUs = clock.Capture(ticks);
            Assert.True(captureUs >= last);
            last = captureUs;
            if (frame > 25 * 20)
            {
                Assert.InRange(captureUs - truthUs, 0, 60_000);
            }
        }
    }

    [Fact]
    public void Capture_NetworkStall_MovesNothing()
    {
        var clock = new CaptureClock(Rate);
        for (long frame = 0; frame < 25 * 60; frame++)
        {
            var truthUs = frame * FrameUs;
            var isStalled = frame is >= 500 and < 600;
            clock.Observe(truthUs * Rate / 1_000_000, isStalled ? 600 * FrameUs : truthUs);
            Assert.Equal(truthUs, clock.Capture(truthUs * Rate / 1_000_000));
        }
    }

    [Fact]
    public void Capture_TimelineThatFellBehind_IsFollowedWithinTwoWindows()
    {
        var clock = new CaptureClock(Rate);
        for (long frame = 0; frame < 25 * 60; frame++)
        {
            var arrivalUs = (frame * FrameUs) + (frame > 500 ? 3_000_000 : 0);
            var ticks = frame * 3600;
            clock.Observe(ticks, arrivalUs);
            var errorUs = arrivalUs - clock.Capture(ticks);
            if (frame is <= 500 or > 500 + (25 * 11))
            {
                Assert.InRange(errorUs, 0, 1000);
            }
        }
    }
}
