using System.Text;
using Nvr.Rtsp.Connection;
using Nvr.Rtsp.Session;
using Xunit;

namespace Nvr.Rtsp.Tests.Session;

public sealed class ControlBaseTests
{
    private const string Request = "rtsp://cam:554/live?x=1";

    [Theory]
    [InlineData("rtsp://cam/live/", "*", "trackID=1", "rtsp://cam/live/trackID=1")]
    [InlineData("rtsp://cam/live", "*", "trackID=1", "rtsp://cam/live/trackID=1")]
    [InlineData(null, "*", "trackID=1", "rtsp://cam:554/live?x=1/trackID=1")]
    [InlineData("/other/", null, "t", "rtsp://cam:554/other/t")]
    [InlineData("live/", null, "t", "rtsp://cam:554/live?x=1/t")]
    [InlineData("rtsp:// /", null, "t", "rtsp://cam:554/live?x=1/t")]
    [InlineData("rtsp://cam/live/", "*", "rtsp://cam/abs", "rtsp://cam/abs")]
    [InlineData("rtsp://cam/live/", "*", "/root/t", "rtsp://cam/root/t")]
    [InlineData("rtsp://cam/live/", "*", "?ctype=video", "rtsp://cam/live/?ctype=video")]
    [InlineData("rtsp://cam/live/", "rtsp://cam/all", "t", "rtsp://cam/all/t")]
    [InlineData("rtsp://cam/live/", "*", "*", "rtsp://cam/live/")]
    [InlineData("rtsp://cam/live/", null, null, "rtsp://cam/live/")]
    public void TrackAddress_OfEachForm_IsWhatCamerasExpect(string? contentBase, string? session, string? control, string expected) =>
        Assert.Equal(expected, ControlBase.Candidates(Described(contentBase), Request, session)[0].For(control));

    [Fact]
    public void Candidates_WithAForeignBase_EndWithTheAddressAskedFor() =>
        Assert.Equal(
            ["rtsp://0.0.0.0/live/", Request],
            ControlBase.Candidates(Described("rtsp://0.0.0.0/live/"), Request, "*").Select(c => c.Aggregate));

    [Theory]
    [InlineData("url=rtsp://cam/live/trackID=1;seq=45102;rtptime=12890", 45102, 12890u)]
    [InlineData("url=trackID=1; seq = 7 ;rtptime= 8 ;", 7, 8u)]
    [InlineData("url=rtsp://elsewhere/x;seq=99;rtptime=99", 99, 99u)]
    public void RtpInfo_ForATrack_IsFound(string header, int sequence, uint time)
    {
        RtpInfo info = RtpInfo.For(RtpInfo.Parse(header), "rtsp://cam/live/trackID=1", 0, 1)!;
        Assert.Equal(((ushort?)sequence, (uint?)time), (info.Sequence, info.RtpTime));
    }

    [Theory]
    [InlineData("url=trackID=1;seq=0;rtptime=0")]
    [InlineData("url=trackID=1;seq=1")]
    [InlineData("url=trackID=1;seq=;rtptime=banana")]
    [InlineData("url=trackID=1;seq=99999999")]
    public void RtpInfo_OfFirmwareThatDoesNotKnow_IsNoPromise(string header)
    {
        RtpInfo info = RtpInfo.For(RtpInfo.Parse(header), "rtsp://cam/live/trackID=1", 0, 1)!;
        Assert.Equal((null, null), (info.Sequence, info.RtpTime));
    }

    private static RtspMessage Described(string? contentBase)
    {
        string text = $"RTSP/1.0 200 OK\r\n{(contentBase is null ? "" : $"Content-Base: {contentBase} \r\n")}\r\n";
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        return RtspMessage.Decode(new WirePiece(-1, bytes, bytes.Length));
    }
}
