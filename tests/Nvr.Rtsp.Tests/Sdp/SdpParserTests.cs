using Nvr.Rtsp.Sdp;
using Xunit;

namespace Nvr.Rtsp.Tests.Sdp;

public sealed class SdpParserTests
{
    [Fact]
    public void Fmtp_Base64Values_KeepTheirEqualSigns()
    {
        SdpMedia media = Only("m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1; sprop-parameter-sets=Z0IA==,aM4= ;Profile-Level-Id=42c00d;\r\n");
        Assert.Equal("Z0IA==,aM4=", media.Fmtp["sprop-parameter-sets"]);
        Assert.Equal("42c00d", media.Fmtp["profile-level-id"]);
        Assert.Equal(("H264", 90000, 96), (media.EncodingName, media.ClockRate, media.PayloadType));
    }

    [Fact]
    public void Port_ThatIsNone_IsLeftToSetup() =>
        Assert.Equal(0, Assert.Single(SdpParser.Parse("m=audio 2147483647 RTP/AVP 0\r\n").Sections).Port);

    [Fact]
    public void Description_WithoutOriginAndVersion_IsRead() =>
        Assert.Equal("trackID=1", Assert.Single(SdpParser.Parse("s=x\nm=video 0 RTP/AVP 26 \na=control:trackID=1 \n").Sections).Control);

    [Theory]
    [InlineData(0, "PCMU", 8000)]
    [InlineData(8, "PCMA", 8000)]
    [InlineData(26, "JPEG", 90000)]
    [InlineData(11, "L16", 44100)]
    public void StaticPayloadType_WithoutRtpmap_IsFilledIn(int payloadType, string encoding, int clock)
    {
        SdpMedia media = Only($"m=audio 0 RTP/AVP {payloadType}\r\n");
        Assert.Equal((encoding, clock), (media.EncodingName, media.ClockRate));
    }

    [Fact]
    public void Section_SeveralPayloadTypes_AreAllCandidates()
    {
        SdpSection section = Assert.Single(SdpParser.Parse("m=video 0 RTP/AVP  98 96\r\na=rtpmap:96 h264/90000\r\na=rtpmap:98 X-WEIRD/1\r\n").Sections);
        Assert.Equal(["X-WEIRD", "H264"], section.Candidates.Select(c => c.EncodingName));
    }

    [Fact]
    public void Rtpmap_MissingForParameterSets_IsGuessed() =>
        Assert.Equal("H264", Only("m=video 0 RTP/AVP 96\r\na=fmtp:96 sprop-parameter-sets=Z0I=,aM4=\r\n").EncodingName);

    [Fact]
    public void Audio_RateAndChannels_AreRead()
    {
        SdpMedia media = Only("m=audio 0 RTP/AVP 97\r\na=rtpmap:97 MPEG4-GENERIC/48000/2 \r\n");
        Assert.Equal((48000, 2), (media.ClockRate, media.Channels));
    }

    [Fact]
    public void Multicast_AddressPortAndSource_AreRead()
    {
        SdpSection section = Assert.Single(SdpParser.Parse(
            "c=IN IP4 239.1.2.3/64\r\na=source-filter: incl IN IP4 239.1.2.3 10.0.0.7\r\nm=video 5004/2 RTP/AVP 96\r\n").Sections);
        Assert.Equal(("239.1.2.3", "10.0.0.7", 5004), (section.Address, section.Source, section.Port));
    }

    [Fact]
    public void SessionControl_AndMediaControl_AreKeptApart()
    {
        SdpDescription description = SdpParser.Parse("a=control:*\r\nm=video 0 RTP/AVP 26\r\na=control:rtsp://h/t1\r\nm=audio 0 RTP/AVP 0\r\n");
        Assert.Equal("*", description.Control);
        Assert.Equal(["rtsp://h/t1", null], description.Sections.Select(s => s.Control));
    }

    [Theory]
    [InlineData("")]
    [InlineData("m=")]
    [InlineData("m=video")]
    [InlineData("m=video x RTP/AVP 300 -1 99999999999 a")]
    [InlineData("a=rtpmap:96\r\na=fmtp:\r\na=:\r\nc=\r\n===\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 /\r\na=fmtp:96 ;;=;=x")]
    public void Nonsense_NeverThrows(string text) =>
        Assert.DoesNotContain(SdpParser.Parse(text).Sections.SelectMany(s => s.Candidates), c => c.PayloadType is < 0 or > 127);

    [Fact]
    public void Sections_WithoutEnd_AreBounded() =>
        Assert.Equal(32, SdpParser.Parse(string.Concat(Enumerable.Repeat("m=video 0 RTP/AVP 96\r\n", 5000))).Sections.Count);

    private static SdpMedia Only(string text) => Assert.Single(Assert.Single(SdpParser.Parse(text).Sections).Candidates);
}
