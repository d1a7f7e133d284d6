using SimCamera.Tests.Wire;

namespace SimCamera.Tests.Quirks;

public sealed class BackChannelQuirkTests
{
    private const string Require = "Require: www.onvif.org/ver20/backchannel";

    [Theory, Shows("back-channel", "back-channel-alaw", "back-channel-aac")]
    [InlineData("back-channel", "m=audio 0 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=sendonly\r\na=control:trackID=4\r\n")]
    [InlineData("back-channel-alaw", "m=audio 0 RTP/AVP 104 8\r\na=rtpmap:104 MPEG4-GENERIC/16000/1\r\na=rtpmap:8 PCMA/8000\r\na=sendonly\r\n")]
    [InlineData("back-channel-aac", "m=audio 0 RTP/AVP 104\r\na=rtpmap:104 MPEG4-GENERIC/16000/1\r\na=sendonly\r\n")]
    public async Task Loudspeaker_IsOffered_OnlyToWhoAsks(string quirk, string section)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(quirk);
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        string url = server.Cameras[0].Url.ToString();

        Assert.DoesNotContain("sendonly", (await client.AskAsync("DESCRIBE", url)).Body, StringComparison.Ordinal);
        Assert.Contains(section, (await client.AskAsync("DESCRIBE", url, Require)).Body, StringComparison.Ordinal);
        Assert.Equal(404, (await client.AskAsync("SETUP", url + "/trackID=4", "Transport: RTP/AVP/TCP;unicast;interleaved=0-1")).Status);
    }

    [Fact, Shows("back-channel-unknown")]
    public async Task Unknown_IsAnsweredWith551()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("back-channel-unknown");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        string url = server.Cameras[0].Url.ToString();

        Assert.Equal(551, (await client.AskAsync("DESCRIBE", url, Require)).Status);
        Assert.Equal(200, (await client.AskAsync("DESCRIBE", url)).Status);
    }
}
