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

    private void Note(SyncTimes times, int seconds)
    {
        times.Begin();
        time.Advance(TimeSpan.FromSeconds(seconds));
        times.End();
    }
}
