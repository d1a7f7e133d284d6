using SimCamera.Tests.Wire;

namespace SimCamera.Tests.Quirks;

public sealed class PictureQuirkTests
{
    [Fact, Shows("mark-on-sei")]
    public async Task MarkOnSei_Pictures_HaveTwoMarks()
    {
        List<List<RtpPacket>> pictures = await PicturesAsync("mark-on-sei", 3);

        Assert.All(pictures, p => Assert.Equal(2, p.Count(packet => packet.Marker)));
        Assert.All(pictures, p => Assert.True(p.First(packet => packet.H264Type == 6).Marker));
    }

    [Fact]
    public async Task Marker_WithoutQuirk_EndsEachPicture()
    {
        List<List<RtpPacket>> pictures = await PicturesAsync(null, 3);

        Assert.All(pictures, p => Assert.Same(p[^1], Assert.Single(p, packet => packet.Marker)));
    }

    [Theory, Shows("fu-type-change")]
    [InlineData(VideoCodec.H264, 28, 0x1F)]
    [InlineData(VideoCodec.H265, 49, 0x3F)]
    public async Task FuTypeChange_Fragments_DisagreeAboutTheType(VideoCodec codec, int fragment, int mask)
    {
        List<RtpPacket> key = (await PicturesAsync("fu-type-change", 1, codec))[0];
        IEnumerable<int> types = key.Where(p => Type(codec, p) == fragment).Select(p => p.Payload[codec == VideoCodec.H264 ? 1 : 2] & mask);

        Assert.Equal(2, types.Distinct().Count());
    }

    [Theory, Shows("empty-fragment")]
    [InlineData(VideoCodec.H264, 28, 2)]
    [InlineData(VideoCodec.H265, 49, 3)]
    public async Task EmptyFragment_Fragments_IncludeOneWithoutBytes(VideoCodec codec, int fragment, int headerBytes)
    {
        List<RtpPacket> key = (await PicturesAsync("empty-fragment", 1, codec))[0];

        Assert.Contains(key, p => Type(codec, p) == fragment && p.Payload.Length == headerBytes);
        Assert.All(key.Zip(key.Skip(1)), pair => Assert.Equal(1, (ushort)(pair.Second.Sequence - pair.First.Sequence)));
    }

    [Theory, Shows("slices")]
    [InlineData(VideoCodec.H264)]
    [InlineData(VideoCodec.H265)]
    public async Task Slices_Picture_HasSeveralUnits(VideoCodec codec)
    {
        List<List<RtpPacket>> pictures = await PicturesAsync("slices=3", 4, codec);

        Assert.All(pictures, p => Assert.Equal(3, p.Count(packet => BeginsSlice(codec, packet))));
    }

    [Theory, Shows("aud")]
    [InlineData(VideoCodec.H264, 9)]
    [InlineData(VideoCodec.H265, 35)]
    public async Task Aud_Picture_BeginsWithIt(VideoCodec codec, int type)
    {
        Assert.All(await PicturesAsync("aud", 3, codec), p => Assert.Equal(type, Type(codec, p[0])));
    }

    [Theory, Shows("stap-a")]
    [InlineData(VideoCodec.H264, 24)]
    [InlineData(VideoCodec.H265, 48)]
    public async Task StapA_Picture_SharesAPacket(VideoCodec codec, int type)
    {
        Assert.Contains((await PicturesAsync("stap-a", 1, codec))[0], p => Type(codec, p) == type);
    }

    [Fact, Shows("long-gop")]
    public async Task LongGop_EachViewer_GetsOneKeyAndNoMore()
    {
        List<List<RtpPacket>> pictures = await PicturesAsync("long-gop=20", 60);

        Assert.Contains(pictures[0], p => p.H264Type == 7);
        Assert.DoesNotContain(pictures.Skip(1).SelectMany(p => p), p => p.H264Type == 7);
    }

    [Theory, Shows("b-frames")]
    [InlineData(VideoCodec.H264)]
    [InlineData(VideoCodec.H265)]
    public async Task BFrames_Pictures_ComeOutOfPresentationOrder(VideoCodec codec)
    {
        List<uint> times = [.. (await PicturesAsync("b-frames", 9, codec)).Select(p => p[0].Time)];

        Assert.Contains(times.Zip(times.Skip(1)), pair => (int)(pair.Second - pair.First) < 0);
        Assert.Equal(9, times.Distinct().Count());
    }

    [Fact, Shows("starts-mid-gop")]
    public async Task StartsMidGop_Session_NeedNotBeginWithAKey()
    {
        // A key picture once in 6 s: two in a row that begin on one are next to impossible.
        CameraOptions camera = SmallCamera.Options with { Gop = 150, Quirks = ["starts-mid-gop"] };
        await using SimCameraServer server = await SmallCamera.StartAsync(camera);
        bool[] keys = [await BeginsWithKeyAsync(server), await BeginsWithKeyAsync(server)];

        Assert.Contains(false, keys);
    }

    private static async Task<bool> BeginsWithKeyAsync(SimCameraServer server)
    {
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);
        return (await client.TakePicturesAsync(1))[0].Any(p => p.H264Type == 7);
    }

    private static async Task<List<List<RtpPacket>>> PicturesAsync(string? quirk, int count, VideoCodec codec = VideoCodec.H264)
    {
        CameraOptions camera = SmallCamera.Options with { Codec = codec, Quirks = quirk is null ? [] : [quirk] };
        await using SimCameraServer server = await SmallCamera.StartAsync(camera);
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);
        return await client.TakePicturesAsync(count);
    }

    private static int Type(VideoCodec codec, RtpPacket packet) => codec == VideoCodec.H264 ? packet.H264Type : packet.H265Type;

    private static bool BeginsSlice(VideoCodec codec, RtpPacket packet) => codec == VideoCodec.H264
        ? packet.H264Type is 1 or 5 || (packet.H264Type == 28 && (packet.Payload[1] & 0x80) != 0)
        : packet.H265Type < 32 || (packet.H265Type == 49 && (packet.Payload[2] & 0x80) != 0);
}
