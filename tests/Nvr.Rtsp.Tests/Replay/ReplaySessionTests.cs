using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Rtsp.Replay;
using Nvr.Rtsp.Session;
using SimCamera;
using SimCamera.Onvif;
using Xunit;

namespace Nvr.Rtsp.Tests.Replay;

/// <summary>A simulated camera's card, read over real sockets.</summary>
public sealed class ReplaySessionTests
{
    private static readonly ReplayRules Hurried = new() { BytesPerSecond = 50_000_000, Silence = TimeSpan.FromSeconds(2) };

    private readonly BoxClock clock = BoxClock.System();

    [Fact]
    public async Task Span_OfThePast_ComesWithTheTimesOfItsExtension()
    {
        await using SimCameraServer server = await ServeAsync();
        UtcRange range = Past(30, 4);
        var sink = new ReplayedPictures();

        Assert.Equal(ReplayEnd.Finished, await RunAsync(server, range, sink));
        Assert.InRange(sink.Pictures.Count, 99, 112);
        // The stamps of the card are the times of the recording.
        Assert.All(sink.Pictures, p => Assert.InRange(p.CaptureUs - p.Stamp.UtcUs, -2, 2));
        AssertUnbroken(sink);
        Assert.True(sink.Pictures[0].IsKey);
        Assert.InRange(range.Start.Microseconds - sink.Pictures[0].CaptureUs, -50_000, 450_000);
        Assert.InRange(range.End.Microseconds - sink.Pictures[^1].CaptureUs, -50_000, 100_000);
    }

    [Fact]
    public async Task Camera_ThatFallsSilent_IsLeft()
    {
        await using SimCameraServer server = await ServeAsync("onvif-card-ends-early=2");
        var sink = new ReplayedPictures();

        Assert.Equal(ReplayEnd.Silent, await RunAsync(server, Past(30, 10), sink));
        Assert.InRange(sink.Pictures.Count, 48, 50);
    }

    [Fact]
    public async Task Pictures_WithoutTimes_AreRefused()
    {
        await using SimCameraServer server = await ServeAsync("onvif-card-no-clock");
        var sink = new ReplayedPictures();

        NvrException refused = await Assert.ThrowsAsync<NvrException>(() => RunAsync(server, Past(30, 10), sink));
        Assert.Equal(ErrorKind.Protocol, refused.Kind);
        Assert.Empty(sink.Pictures);
    }

    [Fact]
    public async Task Pictures_ThatComeAgain_AreTakenOnce()
    {
        await using SimCameraServer server = await ServeAsync("onvif-card-overlaps");
        var sink = new ReplayedPictures();

        Assert.Equal(ReplayEnd.Finished, await RunAsync(server, Past(30, 8), sink));
        AssertUnbroken(sink);
        Assert.All(sink.Pictures, p => Assert.InRange(p.CaptureUs - p.Stamp.UtcUs, -2, 2));
        Assert.Equal(0, sink.Jumps);
    }

    [Fact]
    public async Task Replay_ThatDoesNotEnd_EndsWhenTheSinkHasEnough()
    {
        await using SimCameraServer server = await ServeAsync("onvif-card-endless");
        UtcRange range = Past(30, 3);
        var sink = new ReplayedPictures(range.End.Microseconds);

        Assert.Equal(ReplayEnd.Satisfied, await RunAsync(server, range, sink));
    }

    [Fact]
    public async Task Replay_ThatBringsTooMuch_IsBrokenOff()
    {
        await using SimCameraServer server = await ServeAsync("onvif-card-endless");

        Assert.Equal(ReplayEnd.Endless, await RunAsync(server, Past(30, 3), new ReplayedPictures(), Hurried with { MostBytes = 400_000 }));
    }

    [Fact]
    public async Task Future_IsNotFound()
    {
        await using SimCameraServer server = await ServeAsync();

        NvrException none = await Assert.ThrowsAsync<NvrException>(() => RunAsync(server, Past(-3600, 10), new ReplayedPictures()));
        Assert.Equal(ErrorKind.NotFound, none.Kind);
    }

    [Fact]
    public async Task Rate_IsBounded()
    {
        await using SimCameraServer server = await ServeAsync();
        long startUs = clock.MonotonicUs;
        var sink = new ReplayedPictures();

        // Some ten seconds at 400 kbit/s are half a megabyte.
        await RunAsync(server, Past(30, 10), sink, Hurried with { BytesPerSecond = 200_000 });
        Assert.True(clock.MonotonicUs - startUs > 1_000_000, "it came faster than allowed");
        AssertUnbroken(sink);
    }

    private static void AssertUnbroken(ReplayedPictures sink) =>
        Assert.Equal(Enumerable.Range(0, sink.Pictures.Count).Select(i => sink.Pictures[0].Stamp.Counter + i), sink.Pictures.Select(p => p.Stamp.Counter));

    private UtcRange Past(int secondsAgo, int seconds)
    {
        UtcTime start = clock.WallNow.Plus(-secondsAgo * 1_000_000L);
        return new UtcRange(start, start.Plus(seconds * 1_000_000L));
    }

    private async Task<ReplayEnd> RunAsync(SimCameraServer server, UtcRange range, ReplayedPictures sink, ReplayRules? rules = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var options = new RtspOptions { ReplyTimeout = TimeSpan.FromSeconds(30) };
        await using ReplaySession session = await ReplaySession.OpenAsync(
            new RtspTarget(server.Cameras[0].ReplayUrl, null, null), options, range, clock, limit.Token);
        return await session.RunAsync(sink, rules ?? Hurried, limit.Token);
    }

    private static Task<SimCameraServer> ServeAsync(params string[] quirks) => SimCameraServer.StartAsync(new SimCameraOptions
    {
        Cameras = [new CameraOptions { Width = 320, Height = 240, Gop = 10, Kbit = 400, Quirks = quirks, Onvif = new OnvifOptions { CardSeconds = 60 } }],
        CacheDirectory = Path.Combine(AppContext.BaseDirectory, "material"),
    });
}
