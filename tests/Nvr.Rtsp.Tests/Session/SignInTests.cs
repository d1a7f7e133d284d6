using Nvr.Core;
using Nvr.Rtsp.Session;
using Xunit;

namespace Nvr.Rtsp.Tests.Session;

public sealed class SignInTests : IDisposable
{
    private const string Challenge = "WWW-Authenticate: Digest realm=\"c\", nonce=\"n1\", algorithm=SHA-256, qop=\"auth\"\r\n";

    private readonly ScriptedCamera camera = new();

    public void Dispose() => camera.Dispose();

    [Fact]
    public async Task Digest_Sha256Only_Records()
    {
        DemandOn(["DESCRIBE", "SETUP", "PLAY"], r => r["Authorization"]?.Contains("algorithm=SHA-256") is true ? null : Challenge);
        await Play.RecordsAsync(camera, user: "admin", password: "p");
        Assert.Single(camera.Requests, r => r.Method == "SETUP");
    }

    [Fact]
    public async Task Credentials_WrittenInTheAddress_AreUsedAndNeverSentInIt()
    {
        DemandOn(["DESCRIBE"], r => r["Authorization"] is null ? "WWW-Authenticate: Basic realm=\"c\"\r\n" : null);
        var url = new Uri($"rtsp://admin:p%40ss@127.0.0.1:{camera.Port}/live");
        await using RtspSession session = await Play.OpenAsync(url);
        Assert.Contains(camera.Requests, r => r["Authorization"] == "Basic YWRtaW46cEBzcw==");
        Assert.DoesNotContain(camera.Requests, r => r.Uri.Contains('@'));
    }

    [Fact]
    public async Task Nonce_ChangedBetweenRequests_IsFollowed()
    {
        DemandOn(["DESCRIBE", "SETUP", "PLAY"], r =>
        {
            string nonce = "nonce-for-" + r.Method;
            return r["Authorization"]?.Contains(nonce) is true ? null : $"WWW-Authenticate: Digest realm=\"c\", nonce=\"{nonce}\"\r\n";
        });
        await Play.RecordsAsync(camera, user: "admin", password: "p");
    }

    [Fact]
    public async Task Nonce_Stale_IsRenewed()
    {
        int stale = 0;
        DemandOn(["DESCRIBE"], r => r["Authorization"] is null ? Challenge
            : stale++ == 0 ? "WWW-Authenticate: Digest realm=\"c\", nonce=\"n2\", stale=true\r\n" : null);
        await Play.RecordsAsync(camera, user: "admin", password: "p");
    }

    [Fact]
    public async Task Camera_ThatHangsUpAfterAskingToSignIn_IsAnsweredOnANewConnection()
    {
        int asked = 0;
        camera.On["DESCRIBE"] = r => asked++ switch
        {
            0 => $"RTSP/1.0 401 Unauthorized\r\nCSeq: {r["CSeq"]}\r\n{Challenge}\r\n",
            1 => null,
            _ when r["Authorization"] is null => $"RTSP/1.0 401 Unauthorized\r\nCSeq: {r["CSeq"]}\r\n{Challenge}\r\n",
            _ => camera.Usual(r),
        };
        await Play.RecordsAsync(camera, user: "admin", password: "p");
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task Camera_ThatHangsUpEveryTime_IsUnreachable()
    {
        int asked = 0;
        camera.On["DESCRIBE"] = r => asked++ % 2 == 0 && r["Authorization"] is null
            ? $"RTSP/1.0 401 Unauthorized\r\nCSeq: {r["CSeq"]}\r\n{Challenge}\r\n"
            : null;
        NvrException e = await Play.RefusedAsync(camera, user: "admin", password: "p");
        Assert.Equal(ErrorKind.Unreachable, e.Kind);
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task Password_Wrong_IsTriedOnce()
    {
        DemandOn(["DESCRIBE"], _ => Challenge);
        NvrException e = await Play.RefusedAsync(camera, user: "admin", password: "hidden-word");
        Assert.Equal(ErrorKind.Unauthorised, e.Kind);
        Assert.DoesNotContain("hidden-word", e.ToString());
        Assert.Equal(2, camera.Requests.Count(r => r.Method == "DESCRIBE"));
    }

    [Fact]
    public async Task Nonce_StaleForEver_EndsUnauthorised()
    {
        DemandOn(["DESCRIBE"], _ => "WWW-Authenticate: Digest realm=\"c\", nonce=\"n2\", stale=true\r\n");
        Assert.Equal(ErrorKind.Unauthorised, (await Play.RefusedAsync(camera, user: "admin", password: "p")).Kind);
    }

    private void DemandOn(string[] methods, Func<ScriptedRequest, string?> challenge)
    {
        foreach (string method in methods)
        {
            camera.On[method] = r => challenge(r) is { } header ? ScriptedCamera.Reply(r, "401 Unauthorized", header) : camera.Usual(r);
        }
    }
}
