using SimCamera.Tests.Wire;

namespace SimCamera.Tests.Quirks;

public sealed class SdpQuirkTests
{
    [Theory, Shows("sdp-no-origin", "control-star", "control-absolute", "unknown-payload-types", "two-video-tracks", "metadata-track")]
    [InlineData("sdp-no-origin", null, "\no=")]
    [InlineData("control-star", "a=control:*\r\n", null)]
    [InlineData("control-absolute", "/cam1/trackID=0\r\n", "a=control:trackID")]
    [InlineData("unknown-payload-types", "X-VENDOR-SMART/90000", null)]
    [InlineData("two-video-tracks", "a=control:trackID=2\r\n", null)]
    [InlineData("metadata-track", "vnd.onvif.metadata/90000", null)]
    public async Task Sdp_WithQuirk_DiffersFromTheUsual(string quirk, string? present, string? absent)
    {
        string usual = (await DescribeAsync()).Body;
        string odd = (await DescribeAsync(quirk)).Body;

        Assert.True(present is null || (odd.Contains(present, StringComparison.Ordinal) && !usual.Contains(present, StringComparison.Ordinal)), odd);
        Assert.True(absent is null || (usual.Contains(absent, StringComparison.Ordinal) && !odd.Contains(absent, StringComparison.Ordinal)), odd);
    }

    [Theory, Shows("no-content-type", "content-base-missing", "content-base-relative", "content-base-broken")]
    [InlineData("no-content-type", "Content-Type", null)]
    [InlineData("content-base-missing", "Content-Base", null)]
    [InlineData("content-base-relative", "Content-Base", "/cam1/")]
    [InlineData("content-base-broken", "Content-Base", "rtsp://0.0.0.0:0:/\\")]
    public async Task DescribeHeaders_WithQuirk_AreWrong(string quirk, string header, string? value)
    {
        Assert.NotNull((await DescribeAsync()).Header(header));
        Assert.Equal(value, (await DescribeAsync(quirk)).Header(header));
    }

    [Fact, Shows("huge-sdp")]
    public async Task HugeSdp_Describe_IsLongerThanAMegabyte() => Assert.True((await DescribeAsync("huge-sdp")).Body.Length > 1_000_000);

    [Theory]
    [InlineData("two-video-tracks", 2)]
    [InlineData("metadata-track", 3)]
    public async Task ExtraTrack_SetUp_SendsToo(string quirk, int track)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(quirk);
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0], 0, track);

        await client.UntilAsync(p => p.Channel == track * 2);
        await client.UntilAsync(p => p.Channel == 0);
    }

    private static async Task<RawReply> DescribeAsync(params string[] quirks)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(quirks);
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        return await client.AskAsync("DESCRIBE", server.Cameras[0].Url.ToString());
    }
}
