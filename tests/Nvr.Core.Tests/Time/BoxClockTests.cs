using Microsoft.Extensions.Time.Testing;
using Nvr.Core.Time;
using Xunit;

namespace Nvr.Core.Tests.Time;

public sealed class BoxClockTests
{
    [Fact]
    public void WallStep_ChangesTheOffset_NotTheMonotonicClock()
    {
        var time = new SteppedTime();
        var clock = new BoxClock(time, Guid.NewGuid());
        long monotonicUs = clock.MonotonicUs;
        long offsetUs = clock.WallOffsetUs;

        time.Wall = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(monotonicUs, clock.MonotonicUs);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero), clock.WallNow.ToDateTimeOffset());
        Assert.NotEqual(offsetUs, clock.WallOffsetUs);
    }

    [Fact]
    public void Zone_IsTheOneThatWasChosen_ElseTheSystems()
    {
        var time = new FakeTimeProvider();
        time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("system", TimeSpan.FromHours(3), null, null));
        var clock = new BoxClock(time, Guid.NewGuid());
        TimeZoneInfo chosen = TimeZoneInfo.CreateCustomTimeZone("chosen", TimeSpan.FromHours(9), null, null);

        Assert.Equal("system", clock.Zone.Id);
        clock.LiveIn(chosen);
        Assert.Same(chosen, clock.Zone);
        clock.LiveIn(null);
        Assert.Equal("system", clock.Zone.Id);
    }

    [Fact]
    public void PassingTime_MovesBothClocks_NotTheOffset()
    {
        var time = new FakeTimeProvider();
        var clock = new BoxClock(time, Guid.NewGuid());
        (long monotonicUs, long offsetUs) = (clock.MonotonicUs, clock.WallOffsetUs);

        time.Advance(TimeSpan.FromDays(40));

        Assert.Equal(40L * 86_400 * 1_000_000, clock.MonotonicUs - monotonicUs);
        Assert.Equal(offsetUs, clock.WallOffsetUs);
    }

    [Fact]
    public void UntilNext_IsTheSameMomentForAll_AndNeverShort()
    {
        var time = new FakeTimeProvider();
        var clock = new BoxClock(time, Guid.NewGuid());
        for (int i = 0; i < 500; i++)
        {
            long moment = (clock.MonotonicUs / 1_000_000) + 1;
            Assert.Equal((moment * 1_000_000) + 10_000, clock.MonotonicUs + (long)clock.UntilNext(TimeSpan.FromSeconds(1)).TotalMicroseconds);
            time.Advance(TimeSpan.FromMilliseconds(7.3));
        }
    }

    [Fact]
    public void TwoClocksOfOneBoot_AgreeOnTheBoot()
    {
        Assert.Equal(BoxClock.System().BootId, BoxClock.System().BootId);
    }

    /// <summary>A machine whose wall clock is set by hand while its monotonic clock stands still.</summary>
    private sealed class SteppedTime : TimeProvider
    {
        public DateTimeOffset Wall { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long GetTimestamp() => TimestampFrequency;
    }
}
