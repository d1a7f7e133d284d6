using System.Net;
using System.Net.Sockets;
using ForeignCameras;
using Nvr.Adoption.Paths;
using Nvr.Adoption.Trying;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Streams;
using Nvr.Rtsp.Tests.Session;
using SimCamera;

namespace Nvr.Adoption.Tests.Trying;

public sealed class CameraTrialTests : IDisposable
{
    private const string Challenge = "WWW-Authenticate: Digest realm=\"Login to 4K0\", nonce=\"n1\", algorithm=MD5, qop=\"auth\"\r\n";

    private readonly ScriptedCamera camera = new();
    private readonly SignInGuard guard = new(BoxClock.System());

    public void Dispose() => camera.Dispose();

    [Fact]
    public async Task WholeAddress_WithAPicture_IsFound()
    {
        TrialReport report = await TryAsync(camera.Url);

        Assert.Equal((TrialOutcome.Picture, "The camera answers, and offers a picture (H.264).", camera.Url), (report.Outcome, report.Sentence, report.MainUrl));
        Assert.DoesNotContain(camera.Requests, r => r.Method is "SETUP" or "PLAY");
    }

    [Fact]
    public async Task WrongPath_IsSaidInTheCamerasWords()
    {
        camera.On["DESCRIBE"] = r => ScriptedCamera.Reply(r, "404 Not Found");

        TrialReport report = await TryAsync(camera.Url);

        Assert.Equal((TrialOutcome.NoStream, "The camera has no stream at this address. Check the path of the address.", null), (report.Outcome, report.Sentence, report.MainUrl));
    }

    [Fact]
    public async Task PasswordThatIsAskedFor_IsAskedForInTurn()
    {
        camera.On["DESCRIBE"] = r => ScriptedCamera.Reply(r, "401 Unauthorized", Challenge);

        TrialReport whole = await TryAsync(camera.Url);
        TrialReport host = await TryAsync(Host, search: true);

        Assert.All([whole, host], r => Assert.Equal((TrialOutcome.NeedsPassword, "The camera answers, but asks for a password.", "Enter the camera's user name and password."), (r.Outcome, r.Sentence, r.NextStep)));
        Assert.DoesNotContain(camera.Requests, r => r["Authorization"] is not null);
    }

    [Fact]
    public async Task WrongPassword_IsSentThreeTimesInAll_HoweverItIsTried()
    {
        camera.On["DESCRIBE"] = r => ScriptedCamera.Reply(r, "401 Unauthorized", Challenge);
        List<TrialOutcome> outcomes = [];
        for (int i = 0; i < 5; i++)
        {
            outcomes.Add((await TryAsync(i % 2 == 0 ? camera.Url : Host, search: true, user: "admin")).Outcome);
        }

        Assert.Equal([TrialOutcome.WrongPassword, TrialOutcome.WrongPassword, TrialOutcome.WrongPassword, TrialOutcome.HeldBack, TrialOutcome.HeldBack], outcomes);
        Assert.Equal(3, camera.Requests.Count(r => r["Authorization"] is not null));
    }

    [Fact]
    public async Task RightPassword_CountsAsNoFailure()
    {
        camera.On["DESCRIBE"] = r => r["Authorization"] is null ? ScriptedCamera.Reply(r, "401 Unauthorized", Challenge) : camera.Usual(r);
        for (int i = 0; i < SignInGuard.MaxFailures + 2; i++)
        {
            Assert.Equal(TrialOutcome.Picture, (await TryAsync(camera.Url, user: "admin")).Outcome);
        }
    }

    [Fact]
    public async Task HostThatSomebodyTypes_IsAskedOnce_AndNothingIsTried()
    {
        TrialReport report = await TryAsync(Host, user: "admin");

        Assert.Equal((TrialOutcome.Answers, "A camera answers there."), (report.Outcome, report.Sentence));
        Assert.Single(camera.Requests, r => r.Method == "DESCRIBE");
        Assert.DoesNotContain(camera.Requests, r => r["Authorization"] is not null);
    }

    [Fact]
    public async Task Host_IsSearchedForItsPicture_AndItsSmallOne()
    {
        camera.On["DESCRIBE"] = r => r.Uri.EndsWith("/h264Preview_01_main", StringComparison.Ordinal) ? camera.Usual(r)
            : r.Uri.EndsWith("/h264Preview_01_sub", StringComparison.Ordinal) ? ScriptedCamera.Reply(r, headers: "Content-Type: application/sdp\r\n", body: ScriptedCamera.VideoSdp.Replace("Z0LADdoFB", "Z0LADdoFA", StringComparison.Ordinal))
            : ScriptedCamera.Reply(r, "404 Not Found");

        TrialReport report = await TryAsync(Host, search: true);

        Assert.Equal((TrialOutcome.Picture, "/h264Preview_01_main", "/h264Preview_01_sub"), (report.Outcome, report.MainUrl?.AbsolutePath, report.SubUrl?.AbsolutePath));
    }

    [Fact]
    public async Task PictureThatCannotBeRecorded_IsSaid()
    {
        camera.Sdp = ScriptedCamera.VideoSdp.Replace("H264/90000", "VP8/90000", StringComparison.Ordinal);

        TrialReport report = await TryAsync(camera.Url);

        Assert.Equal((TrialOutcome.Unusable, "Set the camera to H.264 or H.265, then try again."), (report.Outcome, report.NextStep));
    }

    [Fact]
    public async Task SoundAlone_IsNoPicture()
    {
        camera.Sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=cam\r\nt=0 0\r\n" + ScriptedCamera.AudioSdp;

        Assert.Equal(TrialOutcome.NoStream, (await TryAsync(camera.Url)).Outcome);
    }

    [Fact]
    public async Task NobodyThere_IsSaid_AndGivesTheTryBack()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        int port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        for (int i = 0; i < SignInGuard.MaxFailures + 2; i++)
        {
            TrialReport report = await TryAsync(new Uri($"rtsp://127.0.0.1:{port}/live"), user: "admin");

            Assert.Equal(
                (TrialOutcome.NoAnswer, "The camera is there, but nothing answers at its RTSP port. Check the port, and that RTSP is switched on."), (report.Outcome, report.Sentence));
        }
    }

    [Fact]
    public async Task UnknownName_IsSaid()
    {
        TrialReport report = await TryAsync(new Uri("rtsp://no-such-camera.invalid/"), search: true);

        Assert.Equal(TrialOutcome.NoAnswer, report.Outcome);
        Assert.Contains("no-such-camera.invalid", report.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WebServer_IsNoCamera()
    {
        camera.On["OPTIONS"] = _ => "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n" + new string('x', 100);

        Assert.Equal(TrialOutcome.NoAnswer, (await TryAsync(camera.Url)).Outcome);
    }

    [Fact]
    public async Task ManyAtOnce_AreRefused_AndTurnsComeBack()
    {
        using var go = new ManualResetEventSlim();
        using var asked = new CountdownEvent(4);
        camera.On["DESCRIBE"] = r =>
        {
            asked.Signal();
            go.Wait(TimeSpan.FromSeconds(20));
            return camera.Usual(r);
        };
        using CameraTrial trial = NewTrial();
        Task<TrialReport>[] first = [.. Enumerable.Range(0, 4).Select(_ => trial.TryAsync(new TrialRequest { Address = camera.Url }, TestContext.Current.CancellationToken))];
        Assert.True(await Task.Run(() => asked.Wait(TimeSpan.FromSeconds(20))));

        NvrException busy = await Assert.ThrowsAsync<NvrException>(() => trial.TryAsync(new TrialRequest { Address = camera.Url }, TestContext.Current.CancellationToken));
        go.Set();
        await Task.WhenAll(first);
        camera.On.Remove("DESCRIBE");

        Assert.Equal(ErrorKind.Exhausted, busy.Kind);
        Assert.Equal(TrialOutcome.Picture, (await trial.TryAsync(new TrialRequest { Address = camera.Url }, TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task SimulatedCamera_WithAnAccount_IsFoundByItsHost()
    {
        var options = new SimCameraOptions
        {
            Cameras = [new CameraOptions { Name = "live", User = "admin", Password = "pässword", Width = 320, Height = 240, Kbit = 200 }],
            CacheDirectory = Path.Combine(AppContext.BaseDirectory, "material"),
        };
        await using SimCameraServer server = await SimCameraServer.StartAsync(options);

        TrialReport report = await TryAsync(new Uri($"rtsp://127.0.0.1:{server.Port}/"), search: true, user: "admin", password: "pässword");

        Assert.Equal(TrialOutcome.Picture, report.Outcome);
        Assert.StartsWith("/live", report.MainUrl!.AbsolutePath, StringComparison.Ordinal);
        Assert.Empty(report.MainUrl.UserInfo);
    }

    private Uri Host => new($"rtsp://127.0.0.1:{camera.Port}/");

    private CameraTrial NewTrial() => new(guard, NameGuard.Of(allowOwn: true), BoxClock.System(), [1]);

    private async Task<TrialReport> TryAsync(Uri address, bool search = false, string? user = null, string? password = "hidden-word")
    {
        using CameraTrial trial = NewTrial();
        var request = new TrialRequest { Address = address, IsSearch = search, UserName = user, Password = user is null ? null : password };
        Assert.DoesNotContain("hidden-word", request.ToString(), StringComparison.Ordinal);
        return await trial.TryAsync(request, TestContext.Current.CancellationToken);
    }
}
