using Nvr.Core;
using Nvr.Rtsp.Session;
using Xunit;

namespace Nvr.Rtsp.Tests.Session;

public sealed class HandshakeQuirkTests : IDisposable
{
    private readonly ScriptedCamera camera = new();

    public void Dispose() => camera.Dispose();

    [Fact]
    public async Task Session_WellBehavedCamera_RecordsAndSaysGoodbye()
    {
        await Play.RecordsAsync(camera);
        Assert.Equal(["OPTIONS", "DESCRIBE", "SETUP", "PLAY", "TEARDOWN"], camera.Requests.Select(r => r.Method));
        Assert.Equal(5, camera.Requests.Select(r => r.CSeq).Distinct().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Content-Base: rtsp://0.0.0.0/nowhere/\r\n")]
    [InlineData("Content-Base: \r\nContent-Type: text/plain\r\n")]
    [InlineData("Content-Base: nonsense ;\r\nContent-Type: application/sdp ;\r\n")]
    public async Task ContentBase_MissingOrBroken_Records(string headers)
    {
        camera.DescribeHeaders = headers;
        camera.On["SETUP"] = r => r.Uri.StartsWith(camera.Url.ToString(), StringComparison.Ordinal)
            ? camera.Usual(r)
            : ScriptedCamera.Reply(r, "404 Not Found");
        await Play.RecordsAsync(camera);
    }

    [Fact]
    public async Task Headers_WithTrailingBlanksAndSemicolons_AreRead()
    {
        camera.SessionHeader = "Session:  abc ;timeout=60 ; ";
        camera.On["SETUP"] = r => ScriptedCamera.Reply(r, headers: $"Transport: RTP/AVP/TCP;unicast;interleaved=0-1 ; \r\n{camera.SessionHeader}\r\n");
        await Play.RecordsAsync(camera);
        Assert.Equal("abc", camera.Requests.Single(r => r.Method == "PLAY")["Session"]);
    }

    [Fact]
    public async Task SessionId_ChangedBySecondSetup_IsFollowed()
    {
        int setups = 0;
        camera.Sdp += ScriptedCamera.AudioSdp;
        camera.On["SETUP"] = r => ScriptedCamera.Reply(r, headers: $"Transport: {r["Transport"]}\r\nSession: s{++setups}\r\n");
        await Play.RecordsAsync(camera);
        Assert.Equal("s2", camera.Requests.Single(r => r.Method == "PLAY")["Session"]);
    }

    [Fact]
    public async Task Media_BeforeThePlayReply_IsKept()
    {
        camera.On["PLAY"] = r =>
        {
            camera.Send(MadeRtp.PictureFrame(1), MadeRtp.PictureFrame(2), MadeRtp.PictureFrame(3));
            return camera.Usual(r);
        };
        await using RtspSession session = await Play.OpenAsync(camera.Url);
        var sink = new CountingSink();
        await Play.UntilAsync(session, sink, () => sink.Units(0) >= 2);
        Assert.Equal(3, session.Tracks[0].Stats.Packets);
    }

    [Fact]
    public async Task Channels_ChosenByTheCamera_AreFollowed()
    {
        camera.On["SETUP"] = r => ScriptedCamera.Reply(r, headers: "Transport: RTP/AVP/TCP;interleaved=6-7\r\nSession: 1\r\n");
        await using RtspSession session = await Play.OpenAsync(camera.Url);
        var sink = new CountingSink();
        camera.Send(MadeRtp.PictureFrame(1, 6), MadeRtp.PictureFrame(2, 6), MadeRtp.PictureFrame(3, 6));
        await Play.UntilAsync(session, sink, () => sink.Units(0) >= 2);
    }

    [Fact]
    public async Task StaleSession_OnOtherChannels_IsIgnored()
    {
        camera.On["DESCRIBE"] = r => System.Text.Encoding.Latin1.GetString(MadeRtp.PictureFrame(900)) + camera.Usual(r);
        await using RtspSession session = await Play.OpenAsync(camera.Url);
        var sink = new CountingSink();
        camera.Send(MadeRtp.PictureFrame(700, 12), MadeRtp.PictureFrame(1), MadeRtp.PictureFrame(701, 12), MadeRtp.PictureFrame(2), MadeRtp.PictureFrame(3));
        await Play.UntilAsync(session, sink, () => sink.Units(0) >= 2);
        Assert.Equal((2, 3), (session.Stats.ForeignPackets, session.Tracks[0].Stats.Packets));
    }

    [Fact]
    public async Task Garbage_BetweenFrames_CostsNoPicture()
    {
        await using RtspSession session = await Play.OpenAsync(camera.Url);
        var sink = new CountingSink();
        camera.Send(MadeRtp.PictureFrame(1), [1, 2, 3, 4, (byte)'$', 200], MadeRtp.PictureFrame(2), MadeRtp.PictureFrame(3), MadeRtp.PictureFrame(4));
        await Play.UntilAsync(session, sink, () => sink.Units(0) >= 3);
        Assert.Equal((0, 6), (session.Stats.PacketsLost, session.Stats.GarbageBytes));
    }

    [Fact]
    public async Task Tracks_SecondVideoAndMetadata_AreNamedAndIgnored()
    {
        camera.Sdp = "m=application 0 RTP/AVP 107\r\na=rtpmap:107 vnd.onvif.metadata/90000\r\nm=video 0 RTP/AVP 98\r\na=rtpmap:98 X-SECRET/90000\r\n"
            + ScriptedCamera.VideoSdp + ScriptedCamera.AudioSdp + "m=video 0 RTP/AVP 26\r\na=control:t3\r\n";
        await using RtspSession session = await Play.OpenAsync(camera.Url);
        Assert.Equal(["video H264", "audio PCMA"], session.Tracks.Select(t => $"{t.Media.Kind} {t.Media.EncodingName}"));
        Assert.Equal(
            ["application VND.ONVIF.METADATA", "video JPEG", "video X-SECRET"],
            session.Ignored.Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.All(session.Ignored, t => Assert.NotEmpty(t.Reason));
    }

    [Fact]
    public async Task Audio_RefusedBySetup_DoesNotStopVideo()
    {
        camera.Sdp += ScriptedCamera.AudioSdp;
        camera.On["SETUP"] = r => r.Uri.EndsWith("trackID=2", StringComparison.Ordinal) ? ScriptedCamera.Reply(r, "500 Oops") : camera.Usual(r);
        await Play.RecordsAsync(camera);
    }

    [Fact]
    public async Task Options_Refused_IsNoReasonToGiveUp()
    {
        camera.On["OPTIONS"] = r => ScriptedCamera.Reply(r, "501 Not Implemented");
        await Play.RecordsAsync(camera);
    }

    [Fact]
    public async Task Replies_WithoutCSeqOrWithLineFeedsOnly_AreTaken()
    {
        camera.On["OPTIONS"] = _ => "RTSP/1.0 200 OK\nPublic: OPTIONS\n\n";
        await Play.RecordsAsync(camera);
    }

    [Fact]
    public async Task RequestFromTheCamera_DuringHandshake_IsAnswered()
    {
        bool answered = false;
        camera.On["PLAY"] = r => "OPTIONS * RTSP/1.0\r\nCSeq: 77\r\n\r\n" + camera.Usual(r);
        camera.On["RTSP/1.0"] = r =>
        {
            answered = r.CSeq == "77";
            return "";
        };
        await using RtspSession session = await Play.OpenAsync(camera.Url);
        var sink = new CountingSink();
        await Play.UntilAsync(session, sink, () => Volatile.Read(ref answered));
    }

    [Fact]
    public async Task Play_RangeRefused_IsTriedWithout()
    {
        camera.On["PLAY"] = r => r["Range"] is null ? camera.Usual(r) : ScriptedCamera.Reply(r, "457 Invalid Range");
        await Play.RecordsAsync(camera);
    }

    [Theory]
    [InlineData("", "npt=0.000-")]
    [InlineData("a=range:npt=now-\r\n", "npt=now-")]
    public async Task Play_OfALiveStream_DoesNotAskForItsBeginning(string line, string range)
    {
        camera.Sdp = line + ScriptedCamera.VideoSdp;
        await Play.RecordsAsync(camera);
        Assert.Equal(range, camera.Requests.Single(r => r.Method == "PLAY")["Range"]);
    }

    [Theory]
    [InlineData("url=trackID=1;seq=0;rtptime=0")]
    [InlineData("url=trackID=1;seq=65500;rtptime=banana")]
    [InlineData("; ,,url")]
    public async Task RtpInfo_Odd_CostsAndInventsNothing(string info)
    {
        camera.On["PLAY"] = r => ScriptedCamera.Reply(r, headers: $"RTP-Info: {info}\r\nSession: 1\r\n");
        await using RtspSession session = await Play.OpenAsync(camera.Url);
        var sink = new CountingSink();
        camera.Send(MadeRtp.PictureFrame(3), MadeRtp.PictureFrame(4), MadeRtp.PictureFrame(5));
        await Play.UntilAsync(session, sink, () => sink.Units(0) >= 2);
        Assert.Equal(0, session.Stats.PacketsLost);
    }

    [Theory]
    [InlineData("403 Forbidden", ErrorKind.Refused)]
    [InlineData("404 Not Found", ErrorKind.Refused)]
    [InlineData("453 Not Enough Bandwidth", ErrorKind.Refused)]
    [InlineData("503 Service Unavailable", ErrorKind.Refused)]
    [InlineData("banana", ErrorKind.Protocol)]
    public async Task Describe_Refused_HasItsKind(string status, ErrorKind kind)
    {
        camera.On["DESCRIBE"] = r => ScriptedCamera.Reply(r, status);
        Assert.Equal(kind, (await Play.RefusedAsync(camera)).Kind);
    }

    [Fact]
    public async Task Describe_WithoutUsableVideo_IsUnsupported()
    {
        camera.Sdp = ScriptedCamera.AudioSdp;
        Assert.Equal(ErrorKind.Unsupported, (await Play.RefusedAsync(camera)).Kind);
        camera.Sdp = "v=0\r\n";
        Assert.Equal(ErrorKind.Protocol, (await Play.RefusedAsync(camera)).Kind);
    }

    [Fact]
    public async Task HangUp_DuringHandshake_IsUnreachable()
    {
        camera.On["DESCRIBE"] = _ => null;
        Assert.Equal(ErrorKind.Unreachable, (await Play.RefusedAsync(camera)).Kind);
    }

    [Fact]
    public async Task Silence_DuringHandshake_EndsAfterTheTimeout()
    {
        camera.On["DESCRIBE"] = _ => "";
        var options = new RtspOptions { ReplyTimeout = TimeSpan.FromMilliseconds(300) };
        Assert.Equal(ErrorKind.Unreachable, (await Play.RefusedAsync(camera, options)).Kind);
    }

    [Fact]
    public async Task Port_Closed_IsUnreachable()
    {
        Uri url = camera.Url;
        camera.Dispose();
        NvrException e = await Assert.ThrowsAsync<NvrException>(() => Play.OpenAsync(url));
        Assert.Equal(ErrorKind.Unreachable, e.Kind);
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("rtsp:///x")]
    public async Task Address_NotRtsp_IsInvalidInput(string url) =>
        Assert.Equal(ErrorKind.InvalidInput, (await Assert.ThrowsAsync<NvrException>(() => Play.OpenAsync(new Uri(url)))).Kind);

    [Fact]
    public async Task HangUp_WhilePlaying_EndsTheSessionForGood()
    {
        await using RtspSession session = await Play.OpenAsync(camera.Url);
        camera.Playing!.Close();
        Assert.Equal(ErrorKind.Unreachable, (await Play.UntilOverAsync(session)).Kind);
        Assert.Throws<NvrException>(() => session.Drain(new CountingSink()));
    }
}
