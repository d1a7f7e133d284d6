using Nvr.Recording.Streams;

namespace Nvr.Recording.Tests.Streams;

public sealed class RetryDelayTests
{
    [Fact]
    public void Waits_GrowFromOneSecondToThirty_AndStay()
    {
        var retry = new RetryDelay(new Random(7));

        double[] seconds = [.. Enumerable.Range(0, 10).Select(_ => retry.Next(TimeSpan.Zero).TotalSeconds)];

        Assert.InRange(seconds[0], 1, 1.5);
        Assert.All(seconds, s => Assert.InRange(s, 1, 30));
        Assert.All(seconds[5..], s => Assert.InRange(s, 22.5, 30));
        Assert.True(seconds[6..].Distinct().Count() > 1);
    }

    [Fact]
    public void Waits_ForADeviceOfTheBox_StayShort()
    {
        RetryDelay retry = RetryDelay.ForDevices(new Random(7));

        double[] seconds = [.. Enumerable.Range(0, 10).Select(_ => retry.Next(TimeSpan.Zero).TotalSeconds)];

        Assert.InRange(seconds[0], 1, 1.5);
        Assert.All(seconds[3..], s => Assert.InRange(s, 3.75, 5));
    }

    [Fact]
    public void FirstWaits_OfCamerasThatWentTogether_AreSpread()
    {
        // A switch that restarts takes all its cameras at one moment.
        double[] seconds = [.. Enumerable.Range(0, 32).Select(i => new RetryDelay(new Random(i)).Next(TimeSpan.Zero).TotalSeconds)];

        Assert.True(seconds.Max() - seconds.Min() > 0.2);
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    public void Patience_StartsOver_OnlyAfterAMinuteOfVideo(int healthySeconds, bool startsOver)
    {
        var retry = new RetryDelay(new Random(7));
        for (int i = 0; i < 6; i++)
        {
            retry.Next(TimeSpan.Zero);
        }

        double next = retry.Next(TimeSpan.FromSeconds(healthySeconds)).TotalSeconds;

        Assert.Equal(startsOver, next < 2);
    }
}
