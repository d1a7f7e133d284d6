using System.Net;
using System.Net.Sockets;
using ForeignCameras;
using Nvr.Adoption.Paths;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Rtsp.Tests.Session;
using SimCamera;

namespace Nvr.Adoption.Tests.Paths;

public sealed class PathProberTests : IDisposable
{
    private const string Challenge = "WWW-Authenticate: Digest realm=\"Login to 4K0\", nonce=\"n1\", algorithm=MD5, qop=\"auth\"\r\n";

    private static readonly PathProbeOptions Quick = new() { FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(2), ReplyTimeout = TimeSpan.FromSeconds(20) };

    private readonly ScriptedCamera camera = new();
    private readonly SignInGuard guard = new(BoxClock.System());

    public void Dispose() => camera.Dispose();

    [Fact]
    public async Task Camera_WithOneOfTheKnownPaths_IsFound_WithItsSubStream()
    {
        Offer("/h264Preview_01_main", "/h264Preview_01_sub");

        PathProbeResult result = await ProbeAsync();

        Assert.Equal((PathProbeOutcome.Found, "Reolink"), (result.Outcome, result.Maker));
        Assert.Equal(("/h264Preview_01_main", "/h264Preview_01_sub"), (result.MainUrl!.AbsolutePath, result.SubUrl?.AbsolutePath));
        Assert.Equal(result.Tries, Described.Count());
        Assert.DoesNotContain(camera.Requests, r => r.Method is "SETUP" or "PLAY");
    }

    [Fact]
    public async Task Hint_SavesQuestions()
    {
        Offer("/cam/realmonitor?channel=1&subtype=0");

        PathProbeResult result = await ProbeAsync(t => t with { Hints = new PathHints(null, "Dahua Technology", null) });

        Assert.Equal((PathProbeOutcome.Found, 2), (result.Outcome, result.Tries)); // main, and the sub that is not there
        Assert.Null(result.SubUrl);
    }

    [Fact]
    public async Task ServersOwnName_MovesItsMakerToTheFront()
    {
        camera.On["OPTIONS"] = r => ScriptedCamera.Reply(r, headers: "Server: Vivotek-RTSP/2\r\nPublic: DESCRIBE\r\n");
        Offer("/live1s1.sdp", "/live1s2.sdp");
        camera.On["DESCRIBE"] = Named(camera.On["DESCRIBE"], "Server: Vivotek-RTSP/2\r\n");

        PathProbeResult result = await ProbeAsync();

        Assert.Equal((PathProbeOutcome.Found, "Vivotek", 3), (result.Outcome, result.Maker, result.Tries)); // any first, then the two right ones
        Assert.Contains("Vivotek", result.Banner);
    }

    [Fact]
    public async Task OneStreamAtAnyPath_IsNotRecordedTwice()
    {
        PathProbeResult result = await ProbeAsync();

        Assert.Equal(PathProbeOutcome.Found, result.Outcome);
        Assert.Null(result.SubUrl);
    }

    [Fact]
    public async Task PasswordAskedFor_StopsAtOnce()
    {
        camera.On["DESCRIBE"] = r => ScriptedCamera.Reply(r, "401 Unauthorized", Challenge);

        PathProbeResult result = await ProbeAsync();

        Assert.Equal((PathProbeOutcome.NeedsPassword, 1), (result.Outcome, result.Tries));
        Assert.Single(Described);
        Assert.Equal("Dahua", PathTable.MakerBy(new PathHints(null, null, result.Banner)));
    }

    [Fact]
    public async Task WrongPassword_IsSentOnceALook_ThreeTimesInAll()
    {
        camera.On["DESCRIBE"] = r => ScriptedCamera.Reply(r, "401 Unauthorized", Challenge);
        var outcomes = new List<PathProbeOutcome>();
        for (int i = 0; i < 5; i++)
        {
            outcomes.Add((await ProbeAsync(t => t with { UserName = "admin", Password = "hidden-word" })).Outcome);
        }

        Assert.Equal(
            [PathProbeOutcome.WrongPassword, PathProbeOutcome.WrongPassword, PathProbeOutcome.WrongPassword, PathProbeOutcome.HeldBack, PathProbeOutcome.HeldBack],
            outcomes);
        Assert.Equal(3, camera.Requests.Count(r => r["Authorization"] is not null));
    }

    [Fact]
    public async Task RightPassword_IsUsedForEveryPath_AndCountsAsNoFailure()
    {
        Offer("/stream1");
        Func<ScriptedRequest, string?> offered = camera.On["DESCRIBE"];
        camera.On["DESCRIBE"] = r => r["Authorization"] is null ? ScriptedCamera.Reply(r, "401 Unauthorized", Challenge) : offered(r);

        PathProbeResult result = await ProbeAsync(t => t with { UserName = "admin", Password = "right" });

        Assert.Equal((PathProbeOutcome.Found, "/stream1"), (result.Outcome, result.MainUrl!.AbsolutePath));
        Assert.True(result.Tries > SignInGuard.MaxFailures);
        Assert.DoesNotContain("right", result.ToString());
    }

    [Fact]
    public async Task NothingFits_EndsAfterTheBound()
    {
        Offer();

        PathProbeResult result = await ProbeAsync(options: Quick with { MaxTries = 7 });

        Assert.Equal((PathProbeOutcome.NothingFits, 7), (result.Outcome, result.Tries));
        Assert.Equal(7, Described.Select(r => r.Uri).Distinct().Count());
    }

    [Fact]
    public async Task OneConnectionAtATime()
    {
        Offer("/sub-zero");
        var before = new ManualResetEventSlim(initialState: true);
        var overlaps = 0;
        camera.Wrap = stream =>
        {
            // Were the connection before still open, it would stay so until this one is answered.
            ManualResetEventSlim ended = new();
            overlaps += Interlocked.Exchange(ref before, ended).Wait(TimeSpan.FromSeconds(10)) ? 0 : 1;
            return new ClosingStream(stream, ended.Set);
        };
        PathProbeResult result = await ProbeAsync(options: Quick with { MaxTries = 5 });

        Assert.Equal((5, 0), (result.Tries, overlaps));
    }

    [Fact]
    public async Task SecondLookAtTheSameDevice_IsAConflict()
    {
        using var asked = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        camera.On["DESCRIBE"] = r =>
        {
            asked.Set();
            go.Wait(TimeSpan.FromSeconds(20));
            return camera.Usual(r);
        };
        var prober = new PathProber(BoxClock.System(), guard, Quick);
        Task<PathProbeResult> first = prober.ProbeAsync(Target(), TestContext.Current.CancellationToken);
        Assert.True(await Task.Run(() => asked.Wait(TimeSpan.FromSeconds(20))));

        NvrException busy = await Assert.ThrowsAsync<NvrException>(() => prober.ProbeAsync(Target(), TestContext.Current.CancellationToken));

        Assert.Equal(ErrorKind.Conflict, busy.Kind);
        go.Set();
        Assert.Equal(PathProbeOutcome.Found, (await first).Outcome);
    }

    [Fact]
    public async Task NobodyThere_IsUnreachable_AndGivesTheTryBack()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        int port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        for (int i = 0; i < SignInGuard.MaxFailures + 2; i++)
        {
            PathProbeResult result = await ProbeAsync(t => t with { Port = port, UserName = "admin", Password = "p" });
            Assert.Equal((PathProbeOutcome.Unreachable, 1), (result.Outcome, result.Tries));
        }
    }

    [Fact]
    public async Task WebServer_IsNoCamera()
    {
        camera.On["OPTIONS"] = _ => "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n" + new string('x', 100);

        PathProbeResult result = await ProbeAsync(options: Quick with { ReplyTimeout = TimeSpan.FromSeconds(1) });

        Assert.Equal(PathProbeOutcome.NotRtsp, result.Outcome);
    }

    [Fact]
    public async Task SimulatedCamera_WithAnAccount_IsFound()
    {
        var options = new SimCameraOptions
        {
            Cameras = [new CameraOptions { Name = "live", User = "admin", Password = "pässword", Width = 320, Height = 240, Kbit = 200 }],
            CacheDirectory = Path.Combine(AppContext.BaseDirectory, "material"),
        };
        await using SimCameraServer server = await SimCameraServer.StartAsync(options);

        PathProbeResult result = await ProbeAsync(t => t with { Port = server.Port, UserName = "admin", Password = "pässword", Hints = new PathHints(null, "wyze", null) });

        Assert.Equal((PathProbeOutcome.Found, "/live", "Wyze"), (result.Outcome, result.MainUrl?.AbsolutePath, result.Maker));
    }

    [Theory]
    [InlineData("right", PathProbeOutcome.Found)]
    [InlineData("wrong", PathProbeOutcome.WrongPassword)]
    [InlineData(null, PathProbeOutcome.NeedsPassword)]
    public async Task ForeignServer_WithDigestSignIn_IsFound(string? password, PathProbeOutcome expected)
    {
        await using GstCamera server = await GstCamera.StartAsync("--mount onvif1 --auth digest --user admin --password right");

        PathProbeResult result = await ProbeAsync(t => t with { Port = server.Port, UserName = password is null ? null : "admin", Password = password });

        Assert.Equal((expected, expected == PathProbeOutcome.Found ? "/onvif1" : null), (result.Outcome, result.MainUrl?.AbsolutePath));
        Assert.Contains("GStreamer", result.Banner);
    }

    private IEnumerable<ScriptedRequest> Described => camera.Requests.Where(r => r.Method == "DESCRIBE");

    /// <summary>The first path is the main stream, the second another one; anything else is not found.</summary>
    private void Offer(params string[] paths) => camera.On["DESCRIBE"] = r =>
    {
        int which = Array.FindIndex(paths, p => r.Uri.EndsWith($":{camera.Port}{p}", StringComparison.Ordinal));
        string sdp = which == 1 ? ScriptedCamera.VideoSdp.Replace("Z0LADdoFB", "Z0LADdoFC", StringComparison.Ordinal) : ScriptedCamera.VideoSdp;
        return which < 0 ? ScriptedCamera.Reply(r, "404 Not Found") : ScriptedCamera.Reply(r, headers: camera.DescribeHeaders, body: sdp);
    };

    private static Func<ScriptedRequest, string?> Named(Func<ScriptedRequest, string?> answer, string header) =>
        r => answer(r) is { } reply ? reply.Insert(reply.IndexOf("\r\n", StringComparison.Ordinal) + 2, header) : null;

    private PathProbeTarget Target() => new() { Device = "camera", Address = IPAddress.Loopback, Port = camera.Port };

    private Task<PathProbeResult> ProbeAsync(Func<PathProbeTarget, PathProbeTarget>? change = null, PathProbeOptions? options = null) =>
        new PathProber(BoxClock.System(), guard, options ?? Quick).ProbeAsync((change ?? (t => t))(Target()), TestContext.Current.CancellationToken);
}
