using Nvr.Core.Media;
using Nvr.Mp4.Tests.Material;

namespace Nvr.Mp4.Tests;

public sealed class CodecStringTests
{
    [Theory]
    [InlineData(Codec.H264, "0164001FFFE1", "avc1.64001F")]
    [InlineData(Codec.H264, "", "avc1")]
    [InlineData(Codec.H265, "01016000000090000000000078F000", "hvc1.1.6.L120.90")]
    [InlineData(Codec.H265, "0122200000000000000000005DF000", "hvc1.2.4.H93")]
    [InlineData(Codec.H265, "01016000000090000100000078F000", "hvc1.1.6.L120.90.0.1")]
    [InlineData(Codec.Aac, "1190", "mp4a.40.2")]
    [InlineData(Codec.Aac, "2B118800", "mp4a.40.5")]
    [InlineData(Codec.Aac, "F94620", "mp4a.40.42")]
    [InlineData(Codec.Opus, "", "opus")]
    [InlineData(Codec.Flac, "", "flac")]
    [InlineData(Codec.Mjpeg, "", "jpeg")]
    public void Of_ConfigurationRecord_NamesProfileAndLevel(Codec codec, string config, string expected)
    {
        var format = new TrackFormat { Codec = codec, ClockRate = 90000, Config = Convert.FromHexString(config) };

        Assert.Equal(expected, CodecString.Of(format));
    }

    [Fact]
    public async Task Of_RealMaterial_NamesWhatTheEncoderMade()
    {
        SourceMovie h264 = await SourceMovie.H264WithAacAsync();
        string profile = await Tool.OutputAsync(
            "ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=profile,level", "-of", "csv=p=0", h264.Path);

        // ultrafast without 8x8 transform is Main profile: 77, 0x4D.
        Assert.Equal("Main,13", profile.Trim());
        Assert.Equal("avc1.4D400D,mp4a.40.2", CodecString.Of(h264.Formats));
    }
}
