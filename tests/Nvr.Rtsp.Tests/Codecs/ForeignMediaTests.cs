using Nvr.Core.Media;
using Nvr.Rtsp.Tests.Foreign;

namespace Nvr.Rtsp.Tests.Codecs;

/// <summary>Motion JPEG and audio from foreign packetizers.</summary>
public sealed class ForeignMediaTests
{
    private static readonly string[] Picture = ["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25:duration=1"];
    private static readonly string[] Sound = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=1"];

    [Fact]
    public void Mjpeg_PacketsFromFfmpeg_DecodeToTheSamePictures()
    {
        var file = Tool.Encode("jpeg.avi", [.. Picture, "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-huffman", "default", "-q:v", "5"]);
        var (packets, sdp) = FfmpegRtp.Send(file);
        CheckPictures(file, Reception.Run(Reception.Media(sdp), packets).Units);
    }

    [Theory]
    [InlineData("85", "I420")]
    [InlineData("20", "Y42B")]
    public void Mjpeg_PacketsFromGStreamer_DecodeToTheSamePictures(string quality, string pixels)
    {
        var file = Tool.PathOf($"gst{quality}.avi");
        Tool.Run("gst-launch-1.0", ["-q", .. $"videotestsrc num-buffers=25 ! video/x-raw,width=640,height=360,framerate=25/1,format={pixels} ! jpegenc quality={quality} ! avimux ! filesink location={file}".Split(' ')]);
        var packets = GStreamerRtp.Pay($"filesrc location={file} ! avidemux ! jpegparse ! rtpjpegpay pt=96");
        CheckPictures(file, Reception.Run(Reception.Video("JPEG"), packets).Units);
    }

    [Fact]
    public void Aac_PacketsFromFfmpeg_GiveTheEncodersFrames()
    {
        var file = Tool.Encode("sound.m4a", [.. Sound, "-ac", "2", "-c:a", "aac"]);
        var (packets, sdp) = FfmpegRtp.Send(file);
        var units = Reception.Run(Reception.Media(sdp), packets).Units;
        var frames = AdtsFrames(Tool.Encode("sound.aac", "-i", file, "-c", "copy", "-f", "adts"));

        // ffmpeg gathers several frames in a packet, and forgets those it still holds when the file ends.
        Assert.InRange(units.Count, frames.Count - 5, frames.Count);
        Assert.True(units.Count > packets.Count);
        Assert.Equal(frames.Take(units.Count), units.Select(unit => unit.Data));
        CheckRhythm(units, 1024);
        Assert.Equal((Codec.Aac, 48000, 2), (units[0].Format.Codec, units[0].Format.SampleRate, units[0].Format.Channels));
    }

    [Fact]
    public void Latm_PacketsFromFfmpeg_GiveTheEncodersFrames()
    {
        var file = Tool.Encode("sound.m4a", [.. Sound, "-ac", "2", "-c:a", "aac"]);
        var (packets, sdp) = FfmpegRtp.Send(file, "-rtpflags", "latm");
        var units = Reception.Run(Reception.Media(sdp), packets).Units;
        Assert.Equal(AdtsFrames(Tool.Encode("sound.aac", "-i", file, "-c", "copy", "-f", "adts")), units.Select(unit => unit.Data));
        CheckRhythm(units, 1024);
        Assert.Equal((48000, 2), (units[0].Format.SampleRate, units[0].Format.Channels));
    }

    [Theory]
    [InlineData("alaw", "pcm_alaw", Codec.PcmAlaw)]
    [InlineData("mulaw", "pcm_mulaw", Codec.PcmMulaw)]
    public void G711_PacketsFromFfmpeg_GiveTheSameBytes(string format, string encoder, Codec codec)
    {
        var raw = Tool.Encode($"{format}.raw", [.. Sound, "-ar", "8000", "-ac", "1", "-c:a", encoder, "-f", format]);
        var file = Tool.Encode($"{format}.wav", "-f", format, "-ar", "8000", "-ac", "1", "-i", raw, "-c", "copy");
        var (packets, sdp) = FfmpegRtp.Send(file);
        var units = Reception.Run(Reception.Media(sdp), packets).Units;
        Assert.Equal(File.ReadAllBytes(raw), units.SelectMany(unit => unit.Data));
        Assert.Equal((codec, 8000, 1), (units[0].Format.Codec, units[0].Format.SampleRate, units[0].Format.Channels));
    }

    [Fact]
    public void L16_PacketsFromGStreamer_GiveTheSameBytes()
    {
        var file = Tool.Encode("sound.s16be", [.. Sound, "-ac", "2", "-c:a", "pcm_s16be", "-f", "s16be"]);
        var packets = GStreamerRtp.Pay($"filesrc location={file} ! rawaudioparse format=pcm pcm-format=s16be sample-rate=48000 num-channels=2 ! audioconvert ! rtpL16pay pt=96");
        var units = Reception.Run(Reception.Audio("L16", 48000, 2), packets).Units;
        Assert.Equal(File.ReadAllBytes(file), units.SelectMany(unit => unit.Data));
    }

    [Fact]
    public void Opus_PacketsFromFfmpeg_PlayInMp4()
    {
        var file = Tool.Encode("sound.opus", [.. Sound, "-ac", "2", "-c:a", "libopus", "-frame_duration", "20"]);
        var (packets, sdp) = FfmpegRtp.Send(file);
        var units = Reception.Run(Reception.Media(sdp), packets).Units;
        CheckRhythm(units, 960);
        Assert.Equal((Codec.Opus, 48000, 11), (units[0].Format.Codec, units[0].Format.ClockRate, units[0].Format.Config.Length));
        Assert.InRange(units.Count, 50, 52);
    }

    private static void CheckPictures(string file, List<CollectedUnit> units)
    {
        Assert.Equal(25, units.Count);
        Assert.All(units, unit => Assert.Equal((Codec.Mjpeg, 640, 360, true), (unit.Format.Codec, unit.Format.Width, unit.Format.Height, unit.IsRandomAccess)));
        Assert.Single(units.Select(unit => unit.Format).Distinct());
        var rebuilt = Tool.PathOf($"{Guid.NewGuid():N}.mjpeg");
        File.WriteAllBytes(rebuilt, units.SelectMany(unit => unit.Data).ToArray());
        Assert.Equal(PictureHashes("-i", file), PictureHashes("-f", "mjpeg", "-i", rebuilt));
    }

    private static string PictureHashes(params string[] input) => string.Join(
        '\n',
        Tool.Run("ffmpeg", ["-v", "error", .. input, "-f", "framemd5", "-"]).Split('\n').Where(line => !line.StartsWith('#')).Select(line => line.Split(',')[^1]));

    private static void CheckRhythm(List<CollectedUnit> units, int ticks) =>
        Assert.All(units.Zip(units.Skip(1)), pair => Assert.Equal(ticks, pair.Second.Dts - pair.First.Dts));

    private static List<byte[]> AdtsFrames(string path)
    {
        var frames = new List<byte[]>();
        for (ReadOnlySpan<byte> rest = File.ReadAllBytes(path); rest.Length > 7;)
        {
            var length = ((rest[3] & 3) << 11) | (rest[4] << 3) | (rest[5] >> 5);
            frames.Add(rest[7..length].ToArray());
            rest = rest[length..];
        }

        return frames;
    }
}
