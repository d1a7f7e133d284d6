using Nvr.Media.Capture;

namespace Nvr.Media.Tests.Capture;

public sealed class CaptureTimesTests
{
    [Fact]
    public void KernelStamps_AreBelieved()
    {
        var times = new CaptureTimes();

        Assert.Equal(1_000_000_000 - 40_000, times.Place(1_000_000_000 - 40_000, 1_000_000_000));
        Assert.Equal(1_000_000_000, times.Place(1_000_000_000, 1_000_000_900));
    }

    [Fact]
    public void TimesThatCountFromZero_ArePlacedAtTheirArrival()
    {
        var times = new CaptureTimes();

        Assert.Equal(500_000_000, times.Place(0, 500_000_000));
        Assert.Equal(500_040_000, times.Place(40_000, 500_041_234));
    }

    [Theory]
    [InlineData(long.MinValue + 1)]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    public void TimesThatLeap_NeverStepBack_AndStayNearNow(long leap)
    {
        var times = new CaptureTimes();
        long first = times.Place(700_000_000, 700_000_000);

        long second = times.Place(leap, 700_040_000);

        Assert.InRange(second, first + 1, 702_040_000);
    }

    [Theory]
    [InlineData(40_000, false)]
    [InlineData(900_000, false)]
    [InlineData(1_100_000, true)]
    [InlineData(6_000_000, true)]
    [InlineData(3_600_000_000, false)] // another clock
    [InlineData(-5_000_000, false)]
    public void Picture_ThatWaitedLong_IsPassedOver(long ageUs, bool isStale)
    {
        const long NowUs = 7_000_000_000;

        Assert.Equal(isStale, CaptureTimes.IsStale(NowUs - ageUs, NowUs));
    }
}
