using Microsoft.Extensions.Time.Testing;
using Nvr.Core.Time;
using Nvr.Onvif.Device;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Tests.Soap;

public sealed class CameraClockTests
{
    private const long HourUs = 3_600_000_000;

    private readonly BoxClock box = new(new FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero)), Guid.Empty);

    [Theory]
    [InlineData(0, new long[] { 0 })]
    [InlineData(2_000_000, new long[] { 0 })]
    [InlineData(-60_000_000, new long[] { -60_000_000 })]
    [InlineData(8 * HourUs, new long[] { 8 * HourUs, 0 })]
    [InlineData((5 * HourUs) + (HourUs / 2) + 40_000_000, new long[] { (5 * HourUs) + (HourUs / 2) + 40_000_000, 40_000_000 })]
    [InlineData(20 * HourUs, new long[] { 20 * HourUs })]
    public void Readings_OfAnOffset_AreItselfAndWhatATimeZoneLeaves(long offsetUs, long[] readings) =>
        Assert.Equal(readings, Learned(offsetUs).ReadingsUs);

    [Fact]
    public void ToBox_TakesTheReadingNearestToNow()
    {
        CameraClock clock = Learned(8 * HourUs);
        Assert.Equal(box.WallNow.Plus(-1_000_000), clock.ToBox(box.WallNow.Plus((8 * HourUs) - 1_000_000)));
        Assert.Equal(box.WallNow.Plus(-1_000_000), clock.ToBox(box.WallNow.Plus(-1_000_000)));
    }

    [Fact]
    public void ToBox_Incredible_IsNow()
    {
        Assert.Equal(box.WallNow, Learned(0).ToBox(new UtcTime(0)));
        Assert.Equal(box.WallNow, Learned(0).ToBox(null));
    }

    [Fact]
    public void Confirm_PutsTheReadingFirst()
    {
        CameraClock clock = Learned(8 * HourUs);
        clock.Confirm(0);
        Assert.Equal(0, clock.OffsetUs);
        Assert.Equal([0, 8 * HourUs], clock.ReadingsUs);
    }

    private CameraClock Learned(long offsetUs)
    {
        var clock = new CameraClock(box);
        clock.Learn(new DeviceTime(box.WallNow.Plus(offsetUs), null, false, false, null));
        return clock;
    }
}
