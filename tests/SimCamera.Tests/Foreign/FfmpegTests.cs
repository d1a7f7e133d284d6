using System.Globalization;
using SimCamera.Log;
using SimCamera.Material;
using SimCamera.Stamp;

namespace SimCamera.Tests.Foreign;

public sealed class FfmpegTests
{
    [Theory]
    [InlineData(VideoCodec.H264, AudioCodec.None)]
    [InlineData(VideoCodec.H264, AudioCodec.Aac)]
    [InlineData(VideoCodec.H264, AudioCodec.G726)]
    [InlineData(VideoCodec.H265, AudioCodec.Opus)]
    [InlineData(VideoCodec.H265, AudioCodec.L16)]
    [InlineData(VideoCodec.Mjpeg, AudioCodec.Pcma)]
    [InlineData(VideoCodec.Mjpeg, AudioCodec.Pcmu)]
    public async Task Ffmpeg_EachCoding_DecodesWithoutAComplaint(VideoCodec video, AudioCodec audio)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(SmallCamera.Options with { Codec = video, Audio = audio });
        ForeignProgram run = await DecodeAsync(server.Cameras[0].Url.ToString(), "tcp");

        Assert.Equal("", run.Errors);
        Assert.InRange(Lines(run, stream: 0), 40, 60);
        Assert.True(audio == AudioCodec.None || Lines(run, stream: 1) > 20, run.Output);
        Assert.Empty(server.Faults);
    }

    [Theory]
    [InlineData(VideoCodec.H264)]
    [InlineData(VideoCodec.H265)]
    [InlineData(VideoCodec.Mjpeg)]
    public async Task Ffmpeg_OverUdp_DecodesPictures(VideoCodec codec)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(SmallCamera.Options with { Codec = codec });

        Assert.True(Lines(await DecodeAsync(server.Cameras[0].Url.ToString(), "udp"), stream: 0) >= 40);
    }

    [Fact]
    public async Task Ffmpeg_OverRtsps_Decodes()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(SmallCamera.Options, tls: true);

        Assert.InRange(Lines(await DecodeAsync(server.Cameras[0].Url.ToString(), "tcp"), stream: 0), 40, 60);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("basic-only")]
    [InlineData("digest-no-qop")]
    [InlineData("stale-nonce=100")]
    [InlineData("b-frames")]
    [InlineData("slices")]
    [InlineData("aud")]
    [InlineData("stap-a")]
    [InlineData("control-star")]
    [InlineData("params-out-of-band-only")]
    public async Task Ffmpeg_WithAPasswordAndATameQuirk_Decodes(string? quirk)
    {
        CameraOptions camera = SmallCamera.Options with { User = "admin", Password = "pa:ss", Quirks = quirk is null ? [] : [quirk] };
        await using SimCameraServer server = await SmallCamera.StartAsync(camera);
        string url = server.Cameras[0].Url.ToString().Replace("://", "://admin:pa%3Ass@", StringComparison.Ordinal);

        Assert.InRange(Lines(await DecodeAsync(url, "tcp"), stream: 0), 40, 60);
    }

    [Fact]
    public async Task Ffmpeg_DigestSha256Only_CannotLogIn()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(
            SmallCamera.Options with { User = "admin", Password = "x", Quirks = ["digest-sha256-only"] });
        string url = server.Cameras[0].Url.ToString().Replace("://", "://admin:x@", StringComparison.Ordinal);

        Assert.Contains("401", (await DecodeAsync(url, "tcp")).Errors, StringComparison.Ordinal);
    }

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

    private static Task<ForeignProgram> DecodeAsync(string url, string transport) => ForeignProgram.RunAsync("ffmpeg",
        "-v", "error", "-nostdin", "-rtsp_transport", transport, "-i", url, "-t", "2", "-map", "0", "-fps_mode", "passthrough", "-f", "framecrc", "-");

    private static int Lines(ForeignProgram run, int stream) => run.Output.Split('\n')
        .Count(l => l.StartsWith(stream.ToString(CultureInfo.InvariantCulture) + ",", StringComparison.Ordinal));
}
