using Nvr.Adoption.Import;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Tests.Import;

public sealed class MediaMtxImportTests
{
    private const string Config =
        """
        logLevel: info
        pathDefaults:
          rtspTransport: tcp
          recordDeleteAfter: 7d
        paths:
          door:
            source: rtsp://admin:p%2Fw@10.0.0.7/Streaming/Channels/101
            record: yes
          door_sub:
            source: rtsp://admin:p%2Fw@10.0.0.7/Streaming/Channels/102
          yard:
            source: rtsps://10.0.0.8:322/live
            sourceProtocol: udp
            recordDeleteAfter: 36h
            sourceFingerprint: 33949e05
          other_sub:
            source: rtsp://10.0.0.9/b
          pushed:
          pi:
            source: rpiCamera
          hls:
            source: https://10.0.0.5/x.m3u8
          "~^cam(\\d+)$":
            source: rtsp://10.0.0.1/$G1
          odd:
            source: rtsp://10.0.0.4/a
            rtspTransport: carrier pigeon
          all_others:
        """;

    private readonly ImportResult result = Given.Text(Config);

    [Fact]
    public void PulledPaths_BecomeCameras_PairedByName()
    {
        Assert.Equal(ImportFormat.MediaMtx, result.Format);
        Assert.Equal(["door", "yard", "other_sub", "odd"], result.Cameras.Select(c => c.Settings.Name));
        CameraSettings door = result.Cameras[0].Settings;
        Assert.Equal(("admin", "p/w", CameraTransport.Tcp, 7), (door.UserName, door.Password, door.Transport, door.RetainDays));
        Assert.Equal(new Uri("rtsp://10.0.0.7/Streaming/Channels/102"), door.SubUrl);
        CameraSettings yard = result.Cameras[1].Settings;
        Assert.Equal((new Uri("rtsps://10.0.0.8:322/live"), 2), (yard.MainUrl, yard.RetainDays));
    }

    [Fact]
    public void PathsTransport_IsTaken_BeforeTheDefault()
    {
        ImportResult udp = Given.Text("pathDefaults:\n  rtspTransport: tcp\npaths:\n  a:\n    source: rtsp://10.0.0.1/a\n    rtspTransport: multicast\n");

        Assert.Equal(CameraTransport.Multicast, udp.Cameras[0].Settings.Transport);
        Assert.Equal(CameraTransport.Udp, result.Cameras[1].Settings.Transport);
    }

    [Theory]
    [InlineData("sourceFingerprint:")]
    [InlineData("pushed:")]
    [InlineData("pi:")]
    [InlineData("hls:")]
    [InlineData("~^cam")]
    [InlineData("odd:")]
    [InlineData("all_others:")]
    public void WhatCannotBeTaken_IsNamedByItsLine(string text)
    {
        int line = Config.Split('\n').TakeWhile(l => !l.Contains(text, StringComparison.Ordinal)).Count() + 1;

        Assert.Single(result.Remarks, r => r.Line == line && r.Kind == ImportRemarkKind.LeftOut);
        Assert.Equal(7, result.Remarks.Count);
    }
}
