using SimCamera.Tests.Wire;

namespace SimCamera.Tests.Quirks;

public sealed class RtspQuirkTests
{
    private const string Tcp = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1";
    private const string Udp = "Transport: RTP/AVP;unicast;client_port=40000-40001";
    private const string Multicast = "Transport: RTP/AVP;multicast";

    [Theory, Shows("get-parameter-400", "get-parameter-454", "get-parameter-unadvertised")]
    [InlineData("get-parameter-400", 400, true)]
    [InlineData("get-parameter-454", 454, true)]
    [InlineData("get-parameter-unadvertised", 501, false)]
    public async Task GetParameter_Asked_IsRefusedWhileMediaGoOn(string quirk, int status, bool advertised)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(quirk);
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        RawReply play = await client.PlayAsync(server.Cameras[0]);
        RawReply options = await client.AskAsync("OPTIONS", Url(server));

        Assert.Equal(advertised, options.Header("Public")!.Contains("GET_PARAMETER", StringComparison.Ordinal));
        Assert.Equal(status, (await client.AskAsync("GET_PARAMETER", Url(server), $"Session: {play.SessionId}")).Status);
        Assert.Equal(status, (await client.AskAsync("SET_PARAMETER", Url(server), $"Session: {play.SessionId}")).Status);
        Assert.NotEmpty(await client.TakePicturesAsync(3));
    }

    [Fact, Shows("get-parameter-closes")]
    public async Task GetParameterCloses_Asked_Closes()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("get-parameter-closes");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        RawReply play = await client.PlayAsync(server.Cameras[0]);
        await client.SendAsync("GET_PARAMETER", Url(server), $"Session: {play.SessionId}");

        Assert.True(await client.ClosesAsync());
    }

    [Fact, Shows("session-timeout")]
    public async Task SessionTimeout_NoKeepAlive_DropsTheSession()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("session-timeout=2");
        using RawRtsp idle = await RawRtsp.ConnectAsync(server);
        using RawRtsp lively = await RawRtsp.ConnectAsync(server);
        RawReply play = await idle.PlayAsync(server.Cameras[0]);
        RawReply kept = await lively.PlayAsync(server.Cameras[0]);
        Task<bool> closes = idle.ClosesAsync();
        while (!closes.IsCompleted)
        {
            Assert.Equal(200, (await lively.AskAsync("GET_PARAMETER", Url(server), $"Session: {kept.SessionId}")).Status);
            await lively.TakePicturesAsync(5);
        }

        Assert.EndsWith(";timeout=2", play.Header("Session"), StringComparison.Ordinal);
        Assert.True(await closes);
        Assert.Equal(1, server.OpenSessions);
    }

    [Fact, Shows("timeout-untold")]
    public async Task TimeoutUntold_Setup_NamesNone()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("timeout-untold");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);

        Assert.DoesNotContain("timeout", (await client.PlayAsync(server.Cameras[0])).Header("Session"), StringComparison.Ordinal);
    }

    [Fact, Shows("session-limit")]
    public async Task SessionLimit_OneMore_IsRefusedUntilTheFirstEnds()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("session-limit=1");
        using RawRtsp second = await RawRtsp.ConnectAsync(server);
        using (RawRtsp first = await RawRtsp.ConnectAsync(server))
        {
            await first.PlayAsync(server.Cameras[0]);
            Assert.Equal(453, (await second.AskAsync("SETUP", Url(server) + "/trackID=0", Tcp)).Status);
        }

        await SmallCamera.UntilAsync(() => server.OpenSessions == 0);
        Assert.Equal(200, (await second.AskAsync("SETUP", Url(server) + "/trackID=0", Tcp)).Status);
    }

    [Fact, Shows("setup-changes-session")]
    public async Task SetupChangesSession_SecondTrack_HasAnotherIdThatPlays()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(
            SmallCamera.Options with { Audio = AudioCodec.Pcma, Quirks = ["setup-changes-session"] });
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        string first = (await client.AskAsync("SETUP", Url(server) + "/trackID=0", Tcp)).SessionId;
        string second = (await client.AskAsync("SETUP", Url(server) + "/trackID=1",
            "Transport: RTP/AVP/TCP;unicast;interleaved=2-3", $"Session: {first}")).SessionId;

        Assert.NotEqual(first, second);
        Assert.Equal(454, (await client.AskAsync("PLAY", Url(server), $"Session: {first}")).Status);
        Assert.Equal(200, (await client.AskAsync("PLAY", Url(server), $"Session: {second}")).Status);
        await client.UntilAsync(p => p.Channel == 2);
    }

    [Fact, Shows("stale-session-data")]
    public async Task StaleSessionData_NewConnection_GetsTheOldSessionsPacketsUntilItsTimeout()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("stale-session-data=4");
        uint old;
        using (RawRtsp first = await RawRtsp.ConnectAsync(server))
        {
            await first.PlayAsync(server.Cameras[0]);
            old = (await first.UntilAsync(p => p.Channel == 0)).Ssrc;
        }

        await SmallCamera.UntilAsync(() => server.OpenConnections == 0);
        using RawRtsp second = await RawRtsp.ConnectAsync(server);
        await second.AskAsync("OPTIONS", Url(server));
        Assert.Equal(old, (await second.UntilAsync(p => p.Channel == 0)).Ssrc);
        await SmallCamera.UntilAsync(() => server.OpenSessions == 0);
        await second.PlayAsync(server.Cameras[0]);
        await second.UntilAsync(p => p.Channel == 0 && p.Ssrc != old);
    }

    [Fact, Shows("data-before-play-reply")]
    public async Task DataBeforePlayReply_Play_IsOvertaken()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("data-before-play-reply");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);

        Assert.NotEmpty(client.Frames);
    }

    [Fact, Shows("rtp-info-bogus")]
    public async Task RtpInfoBogus_Play_NamesZeros()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("rtp-info-bogus");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);

        Assert.EndsWith(";seq=0;rtptime=0", (await client.PlayAsync(server.Cameras[0])).Header("RTP-Info"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RtpInfo_WithoutQuirk_NamesTheFirstPacket()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync();
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        RawReply play = await client.PlayAsync(server.Cameras[0]);
        RtpPacket first = await client.UntilAsync(p => p.Channel == 0);

        Assert.EndsWith($";seq={first.Sequence};rtptime={first.Time}", play.Header("RTP-Info"), StringComparison.Ordinal);
    }

    [Fact, Shows("rtp-info-missing")]
    public async Task RtpInfoMissing_Play_HasNone()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("rtp-info-missing");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);

        Assert.Null((await client.PlayAsync(server.Cameras[0])).Header("RTP-Info"));
    }

    [Fact, Shows("header-trailing-junk")]
    public async Task HeaderTrailingJunk_Replies_EndInIt()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("header-trailing-junk");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        RawReply play = await client.PlayAsync(server.Cameras[0]);

        Assert.EndsWith(" ; ; ", play.Header("Session"), StringComparison.Ordinal);
        Assert.EndsWith(" ; ; ", (await client.AskAsync("OPTIONS", Url(server))).Header("Public"), StringComparison.Ordinal);
    }

    [Theory, Shows("udp-only", "tcp-only", "multicast-only")]
    [InlineData("udp-only", 461, 200, 461)]
    [InlineData("tcp-only", 200, 461, 461)]
    [InlineData("multicast-only", 461, 461, 200)]
    public async Task Transport_Refused_Is461(string quirk, int tcp, int udp, int multicast)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(quirk);
        using RawRtsp client = await RawRtsp.ConnectAsync(server);

        Assert.Equal(tcp, (await client.AskAsync("SETUP", Url(server) + "/trackID=0", Tcp)).Status);
        Assert.Equal(udp, (await client.AskAsync("SETUP", Url(server) + "/trackID=0", Udp)).Status);
        Assert.Equal(multicast, (await client.AskAsync("SETUP", Url(server) + "/trackID=0", Multicast)).Status);
    }

    [Fact, Shows("slow-drip")]
    public async Task SlowDrip_Reply_ComesInManyPieces()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("slow-drip");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.AskAsync("OPTIONS", Url(server));

        Assert.True(client.ReadsOfLastReply > 10, $"{client.ReadsOfLastReply} reads");
    }

    private static string Url(SimCameraServer server) => server.Cameras[0].Url.ToString();
}
