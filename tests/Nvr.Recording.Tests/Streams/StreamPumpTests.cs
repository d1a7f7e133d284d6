using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Recording.Streams;

namespace Nvr.Recording.Tests.Streams;

public sealed class StreamPumpTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly StreamPump pump;

    public StreamPumpTests() => pump = new StreamPump(new BoxClock(time, Guid.NewGuid()), NullLogger<StreamPump>.Instance);

    public void Dispose() => pump.Dispose();

    [Theory]
    [InlineData(100_000, false, false, 50)]
    [InlineData(200_000, false, false, 100)]
    [InlineData(100_000, true, false, 500)]
    [InlineData(100_000, false, true, 500)]
    public async Task Sockets_AreAsked_AsOftenAsTheirStreamNeeds(int gulp, bool watched, bool datagrams, int asksInTenSeconds)
    {
        var session = new CountingSession(gulp, datagrams);
        pump.Attach(session, new Target(watched));

        await PassAsync(TimeSpan.FromSeconds(10));

        // A stream begins at rest, and needs a few gulps to show that it is busy.
        Assert.InRange(session.Drains, asksInTenSeconds * 9 / 10, asksInTenSeconds + 2);
    }

    [Fact]
    public async Task Session_ThatEnds_TellsWhy_AndTheOtherGoesOn()
    {
        var ending = new CountingSession(1000, false) { EndsAfter = 3 };
        var other = new CountingSession(1000, false);
        PumpedStream ended = pump.Attach(ending, new Target(false));
        PumpedStream going = pump.Attach(other, new Target(false));

        await PassAsync(TimeSpan.FromSeconds(4));

        Assert.Equal("The camera hung up.", (await ended.Completion)!.Message);
        Assert.Equal(3, ending.Drains);
        Assert.False(going.Completion.IsCompleted);
        Assert.InRange(other.Drains, 18, 22);
    }

    [Fact]
    public async Task Detached_IsNeverAskedAgain()
    {
        var session = new CountingSession(1000, false);
        PumpedStream stream = pump.Attach(session, new Target(false));
        await PassAsync(TimeSpan.FromSeconds(1));
        pump.Detach(stream);
        Assert.Null(await stream.Completion.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        int drains = session.Drains;

        await PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(drains, session.Drains);
    }

    /// <summary>Lets time pass in steps of the shortest interval, and the pump go round at each.</summary>
    private async Task PassAsync(TimeSpan span)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < span; passed += StreamPump.WatchedInterval)
        {
            time.Advance(StreamPump.WatchedInterval);
            long rounds = pump.Rounds;
            while (pump.Rounds < rounds + 2)
            {
                pump.Wake();
                await Task.Yield();
            }
        }
    }

    private sealed class CountingSession(int gulp, bool byDatagrams) : IStreamSession
    {
        public string? CertificateSha256 => null;

        public bool ByDatagrams => byDatagrams;

        public int Drains { get; private set; }

        public int EndsAfter { get; init; } = int.MaxValue;

        public int Drain(IAccessUnitSink sink) =>
            ++Drains < EndsAfter ? gulp : throw new NvrException(ErrorKind.Unreachable, "The camera hung up.");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Target(bool watched) : IPumpTarget
    {
        public bool IsWatched => watched;

        public void AfterDrain(long nowMonotonicUs)
        {
        }

        public void OnAccessUnit(in AccessUnit unit)
        {
        }
    }
}
