using Nvr.Core.Media;
using Nvr.Mp4.Tests.Material;

namespace Nvr.Mp4.Tests;

/// <summary>Segment files as foreign players see them.</summary>
public sealed class SegmentPlaybackTests
{
    [Theory]
    [InlineData("h264")]
    [InlineData("h264+aac")]
    [InlineData("h265+opus")]
    [InlineData("mjpeg+flac")]
    public async Task Segment_OfEachCodec_DecodesToTheSourcesFrames(string material)
    {
        SourceMovie source = await MaterialAsync(material);
        Segment segment = Segment.Write(source);

        await Player.AssertPlaysSilentlyAsync(segment.Path);
        Assert.Equal(source.Packets[0].Count, await Player.CountFramesAsync(segment.Path));
        // VLC's remuxer keeps the last Motion JPEG picture to itself; it does so with ffmpeg's QuickTime files too.
        int keptByVlc = source.Formats[0].Codec == Codec.Mjpeg ? 1 : 0;
        Assert.Equal(source.Packets[0].Count - keptByVlc, await Vlc.CountFramesAsync(segment.Path));
        for (int track = 0; track < source.Formats.Count; track++)
        {
            string stream = track == 0 ? "v:0" : "a:0";
            string[] expected = await Player.FrameHashesAsync(source.Path, stream);
            Assert.NotEmpty(expected);
            Assert.Equal(expected, await Player.FrameHashesAsync(segment.Path, stream));
        }
    }

    [Fact]
    public async Task Segment_CutAtAnyFragmentBoundary_PlaysSilently()
    {
        SourceMovie source = await SourceMovie.H264WithAacAsync();
        Segment segment = Segment.Write(source);
        byte[] file = await File.ReadAllBytesAsync(segment.Path);
        string prefix = Scratch.NewFile();
        foreach (FragmentEntry entry in segment.Entries)
        {
            await File.WriteAllBytesAsync(prefix, file[..(int)(entry.Offset + entry.Bytes)]);

            await Player.AssertPlaysSilentlyAsync(prefix);
            int expected = source.Packets[0].Count(p => p.Dts < entry.Start90k + entry.Duration90k);
            Assert.Equal(expected, await Player.CountFramesAsync(prefix));
        }
    }

    private static Task<SourceMovie> MaterialAsync(string name) => name switch
    {
        "h264" => SourceMovie.H264Async(),
        "h264+aac" => SourceMovie.H264WithAacAsync(),
        "h265+opus" => SourceMovie.H265WithOpusAsync(),
        _ => SourceMovie.MjpegWithFlacAsync(),
    };
}
