using Nvr.Onvif.Media;

namespace Nvr.Onvif.Tests.Media;

public sealed class EncoderPlanTests
{
    private static readonly EncoderSettings Settings = new() { Token = "E", Encoding = VideoEncoding.H264, Width = 1920, Height = 1080, FrameRate = 25, BitrateKbps = 4096, GovLength = 50, CodecProfile = "Main" };

    [Theory]
    [InlineData(50, 50)]
    [InlineData(25, 25)]
    [InlineData(250, 50)]
    [InlineData(5, 50)]
    [InlineData(null, 50)]
    public void KeyFrames_OutOfBounds_AreSetToTheWish(int? before, int after) =>
        Assert.Equal(after, EncoderPlan.For(Settings with { GovLength = before }, [], EncoderWish.Main).GovLength);

    [Fact]
    public void KeyFrames_StayWithinWhatTheCameraCan() => Assert.Equal(
        30, EncoderPlan.For(Settings with { GovLength = 400 }, [new EncoderOptions { Encoding = VideoEncoding.H264, GovLength = (1, 30) }], EncoderWish.Main).GovLength);

    [Fact]
    public void Codec_NotOffered_IsNotAskedFor() => Assert.Equal(
        VideoEncoding.H265, EncoderPlan.For(Settings with { Encoding = VideoEncoding.H265 }, [new EncoderOptions { Encoding = VideoEncoding.H265 }], EncoderWish.Sub).Encoding);

    [Fact]
    public void Jpeg_HasNoKeyFrames() => Assert.Equal(Settings with { Encoding = VideoEncoding.Jpeg }, EncoderPlan.For(Settings with { Encoding = VideoEncoding.Jpeg }, [], EncoderWish.Main));
}
