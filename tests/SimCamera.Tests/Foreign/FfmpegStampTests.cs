using SimCamera.Log;
using SimCamera.Material;
using SimCamera.Stamp;

namespace SimCamera.Tests.Foreign;

public sealed class FfmpegStampTests
{
    [Theory]
    [InlineData(VideoCodec.H264, "h264")]
    [InlineData(VideoCodec.H265, "hevc")]
    public async Task Stamps_CopiedToAFile_AreContiguousAndLogged(VideoCodec codec, string format)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(SmallCamera.Options with { Codec = codec });
        byte[] file = await CopyAsync(server, format);
        List<FrameStamp> stamps = [];
        foreach (ReadOnlyMemory<byte> unit in AnnexB.Split(file))
        {
            if (FrameStamp.TryRead(unit.Span, out FrameStamp stamp))
            {
                stamps.Add(stamp);
            }
        }

        AssertLogged(server, stamps);
    }

    [Fact]
    public async Task Stamps_CopiedMjpeg_AreContiguousAndLogged()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(SmallCamera.Options with { Codec = VideoCodec.Mjpeg });
        ReadOnlySpan<byte> file = await CopyAsync(server, "mjpeg");
        List<FrameStamp> stamps = [];
        while (FrameStamp.TryRead(file, out FrameStamp stamp))
        {
            stamps.Add(stamp);
            file = file[(file.IndexOf(FrameStamp.Uuid) + 1)..];
        }

        AssertLogged(server, stamps);
    }

    private static void AssertLogged(SimCameraServer server, List<FrameStamp> stamps)
    {
        Assert.InRange(stamps.Count, 45, 55);
        Assert.Equal(Enumerable.Range(0, stamps.Count).Select(i => stamps[0].Counter + i), stamps.Select(s => s.Counter));
        HashSet<(long, long)> sent = [.. server.Log.Snapshot().Select((SentFrame f) => (f.Counter, f.UtcUs))];
        Assert.All(stamps, s => Assert.Contains((s.Counter, s.UtcUs), sent));
        Assert.All(stamps, s => Assert.Equal((1, 0), (s.Camera, s.Stream)));
    }

    private static async Task<byte[]> CopyAsync(SimCameraServer server, string format)
    {
        string path = Path.GetTempFileName();
        try
        {
            ForeignProgram run = await ForeignProgram.RunAsync("ffmpeg", "-y", "-v", "error", "-nostdin", "-rtsp_transport", "tcp",
                "-i", server.Cameras[0].Url.ToString(), "-frames:v", "50", "-c", "copy", "-f", format, path);
            Assert.Equal(0, run.ExitCode);
            return await File.ReadAllBytesAsync(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
