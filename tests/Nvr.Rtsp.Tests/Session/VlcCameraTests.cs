using ForeignCameras;
using Nvr.Core;
using Nvr.Rtsp.Session;
using Xunit;

namespace Nvr.Rtsp.Tests.Session;

/// <summary>Against VLC as a camera: Basic sign-in, UDP only.</summary>
public sealed class VlcCameraTests
{
    [Fact]
    public async Task BasicAndUdp_GivePicturesAndSound()
    {
        await using VlcCamera camera = await VlcCamera.StartAsync("admin", "secret");
        await using RtspSession session = await camera.OpenWhenReadyAsync(() => Play.OpenAsync(camera.Url, user: "admin", password: "secret"));
        var sink = new CountingSink();
        await Play.UntilAsync(session, sink, () => sink.Units(0) > 30 && sink.Units(1) > 30 && sink.RandomAccess > 0);
        Assert.Equal(RtspTransportKind.Udp, session.Transport);
        NvrException e = await Assert.ThrowsAsync<NvrException>(() => Play.OpenAsync(camera.Url, user: "admin", password: "wrong"));
        Assert.Equal(ErrorKind.Unauthorised, e.Kind);
    }
}
