using ForeignCameras;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Rtsp.Session;
using Xunit;

namespace Nvr.Rtsp.Tests.Session;

/// <summary>Against GStreamer's RTSP server, a camera that we have not written.</summary>
public sealed class GstCameraTests
{
    [Fact]
    public async Task H264AndAac_OverTcp_GiveUnitsOfBothTracks()
    {
        await using GstCamera camera = await GstCamera.StartAsync("--video h264 --audio aac");
        await using RtspSession session = await Play.OpenAsync(camera.Url());
        var sink = new CountingSink();
        await Play.UntilAsync(session, sink, () => sink.Units(0) > 30 && sink.Units(1) > 30 && sink.RandomAccess > 1);
        Assert.Equal(RtspTransportKind.Tcp, session.Transport);
        Assert.Equal((Codec.H264, 320, 240), (session.Tracks[0].Format!.Codec, session.Tracks[0].Format!.Width, session.Tracks[0].Format!.Height));
        Assert.Equal(0, session.Stats.PacketsLost);
        Assert.Equal(0, session.Stats.GarbageBytes);
    }

    [Fact]
    public async Task H264AndAac_OverUdp_GiveUnitsOfBothTracks()
    {
        await using GstCamera camera = await GstCamera.StartAsync("--video h264 --audio aac --transport udp");
        await using RtspSession session = await Play.OpenAsync(camera.Url());
        var sink = new CountingSink();
        await Play.UntilAsync(session, sink, () => sink.Units(0) > 30 && sink.Units(1) > 30);
        Assert.Equal(RtspTransportKind.Udp, session.Transport);
        Assert.True(session.Stats.PacketsReceived > 60);
    }

    [Fact]
    public async Task H265WithBFramesAndAlaw_OverTcp_GiveReorderedPictures()
    {
        await using GstCamera camera = await GstCamera.StartAsync("--video h265 --audio pcma --bframes");
        await using RtspSession session = await Play.OpenAsync(camera.Url());
        var sink = new CountingSink();
        await Play.UntilAsync(session, sink, () => sink.Units(0) > 30 && sink.Units(1) > 10 && sink.Composed > 5);
        Assert.Equal(Codec.H265, sink.VideoFormat!.Codec);
    }

    [Fact]
    public async Task Mjpeg_OverTcp_GivesPictures()
    {
        await using GstCamera camera = await GstCamera.StartAsync("--video mjpeg --audio pcmu");
        await using RtspSession session = await Play.OpenAsync(camera.Url(), new RtspOptions { WantAudio = false, ReplyTimeout = Play.Patience });
        var sink = new CountingSink();
        await Play.UntilAsync(session, sink, () => sink.Units(0) > 10);
        Assert.Single(session.Tracks);
        Assert.Contains(session.Ignored, t => t.Name.StartsWith("audio", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("digest")]
    [InlineData("basic")]
    public async Task Password_RightAndWrong_IsTakenAndRefused(string method)
    {
        await using GstCamera camera = await GstCamera.StartAsync($"--auth {method} --user admin --password pass:w0rd@home");
        await using RtspSession session = await Play.OpenAsync(camera.Url(), user: "admin", password: "pass:w0rd@home");
        var sink = new CountingSink();
        await Play.UntilAsync(session, sink, () => sink.Units(0) > 3);
        NvrException wrong = await Assert.ThrowsAsync<NvrException>(() => Play.OpenAsync(camera.Url(), user: "admin", password: "no"));
        NvrException none = await Assert.ThrowsAsync<NvrException>(() => Play.OpenAsync(camera.Url()));
        Assert.Equal((ErrorKind.Unauthorised, ErrorKind.Unauthorised), (wrong.Kind, none.Kind));
    }

    [Fact]
    public async Task Rtsps_FromGstreamer_IsReceivedAndPinned()
    {
        string pem = Path.GetTempFileName();
        await File.WriteAllTextAsync(pem, TestCertificate.NewPem());
        await using GstCamera camera = await GstCamera.StartAsync($"--tls {pem} --audio pcmu");
        string? pin;
        await using (RtspSession first = await Play.OpenAsync(camera.Url(scheme: "rtsps")))
        {
            var sink = new CountingSink();
            await Play.UntilAsync(first, sink, () => sink.Units(0) > 20 && sink.Units(1) > 20);
            pin = first.CertificateSha256;
        }
        var pinned = new RtspOptions { PinnedCertificateSha256 = pin, ReplyTimeout = Play.Patience };
        await using RtspSession second = await Play.OpenAsync(camera.Url(scheme: "rtsps"), pinned);
        Assert.Equal(pin, second.CertificateSha256);
        File.Delete(pem);
    }

    [Fact]
    public async Task SeveralViewers_OfOneStream_CostEachOtherNothing()
    {
        await using GstCamera camera = await GstCamera.StartAsync("--audio aac");
        await using RtspSession first = await Play.OpenAsync(camera.Url());
        await using RtspSession second = await Play.OpenAsync(camera.Url());
        var sinks = (First: new CountingSink(), Second: new CountingSink());
        await Play.UntilAsync(first, sinks.First, () => second.Drain(sinks.Second) >= 0 && sinks.First.Units(0) > 30 && sinks.Second.Units(1) > 30);
        Assert.Equal((0, 0), (first.Stats.PacketsLost, second.Stats.PacketsLost));
    }

    [Fact]
    public async Task Path_Unknown_IsRefused()
    {
        await using GstCamera camera = await GstCamera.StartAsync("");
        NvrException e = await Assert.ThrowsAsync<NvrException>(() => Play.OpenAsync(camera.Url("nothing")));
        Assert.Equal(ErrorKind.Refused, e.Kind);
    }
}
