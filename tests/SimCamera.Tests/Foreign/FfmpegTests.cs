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
        ForeignProgram run = await FfmpegDecoding.RunAsync(server.Cameras[0].Url.ToString(), "tcp");

        Assert.Equal("", run.Errors);
        Assert.InRange(FfmpegDecoding.Lines(run, stream: 0), 20, 35);
        Assert.True(audio == AudioCodec.None || FfmpegDecoding.Lines(run, stream: 1) > 10, run.Output);
        Assert.Empty(server.Faults);
    }

    [Theory]
    [InlineData(VideoCodec.H264)]
    [InlineData(VideoCodec.H265)]
    [InlineData(VideoCodec.Mjpeg)]
    public async Task Ffmpeg_OverUdp_DecodesPictures(VideoCodec codec)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(SmallCamera.Options with { Codec = codec });

        Assert.True(FfmpegDecoding.Lines(await FfmpegDecoding.RunAsync(server.Cameras[0].Url.ToString(), "udp"), stream: 0) >= 20);
    }

    [Fact]
    public async Task Ffmpeg_OverRtsps_Decodes()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(SmallCamera.Options, tls: true);

        Assert.InRange(FfmpegDecoding.Lines(await FfmpegDecoding.RunAsync(server.Cameras[0].Url.ToString(), "tcp"), stream: 0), 20, 35);
    }
}
