using Nvr.Board.Cooling;

namespace Nvr.Board.Tests.Cooling;

public sealed class FanCurveTests
{
    [Theory]
    [InlineData(-20, 0)]
    [InlineData(41.9, 0)]
    [InlineData(42, 0.3)]
    [InlineData(55, 0.65)]
    [InlineData(68, 1)]
    [InlineData(120, 1)]
    public void Speed_FollowsTheTemperature(double celsius, double expected) => Assert.Equal(expected, new FanCurve().Follow(celsius), 3);

    [Fact]
    public void Speed_FollowsARiseAtOnce_AndAFallOnlyBehindTheHysteresis()
    {
        var curve = new FanCurve();
        double at50 = curve.Follow(50);

        Assert.Equal(at50, curve.Follow(47), 6);
        Assert.Equal(at50, curve.Follow(46), 6);
        Assert.True(curve.Follow(45) < at50);
        Assert.True(curve.Follow(51) > at50);
    }

    /// <summary>Around any temperature a breath of three degrees changes nothing, and at no step does it turn slower than it surely starts.</summary>
    [Fact]
    public void Speed_AtEachTemperature_IsStillForABreath_AndNeverInBetweenStandingAndStarting()
    {
        for (double celsius = 30; celsius <= 80; celsius += 0.25)
        {
            var curve = new FanCurve();
            double speed = curve.Follow(celsius);
            Assert.True(speed is 0 or >= FanCurve.Slowest and <= 1);
            for (int breath = 0; breath < 5; breath++)
            {
                Assert.Equal(speed, curve.Follow(celsius - 3), 6);
                Assert.Equal(speed, curve.Follow(celsius), 6);
            }
        }
    }
}
