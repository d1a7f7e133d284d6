using Nvr.Core.Media;
using Nvr.Media.Watching;
using Nvr.Sandbox.Protocol;
using Scenes;

namespace Nvr.Media.Tests.Watching;

/// <summary>A decoder of FFmpeg's own stands in for the board's: like that, it was opened before anything was known of the stream.</summary>
public sealed class StreamDecoderTests
{
    private static readonly Lazy<CodedScene> s_scene = new(() => CodedScene.Encode(new SceneOptions("street", 3) { People = 1, Seconds = 40 }, 400));

    private readonly CodedScene scene;
    private readonly List<(long CaptureUs, int Brightness)> shown = [];

    public StreamDecoderTests()
    {
        FFmpegLibraries.Require();
        scene = s_scene.Value;
    }

    [Fact]
    public void BoardThatWinsItsTrial_ShowsTheSamePictures_EachOnce()
    {
        using var plain = new StreamDecoder(scene.Format, BoardDecoders.None());
        Decode(plain, 0, scene.Units.Count);
        (long CaptureUs, int Brightness)[] expected = [.. shown];
        shown.Clear();

        using BoardDecoders boards = StandIns();
        int all = boards.Count;
        using var decoder = new StreamDecoder(scene.Format, boards, Generous());
        Decode(decoder, 0, scene.Units.Count);

        Assert.True(decoder.IsByBoard);
        Assert.Equal(all - 1, boards.Count);
        Assert.Equal(scene.Units.Count, expected.Length);
        Assert.Equal(expected.Select(e => e.CaptureUs), shown.Select(s => s.CaptureUs));
        // It smoothes block edges.
        Assert.All(expected.Zip(shown), pair => Assert.InRange(pair.Second.Brightness - pair.First.Brightness, -640 * 360, 640 * 360));
    }

    [Fact]
    public void BoardThatIsNotWorthIt_IsGivenBack_AndNoPictureIsLost()
    {
        using BoardDecoders boards = StandIns();
        using var decoder = new StreamDecoder(scene.Format, boards, new DecoderTrial(worthIt: 0));
        Decode(decoder, 0, scene.Units.Count);

        Assert.False(decoder.IsByBoard);
        Assert.Equal(0, boards.Count);
        Assert.Equal(scene.Units.Count, shown.Count);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(101)]
    public void Fault_EndsItsUse_AndSoftwareGoesOnWithTheNextKeyFrame(int at)
    {
        using BoardDecoders boards = StandIns();
        using var decoder = new StreamDecoder(scene.Format, boards, Generous());
        Decode(decoder, 0, at);
        decoder.Decode(new UnitMessage { Track = 0, IsRandomAccess = false, Dts = at, CaptureUs = CodedScene.CaptureUs(at), Data = [0, 0, 0, 3, 0x65, 0xFF, 0xFF] }, Take);
        Assert.False(decoder.IsByBoard);
        Assert.Equal(0, boards.Count);
        Decode(decoder, at + 1, scene.Units.Count);

        int nextKey = Enumerable.Range(at + 1, scene.Units.Count - at - 1).First(n => CodedScene.IsKey(scene.Units[n]));
        Assert.Equal([.. Enumerable.Range(nextKey, scene.Units.Count - nextKey).Select(CodedScene.CaptureUs)], shown.Select(s => s.CaptureUs).Where(t => t >= CodedScene.CaptureUs(nextKey)));
    }

    [Fact]
    public void KeyFramesAlone_AreSoftwares_AndTheGroupIsTheBoardsOnceMore()
    {
        using BoardDecoders boards = StandIns();
        using var decoder = new StreamDecoder(scene.Format, boards, Generous());
        Decode(decoder, 0, 100);
        Assert.True(decoder.IsByBoard);
        shown.Clear();

        Assert.True(CodedScene.IsKey(scene.Units[100]));
        decoder.Decode(Unit(100), Take, isAlone: true);
        Assert.Equal(CodedScene.CaptureUs(100), Assert.Single(shown).CaptureUs);
        Assert.False(decoder.IsInGroup);
        decoder.Decode(Unit(101), Take);
        Assert.Single(shown);

        Decode(decoder, 100, 110);
        Assert.True(decoder.IsInGroup);
        Assert.Equal(Enumerable.Range(100, 10).Select(CodedScene.CaptureUs), shown.Select(s => s.CaptureUs));
    }

    [Theory]
    [InlineData("h264_v4l2m2m")]
    [InlineData("no-such-decoder")]
    public void BoardWithoutDecoder_LendsNone_AndSoftwareDecodes(string name)
    {
        using var boards = BoardDecoders.Open(name, name);
        Assert.Equal(0, boards.Count);
        using var decoder = new StreamDecoder(scene.Format, boards);
        Decode(decoder, 0, 20);

        Assert.False(decoder.IsByBoard);
        Assert.Equal(20, shown.Count);
    }

    [Fact]
    public void AnnexB_HasParameterSetsBeforeKeyFrames_AndCutsWhatIsMalformed()
    {
        var layout = new AnnexB(scene.Format);
        byte[] key = layout.Of(scene.Units[0], isKey: true).ToArray();
        Assert.Equal([0, 0, 0, 1, 0x67], key[..5].Select(b => b & 0x7F));
        Assert.Equal((byte)1, layout.Of(scene.Units[1], isKey: false)[3]);
        Assert.Equal([0, 0, 0, 1, 0x41], layout.Of([0, 0, 0, 1, 0x41, 0, 0, 9, 9, 1], isKey: false).ToArray());
        Assert.Empty(layout.Of([0xFF, 0xFF, 0xFF, 0xFF, 1], isKey: false).ToArray());
        byte[] raw = [0, 0, 0, 1, 0x65, 1];
        Assert.Equal(raw, new AnnexB(new TrackFormat { Codec = Codec.H264, ClockRate = 90_000 }).Of(raw, isKey: true).ToArray());
        foreach (int length in Enumerable.Range(0, scene.Format.Config.Length))
        {
            Assert.True(new AnnexB(new TrackFormat { Codec = Codec.H264, ClockRate = 90_000, Config = scene.Format.Config[..length] }).Of(raw, isKey: true).Length <= scene.Format.Config.Length + raw.Length);
        }
        // One array of two sets, of one and two bytes.
        byte[] hevc = [.. new byte[22], 1, 0x20, 0, 2, 0, 1, 7, 0, 2, 8, 9];
        Assert.Equal([0, 0, 0, 1, 7, 0, 0, 0, 1, 8, 9], new AnnexB(new TrackFormat { Codec = Codec.H265, ClockRate = 90_000, Config = hevc }).Of([], isKey: true).ToArray());
    }

    private static BoardDecoders StandIns() => BoardDecoders.Open("h264", "none");

    // Two of the same kind cost the same.
    private static DecoderTrial Generous() => new(worthIt: 100);

    private UnitMessage Unit(int n) => new() { Track = 0, IsRandomAccess = CodedScene.IsKey(scene.Units[n]), Dts = n, CaptureUs = CodedScene.CaptureUs(n), Data = scene.Units[n] };

    private void Decode(StreamDecoder decoder, int from, int to)
    {
        for (int n = from; n < to; n++)
        {
            decoder.Decode(Unit(n), Take);
        }
    }

    private void Take(ReadOnlySpan<byte> luma, int stride, int width, int height, long captureUs)
    {
        int sum = 0;
        for (int y = 0; y < height; y++)
        {
            foreach (byte pixel in luma.Slice(y * stride, width))
            {
                sum += pixel;
            }
        }
        shown.Add((captureUs, sum));
    }
}
