using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Recording.Streams;
using Nvr.Recording.Tests.Fakes;
using Nvr.Storage;

namespace Nvr.Recording.Tests.Streams;

public sealed class StreamSupervisorTests : IAsyncDisposable
{
    private readonly FakeTimeProvider time = new();
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
        session.Then(sink => new CameraScript(sink) { OriginUs = clock.MonotonicUs }.Play(1));
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
    public async Task Stall_IsFoundWithinElevenSeconds_AndTheSessionLeft()
    {
        var session = new ScriptedOpener.Session();
        session.Then(sink => new CameraScript(sink) { OriginUs = clock.MonotonicUs }.Play(1));
        opener.Answer(session);
        Start();
        await UntilAsync(CameraState.Recording);
        long silentSinceUs = clock.MonotonicUs;

        await UntilAsync(CameraState.Stalled);

        Assert.InRange(clock.MonotonicUs - silentSinceUs, 9_000_000, 12_500_000);
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
        second.Then(sink => new CameraScript(sink) { OriginUs = clock.MonotonicUs }.Play(1));
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
        var services = new StreamServices(clock, opener, pump, written, NullLoggerFactory.Instance, (_, _) => { });
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
            time.Advance(TimeSpan.FromMilliseconds(100));
            pump.Wake();
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
