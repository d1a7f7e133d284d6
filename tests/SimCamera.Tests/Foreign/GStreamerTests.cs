namespace SimCamera.Tests.Foreign;

public sealed class GStreamerTests
{
    private const int Frames = 40;

    [Theory]
    [InlineData(VideoCodec.H264, "tcp", "rtph264depay ! h264parse ! avdec_h264")]
    [InlineData(VideoCodec.H264, "udp", "rtph264depay ! h264parse ! avdec_h264")]
    [InlineData(VideoCodec.H265, "tcp", "rtph265depay ! h265parse ! avdec_h265")]
    [InlineData(VideoCodec.Mjpeg, "tcp", "rtpjpegdepay ! jpegdec")]
    public async Task RtspSrc_EachCoding_DecodesFrames(VideoCodec codec, string protocol, string chain)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(
            SmallCamera.Options with { Codec = codec, User = "admin", Password = "secret" });
        string[] pipeline =
        [
            "rtspsrc", $"location={server.Cameras[0].Url}", $"protocols={protocol}", "user-id=admin", "user-pw=secret", "latency=100",
            "!", .. chain.Split(' '), "!", "identity", $"eos-after={Frames}", "silent=false", "!", "fakesink", "sync=false",
        ];
        ForeignProgram run = await ForeignProgram.RunAsync("gst-launch-1.0", ["-v", .. pipeline]);

        Assert.True(run.ExitCode == 0, string.Join('\n', server.Faults) + string.Join('\n', server.Cameras[0].Requests) + run.Errors + run.Output[Math.Max(0, run.Output.Length - 3000)..]);
        Assert.InRange(run.Output.Split("chain   ").Length - 1, Frames - 1, Frames + 1);
        Assert.True(server.Log.Total >= Frames);
    }
}
