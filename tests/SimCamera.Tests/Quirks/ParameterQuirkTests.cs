using SimCamera.Tests.Wire;

namespace SimCamera.Tests.Quirks;

public sealed class ParameterQuirkTests
{
    private const string Told = "sprop-parameter-sets=";

    [Fact, Shows("sprop-missing")]
    public async Task SpropMissing_Describe_TellsNothing() => Assert.DoesNotContain(Told, await SdpAsync("sprop-missing"), StringComparison.Ordinal);

    [Fact, Shows("sprop-empty")]
    public async Task SpropEmpty_Describe_TellsNothingBehindTheName() =>
        Assert.Contains(Told + "\r\n", await SdpAsync("sprop-empty"), StringComparison.Ordinal);

    [Fact, Shows("sprop-no-pps")]
    public async Task SpropNoPps_Describe_TellsTheSpsAlone()
    {
        Assert.Equal([7, 8], Sprop(await SdpAsync()).Select(u => u[0] & 0x1F));
        Assert.Equal([7], Sprop(await SdpAsync("sprop-no-pps")).Select(u => u[0] & 0x1F));
    }

    [Fact, Shows("sprop-annexb")]
    public async Task SpropAnnexB_Describe_HasStartCodes() =>
        Assert.Equal([0, 0, 0, 1], Assert.Single(Sprop(await SdpAsync("sprop-annexb")))[..4]);

    [Fact, Shows("sprop-wrong")]
    public async Task SpropWrong_Describe_ContradictsTheStream()
    {
        byte[] told = Sprop(await SdpAsync("sprop-wrong"))[0];
        List<List<RtpPacket>> pictures = await PicturesAsync(SmallCamera.Options with { Quirks = ["sprop-wrong"] }, 1);

        Assert.NotEqual(told, pictures[0].First(p => p.H264Type == 7).Payload.ToArray());
    }

    [Fact, Shows("params-out-of-band-only")]
    public async Task ParamsOutOfBandOnly_Playing_HasNoneInTheStream()
    {
        List<List<RtpPacket>> pictures = await PicturesAsync(SmallCamera.Options with { Quirks = ["params-out-of-band-only"] }, 12);

        Assert.DoesNotContain(pictures.SelectMany(p => p), p => p.H264Type is 7 or 8);
        Assert.Equal(2, Sprop(await SdpAsync("params-out-of-band-only")).Count);
    }

    [Fact, Shows("sps-trailing-bytes")]
    public async Task SpsTrailingBytes_SdpAndStream_HaveThem()
    {
        List<List<RtpPacket>> pictures = await PicturesAsync(SmallCamera.Options with { Quirks = ["sps-trailing-bytes"] }, 1);
        byte[] sps = pictures[0].First(p => p.H264Type == 7).Payload.ToArray();

        Assert.Equal([0x00, 0x42], sps[^2..]);
        Assert.Equal(sps, Sprop(await SdpAsync("sps-trailing-bytes"))[0]);
    }

    [Theory, Shows("params-change-every", "params-flap", "params-imperceptible")]
    [InlineData("params-change-every=1", 60)]
    [InlineData("params-flap", 25)]
    [InlineData("params-imperceptible", 25)]
    public async Task Params_Playing_Change(string quirk, int pictures)
    {
        List<List<RtpPacket>> taken = await PicturesAsync(SmallCamera.Options with { Quirks = [quirk] }, pictures);
        IEnumerable<string> sets = taken.SelectMany(p => p).Where(p => p.H264Type == 7).Select(p => Convert.ToHexString(p.Payload));

        Assert.Equal(2, sets.Distinct().Count());
    }

    [Theory, Shows("scaling-lists", "sub-layers")]
    [InlineData("scaling-lists", VideoCodec.H264)]
    [InlineData("scaling-lists", VideoCodec.H265)]
    [InlineData("sub-layers", VideoCodec.H265)]
    public async Task Coder_WithQuirk_WritesOtherParameterSets(string quirk, VideoCodec codec)
    {
        CameraOptions camera = SmallCamera.Options with { Codec = codec };

        Assert.NotEqual(Fmtp(await SdpAsync(camera)), Fmtp(await SdpAsync(camera with { Quirks = [quirk] })));
    }

    [Fact]
    public async Task SubLayers_Playing_HasTwoTemporalLayers()
    {
        List<List<RtpPacket>> pictures = await PicturesAsync(SmallCamera.Options with { Codec = VideoCodec.H265, Quirks = ["sub-layers"] }, 12);

        Assert.Equal([1, 2], pictures.SelectMany(p => p).Select(p => p.Payload[1] & 7).Distinct().Order());
    }

    private static Task<string> SdpAsync(params string[] quirks) => SdpAsync(SmallCamera.Options with { Quirks = quirks });

    private static async Task<string> SdpAsync(CameraOptions camera)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(camera);
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        return (await client.AskAsync("DESCRIBE", server.Cameras[0].Url.ToString())).Body;
    }

    private static async Task<List<List<RtpPacket>>> PicturesAsync(CameraOptions camera, int count)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(camera);
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);
        return await client.TakePicturesAsync(count);
    }

    private static string Fmtp(string sdp) => sdp.Split("\r\n").First(l => l.StartsWith("a=fmtp", StringComparison.Ordinal));

    private static List<byte[]> Sprop(string sdp) =>
        [.. sdp.Split(Told)[1].Split("\r\n")[0].Split(',').Select(Convert.FromBase64String)];
}
