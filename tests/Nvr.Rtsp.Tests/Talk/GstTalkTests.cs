using ForeignCameras;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Rtsp.Session;
using Nvr.Rtsp.Talk;
using Nvr.Rtsp.Tests.Session;
using Xunit;

namespace Nvr.Rtsp.Tests.Talk;

/// <summary>Against GStreamer's RTSP server, which knows no back channel here.</summary>
public sealed class GstTalkTests
{
    [Fact]
    public async Task ServerWithoutBackChannel_SaysSo()
    {
        await using GstCamera camera = await GstCamera.StartAsync("--audio pcmu");

        NvrException e = await Assert.ThrowsAsync<NvrException>(() => OpenAsync(camera));

        Assert.Equal((ErrorKind.Unsupported, "The camera takes no sound: it offers no back channel to a loudspeaker."), (e.Kind, e.Message));
    }

    private static Task<TalkSession> OpenAsync(GstCamera camera) => TalkSession.OpenAsync(
        new RtspTarget(camera.Url(), null, null), new RtspOptions { Transport = RtspTransportKind.Tcp, ReplyTimeout = Play.Patience }, BoxClock.System(), CancellationToken.None);
}
