using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Rtsp.Session;
using Xunit;

namespace Nvr.Rtsp.Tests.Session;

public sealed class DescribeTests : IDisposable
{
    private const string Challenge = "WWW-Authenticate: Digest realm=\"c\", nonce=\"n1\"\r\nServer: Maker/1\r\n";

    private readonly ScriptedCamera camera = new();

    public void Dispose() => camera.Dispose();

    [Fact]
    public async Task Description_IsTold_AndNothingIsSetUp()
    {
        camera.DescribeHeaders += "Server: Maker/1\r\n";

        RtspDescription answer = await AskAsync();

        Assert.Equal((200, "Maker/1", null), (answer.Status, answer.Server, answer.Refusal));
        Assert.Equal("video", Assert.Single(answer.Sdp!.Sections).Kind);
        Assert.Equal(["OPTIONS", "DESCRIBE"], camera.Requests.Select(r => r.Method));
    }

    [Theory]
    [InlineData("404 Not Found", 404)]
    [InlineData("503 Service Unavailable", 503)]
    public async Task Refusal_IsAnAnswer(string status, int expected)
    {
        camera.On["DESCRIBE"] = r => ScriptedCamera.Reply(r, status);

        RtspDescription answer = await AskAsync();

        Assert.Equal((expected, ErrorKind.Refused, null), (answer.Status, answer.Refusal?.Kind, answer.Sdp));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("admin", 2)]
    public async Task SignIn_ThatFails_IsAnAnswer_AndThePasswordIsSentOnce(string? user, int questions)
    {
        camera.On["DESCRIBE"] = r => ScriptedCamera.Reply(r, "401 Unauthorized", Challenge);

        RtspDescription answer = await AskAsync(user, "hidden-word");

        Assert.Equal((401, ErrorKind.Unauthorised, "Maker/1"), (answer.Status, answer.Refusal?.Kind, answer.Server));
        Assert.StartsWith("Digest realm", answer.Challenge);
        Assert.Equal(questions, camera.Requests.Count(r => r.Method == "DESCRIBE"));
        Assert.DoesNotContain("hidden-word", answer.ToString());
    }

    [Fact]
    public async Task Redirect_ToAnotherDevice_IsRefused()
    {
        camera.On["DESCRIBE"] = r => ScriptedCamera.Reply(r, "302 Found", "Location: rtsp://10.99.0.1/a\r\n");

        Assert.Equal((302, ErrorKind.Refused), ((await AskAsync()).Status, (await AskAsync()).Refusal?.Kind));
    }

    [Fact]
    public async Task NobodyThere_Throws()
    {
        int port = camera.Port;
        camera.Dispose();

        NvrException e = await Assert.ThrowsAsync<NvrException>(() => AskAsync(port: port));

        Assert.Equal(ErrorKind.Unreachable, e.Kind);
    }

    private Task<RtspDescription> AskAsync(string? user = null, string? password = null, int? port = null) =>
        RtspDescription.AskAsync(
            new RtspTarget(new Uri($"rtsp://127.0.0.1:{port ?? camera.Port}/live"), user, password), new RtspOptions(), BoxClock.System(), TestContext.Current.CancellationToken);
}
