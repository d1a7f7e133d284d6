using Nvr.Core;
using Nvr.Rtsp.Session;
using Xunit;

namespace Nvr.Rtsp.Tests.Session;

public sealed class RedirectTests : IDisposable
{
    private readonly ScriptedCamera camera = new();

    public void Dispose() => camera.Dispose();

    [Fact]
    public async Task Redirect_ToAnotherPathAndPortOfTheCamera_IsFollowed()
    {
        using var other = new ScriptedCamera();
        camera.On["DESCRIBE"] = r => ScriptedCamera.Reply(r, "302 Found", $"Location: rtsp://127.0.0.1:{other.Port}/moved\r\n");
        await using RtspSession session = await Play.OpenAsync(camera.Url);
        Assert.Contains(other.Requests, r => r.Method == "PLAY");
    }

    [Fact]
    public async Task Redirect_ToAnotherDevice_IsRefusedWithoutTouchingIt()
    {
        camera.On["DESCRIBE"] = r => ScriptedCamera.Reply(r, "301 Moved", $"Location: rtsp://127.0.0.2:{camera.Port}/live\r\n");
        NvrException e = await Play.RefusedAsync(camera, user: "admin", password: "hidden-word");
        Assert.Equal(ErrorKind.Refused, e.Kind);
        Assert.Contains("127.0.0.2", e.Message);
        Assert.DoesNotContain("hidden-word", e.Message);
    }

    [Fact]
    public async Task Redirect_ToItself_EndsAfterThree()
    {
        camera.On["OPTIONS"] = r => ScriptedCamera.Reply(r, "302 Found", $"Location: {camera.Url}\r\n");
        Assert.Equal(ErrorKind.Refused, (await Play.RefusedAsync(camera)).Kind);
        Assert.Equal(4, camera.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Location: \r\n")]
    [InlineData("Location: %%%\r\n")]
    public async Task Redirect_Nowhere_IsRefused(string header)
    {
        camera.On["DESCRIBE"] = r => ScriptedCamera.Reply(r, "302 Found", header);
        Assert.Equal(ErrorKind.Refused, (await Play.RefusedAsync(camera)).Kind);
    }

    [Fact]
    public async Task Redirect_ToAPathAlone_IsFollowed()
    {
        camera.On["DESCRIBE"] = r => r.Uri.EndsWith("/new", StringComparison.Ordinal)
            ? camera.Usual(r)
            : ScriptedCamera.Reply(r, "302 Found", "Location: /new\r\n");
        await Play.RecordsAsync(camera);
    }
}
