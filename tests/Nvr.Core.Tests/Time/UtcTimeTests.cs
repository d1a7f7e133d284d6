using Nvr.Core.Time;
using Xunit;

namespace Nvr.Core.Tests.Time;

public sealed class UtcTimeTests
{
    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("1970-01-01T00:00:00.000001Z", 1)]
    [InlineData("1969-12-31T23:59:59.999999Z", -1)]
    [InlineData("2026-11-23T21:40:05+01:00", 1_795_466_405_000_000)]
    [InlineData("2026-11-23t20:40:05z", 1_795_466_405_000_000)]
    public void Rfc3339_IsRead(string text, long microseconds)
    {
        Assert.True(UtcTime.TryParse(text, out UtcTime time));
        Assert.Equal(microseconds, time.Microseconds);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-11-23")]
    [InlineData("2026-11-23T21:40:05")]
    [InlineData("2026-11-23T25:40:05Z")]
    [InlineData("2026-02-30T21:40:05Z")]
    [InlineData("20261123T214005Z........................................")]
    public void AnythingElse_IsRefused(string? text)
    {
        Assert.False(UtcTime.TryParse(text, out _));
    }

    [Fact]
    public void Text_ReadsBack_ToTheMicrosecond()
    {
        var random = new Random(11);
        for (int i = 0; i < 1000; i++)
        {
            var time = new UtcTime(random.NextInt64(-2_000_000_000_000_000, 4_000_000_000_000_000));

            Assert.True(UtcTime.TryParse(time.ToString(), out UtcTime again));
            Assert.Equal(time, again);
        }
    }

    [Fact]
    public void SummerTimeChanges_DoNotMoveUtc()
    {
        // Berlin, 2026: clocks go forward at 01:00Z on March 29 and back at 01:00Z on October 25.
        Assert.True(UtcTime.TryParse("2026-03-29T01:59:59+01:00", out UtcTime beforeSpring));
        Assert.True(UtcTime.TryParse("2026-03-29T03:00:00+02:00", out UtcTime afterSpring));
        Assert.True(UtcTime.TryParse("2026-10-25T02:59:59+02:00", out UtcTime beforeAutumn));
        Assert.True(UtcTime.TryParse("2026-10-25T02:00:00+01:00", out UtcTime afterAutumn));

        Assert.Equal(1_000_000, afterSpring.Since(beforeSpring));
        Assert.Equal(1_000_000, afterAutumn.Since(beforeAutumn));
    }

    [Fact]
    public void Range_IsHalfOpen()
    {
        var range = new UtcRange(new UtcTime(10), new UtcTime(20));

        Assert.True(range.Contains(new UtcTime(10)));
        Assert.False(range.Contains(new UtcTime(20)));
        Assert.False(range.Overlaps(new UtcRange(new UtcTime(20), new UtcTime(30))));
        Assert.True(range.Overlaps(new UtcRange(new UtcTime(19), new UtcTime(30))));
    }
}
