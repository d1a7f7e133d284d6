using Microsoft.Extensions.Time.Testing;
using Nvr.Storage.Writing;

namespace Nvr.Storage.Tests;

public sealed class SyncTimesTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void Slowest_IsThatOfTheLastTenSeconds()
    {
        var times = new SyncTimes(time);
        Note(times, 3);
        Note(times, 1);
        Assert.Equal(TimeSpan.FromSeconds(3), times.Slowest);

        time.Advance(TimeSpan.FromSeconds(9.5));

        Assert.Equal(TimeSpan.FromSeconds(1), times.Slowest);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, times.Slowest);
    }

    [Fact]
    public void Slowest_CountsTheOneThatHangs()
    {
        var times = new SyncTimes(time);
        times.Begin();

        time.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal(TimeSpan.FromSeconds(40), times.Slowest);
    }

    // Past the page cache a write waits for the disk, and the sync behind it finds little left to do.
    [Fact]
    public void Slowest_CountsTheWritesBeforeTheSync_AndNotTheTimeBetween()
    {
        var times = new SyncTimes(time);
        for (int i = 0; i < 3; i++)
        {
            times.Begin();
            time.Advance(TimeSpan.FromSeconds(0.8));
            times.Pause();
            time.Advance(TimeSpan.FromSeconds(0.2));
        }
        Assert.Equal(TimeSpan.FromSeconds(2.4), times.Slowest);

        Note(times, 1);

        Assert.Equal(TimeSpan.FromSeconds(3.4), times.Slowest);
        Note(times, 2);
        Assert.Equal(TimeSpan.FromSeconds(3.4), times.Slowest);
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(TimeSpan.FromSeconds(2), times.Slowest);
    }

    private void Note(SyncTimes times, int seconds)
    {
        times.Begin();
        time.Advance(TimeSpan.FromSeconds(seconds));
        times.End();
    }
}
