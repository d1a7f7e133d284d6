using Microsoft.Win32.SafeHandles;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Mp4.Tests.Material;

namespace Nvr.Mp4.Tests;

public sealed class SegmentHeaderTests
{
    [Fact]
    public async Task Build_WithIdentity_ShowsPlayersWhenItWasTaken()
    {
        SegmentIdentity identity = Segment.NewIdentity();
        Segment segment = Segment.Write(await SourceMovie.H264Async(), identity);

        string shown = await Tool.OutputAsync(
            "ffprobe", "-v", "error", "-show_entries", "format_tags=creation_time", "-of", "csv=p=0", segment.Path);

        var taken = new UtcTime((identity.StartMonotonicUs + identity.UtcOffsetUs) / 1_000_000 * 1_000_000);
        Assert.Equal(taken.ToString(), shown.Trim());
    }

    [Theory]
    [InlineData(Codec.Flac, 96000, 96000, 1, 34)]
    [InlineData(Codec.Aac, 16000, 32000, 2, 5)]
    [InlineData(Codec.Aac, 8000, 8000, 1, 200)]
    [InlineData(Codec.Opus, 48000, 48000, 2, 11)]
    public async Task Build_UnusualAudio_IsReadBackTheSame(Codec codec, int clockRate, int sampleRate, int channels, int configBytes)
    {
        byte[] config = new byte[configBytes];
        new Random(4).NextBytes(config);
        var audio = new TrackFormat
        {
            Codec = codec, ClockRate = clockRate, SampleRate = sampleRate, Channels = channels, Config = config,
        };
        string path = Scratch.NewFile();
        await File.WriteAllBytesAsync(path, SegmentHeader.Build(null, [audio]));
        using SafeFileHandle file = File.OpenHandle(path);

        SegmentScan scan = SegmentFile.Scan(file, ScanDepth.EveryByte);

        Assert.Null(scan.Problem);
        Assert.Null(scan.Identity);
        Assert.Equal([audio], scan.Tracks);
        Assert.Equal(scan.FileBytes, scan.HeaderBytes);
    }
}
