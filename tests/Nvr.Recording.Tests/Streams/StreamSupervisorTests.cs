using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Recording.Policy;
using Nvr.Recording.Streams;
using Nvr.Recording.Tests.Fakes;
using Nvr.Recording.Watching;
using Nvr.Storage;

namespace Nvr.Recording.Tests.Streams;

public sealed class StreamSupervisorTests : IAsyncDisposable
{
    private readonly SteppingTime time = new();
    private readonly FakeFootageWriter written = new();
    private readonly ScriptedOpener opener = new();
    private readonly HealthBoard health = new();
    private readonly BoxClock clock;
    private readonly StreamPump pump;
    private CameraStream? stream;

    public StreamSupervisorTests()
    {
        time.Advance(TimeSpan.FromSeconds(100));
        clock = new BoxClock(time, Guid.NewGuid());
        pump = new StreamPump(clock, NullLogger<StreamPump>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        if (stream is not null)
        {
            ValueTask stopping = stream.DisposeAsync();
            pump.Wake();
            await stopping;
        }
        pump.Dispose();
    }

    [Fact]
    public async Task Camera_ThatSends_IsRecording()
    {
        var session = new ScriptedOpener.Session();
        session.Then(sink => new CameraScript(sink) { OriginUs = clock.MonotonicUs }.Play(2));
        opener.Answer(session);
        Start();

        await UntilAsync(CameraState.Recording);

        Assert.Equal(HealthLevel.Ok, Assert.Single(health.Read()).Level);
        Assert.Single(written.Segments);
    }

    [Theory]
    [InlineData(ErrorKind.Unauthorised, CameraState.Unauthorised)]
    [InlineData(ErrorKind.Refused, CameraState.Refused)]
    [InlineData(ErrorKind.Unsupported, CameraState.Unusable)]
    [InlineData(ErrorKind.Unreachable, CameraState.Unreachable)]
    public async Task Refusal_IsAStateWithSentenceAndNextStep_AndIsTriedAgain(ErrorKind kind, CameraState expected)
    {
        opener.Refuse(kind, "It said no.");
        Start();
        await UntilAsync(expected);

        Assert.Equal("It said no.", stream!.Status.Sentence);
        Assert.NotNull(stream.Status.NextStep);

        var session = new ScriptedOpener.Session();
        session.Then(sink => new CameraScript(sink) { OriginUs = clock.MonotonicUs }.Play(1));
        opener.Answer(session);
        await UntilAsync(CameraState.Recording);
        Assert.Contains(written.Gaps, g => g.Reason == StreamFailure.Of(new NvrException(kind, "")).Gap);
    }

    [Fact]
    public async Task Stall_IsFoundWithinTenSeconds_AndTheSessionLeft()
    {
        var session = new ScriptedOpener.Session();
        CameraScript? camera = null;
        session.Then(sink => (camera = new CameraScript(sink) { OriginUs = clock.MonotonicUs }).Play(1));
        opener.Answer(session);
        Start();
        await UntilAsync(CameraState.Recording);

        await UntilAsync(CameraState.Stalled);

        Assert.InRange(clock.MonotonicUs - camera!.NowUs, 7_000_000, 10_000_000);
        Assert.True(session.Disposed);
        Assert.NotNull(written.Segments[0].EndUs);
    }

    [Fact]
    public async Task Camera_ThatConnectsButSendsNothing_IsTriedByDatagrams()
    {
        opener.Answer(new ScriptedOpener.Session());
        var second = new ScriptedOpener.Session();
        second.Then(sink => new CameraScript(sink) { OriginUs = clock.MonotonicUs }.Play(1));
        opener.Answer(second);
        Start();

        await UntilAsync(CameraState.Recording);

        Assert.Equal([CameraTransport.Auto, CameraTransport.Udp], opener.Transports);
    }

    [Theory]
    [InlineData(52, 22)]
    [InlineData(70, 1)]
    public async Task Patience_AfterAStall_CountsTheVideoAlone(int videoSeconds, int shortestWaitSeconds)
    {
        Start();
        while (opener.Transports.Count < 8)
        {
            await StepAsync(TimeSpan.FromSeconds(1));
        }
        var session = new ScriptedOpener.Session();
        session.Then(sink => new CameraScript(sink) { OriginUs = clock.MonotonicUs }.Play(videoSeconds));
        opener.Answer(session);
        await UntilAsync(CameraState.Stalled);
        (int tries, long sinceUs) = (opener.Transports.Count, clock.MonotonicUs);

        while (opener.Transports.Count == tries)
        {
            await StepAsync(TimeSpan.FromMilliseconds(100));
        }

        Assert.InRange(TimeSpan.FromMicroseconds(clock.MonotonicUs - sinceUs).TotalSeconds, shortestWaitSeconds - 0.2, shortestWaitSeconds + 9);
    }

    [Fact]
    public async Task Camera_ThatHangsUpAgainAndAgain_HasNeverTwoSessions()
    {
        int open = 0;
        int most = 0;
        for (int i = 0; i < 5; i++)
        {
            var session = new ScriptedOpener.Session { OnDisposed = () => Interlocked.Decrement(ref open) };
            session.Then(_ => throw new NvrException(ErrorKind.Unreachable, "The camera hung up."));
            opener.Answer(session, () => most = Math.Max(most, Interlocked.Increment(ref open)));
        }
        Start();

        while (opener.Transports.Count < 7)
        {
            await StepAsync(TimeSpan.FromMilliseconds(500));
        }

        Assert.Equal((1, 0), (most, open));
    }

    [Fact]
    public async Task HangUp_ClosesTheSegment_AndTheOutageIsAGapUntilPicturesReturn()
    {
        var first = new ScriptedOpener.Session();
        first.Then(sink => new CameraScript(sink) { OriginUs = clock.MonotonicUs - 1_000_000 }.Play(1));
        first.Then(_ => throw new NvrException(ErrorKind.Unreachable, "The camera hung up."));
        opener.Answer(first);
        Start();
        await UntilAsync(CameraState.Unreachable);
        var second = new ScriptedOpener.Session();
        second.Then(sink => new CameraScript(sink) { OriginUs = clock.MonotonicUs }.Play(2));
        opener.Answer(second);
        await UntilAsync(CameraState.Recording);

        long endUs = written.Segments[0].EndUs!.Value;
        long againUs = written.Segments[1].Segment.StartMonotonicUs;
        (long StartUs, long EndUs, GapReason Reason)[] outage = [.. written.Gaps.Where(g => g.Reason == GapReason.CameraUnreachable).OrderBy(g => g.StartUs)];
        Assert.Equal(endUs, outage[0].StartUs);
        Assert.InRange(outage[^1].EndUs, againUs - 200_000, againUs);
        Assert.All(outage.Zip(outage.Skip(1)), p => Assert.Equal(p.First.EndUs, p.Second.StartUs));
    }

    [Fact]
    public async Task Bug_InReading_DoesNotEndTheSupervisor()
    {
        var broken = new ScriptedOpener.Session();
        broken.Then(_ => throw new InvalidOperationException("bug"));
        opener.Answer(broken);
        Start();
        await UntilAsync(CameraState.Unusable);

        var session = new ScriptedOpener.Session();
        session.Then(sink => new CameraScript(sink) { OriginUs = clock.MonotonicUs }.Play(1));
        opener.Answer(session);
        await UntilAsync(CameraState.Recording);
    }

    [Fact]
    public async Task Reception_IsShown_AndPacketsAddUpOverConnections()
    {
        var first = new ScriptedOpener.Session { Reception = new StreamReception(1000, 7_000) };
        first.Then(sink => new CameraScript(sink) { OriginUs = clock.MonotonicUs }.Play(1));
        opener.Answer(first);
        Start();
        await UntilAsync(CameraState.Recording);
        Assert.Equal((1000, 7_000), (stream!.Status.ReceivedPackets, stream.Status.JitterUs));

        await UntilAsync(CameraState.Stalled);
        Assert.Equal((1000, 0), (stream.Status.ReceivedPackets, stream.Status.JitterUs));

        var second = new ScriptedOpener.Session { Reception = new StreamReception(500, 3_000) };
        second.Then(sink => new CameraScript(sink) { OriginUs = clock.MonotonicUs }.Play(1));
        opener.Answer(second);
        await UntilAsync(CameraState.Recording);
        Assert.Equal((1500, 3_000), (stream.Status.ReceivedPackets, stream.Status.JitterUs));
    }

    private void Start()
    {
        var services = new StreamServices(clock, opener, pump, new RecordingGates(written, clock), new PictureTaps(clock.Time), NullLoggerFactory.Instance, (_, _) => { });
        var address = new StreamAddress(new Uri("rtsp://10.0.0.5/a"), null, null, CameraTransport.Auto, true, null);
        stream = new CameraStream(CameraId.New(), "door", StreamKind.Main, address, services, health);
    }

    /// <summary>Lets time pass in small steps until the stream is in the state; a minute of real time is more than enough.</summary>
    private async Task UntilAsync(CameraState state)
    {
        long giveUp = Environment.TickCount64 + 60_000;
        while (stream!.Status.State != state)
        {
            Assert.True(Environment.TickCount64 < giveUp, $"The stream stayed {stream.Status.State}: {stream.Status.Sentence}");
            await StepAsync(TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>Lets time pass, the supervisor act on it and the pump go round.</summary>
    private async Task StepAsync(TimeSpan span)
    {
        await time.StepAsync(span);
        long rounds = pump.Rounds;
        while (pump.Rounds < rounds + 2)
        {
            pump.Wake();
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
