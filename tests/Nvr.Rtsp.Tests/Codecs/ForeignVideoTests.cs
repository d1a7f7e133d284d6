using Nvr.Core.Media;
using Nvr.Rtsp.Tests.Foreign;

namespace Nvr.Rtsp.Tests.Codecs;

/// <summary>Real encoders and two foreign packetizers; what comes out must be byte for byte what the encoder made.</summary>
public sealed class ForeignVideoTests
{
    private const int Frames = 50;

    private static readonly string[] Source = ["-f", "lavfi", "-i", "testsrc2=size=642x364:rate=25:duration=2", "-pix_fmt", "yuv420p"];

    public static TheoryData<string, string> H264Recipes => new()
    {
        { "plain.h264", "-c:v libx264 -preset ultrafast -tune zerolatency -g 10" },
        { "slices.h264", "-c:v libx264 -preset ultrafast -g 10 -x264-params slices=4:aud=1" },
        { "bframes.h264", "-c:v libx264 -preset veryfast -bf 2 -g 10" },
        { "pyramid.h264", "-c:v libx264 -preset veryfast -bf 5 -b_strategy 0 -x264-params b-pyramid=normal -g 25" },
        { "interlaced.h264", "-c:v libx264 -preset veryfast -flags +ildct+ilme -x264-params tff=1 -g 10" },
    };

    public static TheoryData<string, string> H265Recipes => new()
    {
        { "plain.h265", "-c:v libx265 -preset ultrafast -x265-params log-level=none:bframes=0:keyint=10:aud=1" },
        { "bframes.h265", "-c:v libx265 -preset ultrafast -x265-params log-level=none:bframes=3:keyint=10:scaling-list=default" },
        { "slices.h265", "-c:v libx265 -preset ultrafast -x265-params log-level=none:slices=2:keyint=25:temporal-layers=1" },
    };

    [Theory]
    [MemberData(nameof(H264Recipes))]
    public void H264_PacketsFromFfmpeg_GiveTheEncodersBytes(string name, string recipe)
    {
        var file = Tool.Encode(name, [.. Source, .. recipe.Split(' ')]);
        var (packets, sdp) = FfmpegRtp.Send(ToMp4(file), "-payload_type", "96");
        Check(Codec.H264, file, ElementaryStream.IsStoredH264, Reception.Run(Reception.Media(sdp), packets).Units);
    }

    [Theory]
    [MemberData(nameof(H264Recipes))]
    public void H264_PacketsFromGStreamer_GiveTheEncodersBytes(string name, string recipe)
    {
        var file = Tool.Encode(name, [.. Source, .. recipe.Split(' ')]);
        var packets = GStreamerRtp.Pay($"filesrc location={file} ! h264parse ! rtph264pay pt=96 aggregate-mode=max-stap config-interval=-1");
        Check(Codec.H264, file, ElementaryStream.IsStoredH264, Reception.Run(Reception.Video("H264"), packets).Units, areTimesReal: false);
    }

    [Theory]
    [MemberData(nameof(H265Recipes))]
    public void H265_PacketsFromFfmpeg_GiveTheEncodersBytes(string name, string recipe)
    {
        var file = Tool.Encode(name, [.. Source, .. recipe.Split(' ')]);
        var (packets, sdp) = FfmpegRtp.Send(ToMp4(file), "-payload_type", "96");
        Check(Codec.H265, file, ElementaryStream.IsStoredH265, Reception.Run(Reception.Media(sdp), packets).Units);
    }

    [Theory]
    [MemberData(nameof(H265Recipes))]
    public void H265_PacketsFromGStreamer_GiveTheEncodersBytes(string name, string recipe)
    {
        var file = Tool.Encode(name, [.. Source, .. recipe.Split(' ')]);
        var packets = GStreamerRtp.Pay($"filesrc location={file} ! h265parse ! rtph265pay pt=96 aggregate-mode=max config-interval=-1");
        Check(Codec.H265, file, ElementaryStream.IsStoredH265, Reception.Run(Reception.Video("H265"), packets).Units, areTimesReal: false);
    }

    private static string ToMp4(string file) => Tool.Encode(Path.GetFileName(file) + ".mp4", "-r", "25", "-i", file, "-c", "copy");

    private static void Check(Codec codec, string file, Func<byte[], bool> isStored, List<CollectedUnit> units, bool areTimesReal = true)
    {
        var expected = ElementaryStream.NalsOfFile(file).Where(isStored).ToList();
        var actual = units.SelectMany(unit => ElementaryStream.NalsOfSample(unit.Data)).ToList();
        Assert.Equal(Frames, units.Count);
        Assert.Equal(expected.Count, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second));
        var format = Assert.Single(units.Select(unit => unit.Format).Distinct());
        Assert.Equal((codec, 642, 364, 90_000), (format.Codec, format.Width, format.Height, format.ClockRate));
        Assert.True(units[0].IsRandomAccess);
        Assert.InRange(units.Count(unit => unit.IsRandomAccess), 2, 10);
        Assert.All(units.Zip(units.Skip(1)), pair => Assert.True(pair.First.Dts < pair.Second.Dts));
        Assert.All(units, unit => Assert.True(unit.CompositionOffset >= 0));
        if (areTimesReal)
        {
            CheckTimes(units);
        }
    }

    // 25 pictures a second, each shown once, in a steady rhythm.
    private static void CheckTimes(List<CollectedUnit> units)
    {
        var shown = units.Select(unit => unit.Pts).Order().ToList();
        Assert.All(shown.Zip(shown.Skip(1)), pair => Assert.Equal(3600, pair.Second - pair.First));
        Assert.All(units.Zip(units.Skip(1)), pair => Assert.Equal(3600, pair.Second.Dts - pair.First.Dts));
    }
}
