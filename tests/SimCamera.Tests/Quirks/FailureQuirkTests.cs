using System.Net.Sockets;
using SimCamera.Tests.Wire;

namespace SimCamera.Tests.Quirks;

public sealed class FailureQuirkTests
{
    [Theory, Shows("not-found", "forbidden", "server-error", "unavailable")]
    [InlineData("not-found", 404)]
    [InlineData("forbidden", 403)]
    [InlineData("server-error", 500)]
    [InlineData("unavailable", 503)]
    public async Task Describe_WithQuirk_IsRefused(string quirk, int status)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(quirk);
        using RawRtsp client = await RawRtsp.ConnectAsync(server);

        Assert.Equal(status, (await client.AskAsync("DESCRIBE", Url(server))).Status);
    }

    [Theory, Shows("redirect-other-host", "redirect-self")]
    [InlineData("redirect-other-host", "rtsp://192.0.2.1:554/elsewhere")]
    [InlineData("redirect-self", null)]
    public async Task Redirect_Describe_PointsThere(string quirk, string? location)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(quirk);
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        RawReply reply = await client.AskAsync("DESCRIBE", Url(server));

        Assert.Equal(302, reply.Status);
        Assert.Equal(location ?? Url(server), reply.Header("Location"));
    }

    [Fact, Shows("redirect-same-host")]
    public async Task RedirectSameHost_Followed_Describes()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("redirect-same-host");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        RawReply first = await client.AskAsync("DESCRIBE", Url(server));

        Assert.Equal(302, first.Status);
        Assert.Equal(200, (await client.AskAsync("DESCRIBE", first.Header("Location")!)).Status);
    }

    [Fact, Shows("never-answers")]
    public async Task NeverAnswers_Request_GetsNothing()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("never-answers");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.SendAsync("OPTIONS", Url(server));
        await SmallCamera.UntilAsync(() => server.Cameras[0].Requests.Count == 1);

        Assert.True(await client.IsSilentAsync(TimeSpan.FromMilliseconds(500)));
        Assert.Equal(1, server.OpenConnections);
    }

    [Fact, Shows("hangs-up")]
    public async Task HangsUp_Request_Closes()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("hangs-up");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.SendAsync("DESCRIBE", Url(server));

        Assert.True(await client.ClosesAsync());
    }

    [Fact, Shows("not-rtsp")]
    public async Task NotRtsp_Request_GetsHttp()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("not-rtsp");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);

        Assert.StartsWith("HTTP/1.1", (await client.AskAsync("OPTIONS", Url(server))).StatusLine, StringComparison.Ordinal);
    }

    [Fact, Shows("close-after")]
    public async Task CloseAfter_Playing_ClosesAfterPictures()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("close-after=1");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);

        Assert.NotEmpty(await client.TakePicturesAsync(2));
        Assert.True(await client.ClosesAsync());
    }

    [Fact, Shows("stall-after")]
    public async Task StallAfter_Playing_StopsMediaAndStillAnswers()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("stall-after=1");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);
        await QuietAsync(server);

        Assert.Equal(200, (await client.AskAsync("OPTIONS", Url(server))).Status);
        Assert.Equal(1, server.OpenSessions);
        Assert.True(client.Frames.Count > 0);
    }

    [Fact, Shows("half-open")]
    public async Task HalfOpen_Playing_GoesDeadWithTheSocketOpen()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("half-open=1");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);
        await client.TakePicturesAsync(2);
        await QuietAsync(server);
        await client.SendAsync("OPTIONS", Url(server));
        await SmallCamera.UntilAsync(() => server.Cameras[0].Requests[^1].StartsWith("OPTIONS", StringComparison.Ordinal));
        Task<RawReply> reply = client.ReadReplyAsync();

        Assert.NotSame(reply, await Task.WhenAny(reply, Task.Delay(500)));
        Assert.Equal(1, server.OpenConnections);
    }

    [Fact, Shows("reboot-every")]
    public async Task RebootEvery_Running_RefusesForAWhileAndComesBack()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("reboot-every=1");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);
        Assert.True(await client.ClosesAsync());
        await Assert.ThrowsAnyAsync<SocketException>(() => RawRtsp.ConnectAsync(server));
        await SmallCamera.UntilAsync(() => Accepts(server));
    }

    private static async Task QuietAsync(SimCameraServer server)
    {
        long last = -1;
        while (server.Log.Total == 0 || last != server.Log.Total)
        {
            last = server.Log.Total;
            // Long against the 40 ms from picture to picture.
            await Task.Delay(600);
        }
    }

    private static bool Accepts(SimCameraServer server)
    {
        try
        {
            using var probe = new TcpClient("127.0.0.1", server.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Url(SimCameraServer server) => server.Cameras[0].Url.ToString();
}
