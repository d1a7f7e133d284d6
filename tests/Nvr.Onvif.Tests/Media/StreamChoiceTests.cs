using Nvr.Onvif.Media;

namespace Nvr.Onvif.Tests.Media;

public sealed class StreamChoiceTests
{
    [Fact]
    public void Pick_LargestIsMain_AndTheNearestToATileIsSub()
    {
        SourceStreams picked = Assert.Single(StreamChoice.Pick(
        [
            Profile("tiny", "E3", 176, 144), Profile("sub", "E1", 640, 480), Profile("main", "E0", 3840, 2160), Profile("third", "E2", 1920, 1080),
        ]));
        Assert.Equal(("main", "sub"), (picked.Main.Token, picked.Sub!.Token));
    }

    [Fact]
    public void Pick_SecondProfileOfTheSameEncoder_IsNoSubStream() =>
        Assert.Null(Assert.Single(StreamChoice.Pick([Profile("a", "E0", 1920, 1080), Profile("b", "E0", 640, 360)])).Sub);

    [Fact]
    public void Pick_MotionJpeg_IsMainOnlyWhereThereIsNothingElse()
    {
        MediaProfile jpeg = Profile("jpeg", "E1", 1920, 1080, VideoEncoding.Jpeg);
        Assert.Equal("video", Assert.Single(StreamChoice.Pick([jpeg, Profile("video", "E0", 1280, 720)])).Main.Token);
        Assert.Equal("jpeg", Assert.Single(StreamChoice.Pick([jpeg])).Main.Token);
    }

    [Fact]
    public void Pick_NothingUsable_IsNothing() =>
        Assert.Empty(StreamChoice.Pick([new MediaProfile { Token = "x" }, Profile("y", "E", 1, 1, VideoEncoding.Mpeg4)]));

    private static MediaProfile Profile(string token, string encoder, int width, int height, VideoEncoding encoding = VideoEncoding.H264) => new()
    {
        Token = token,
        SourceToken = "S",
        Encoder = new EncoderSettings { Token = encoder, Encoding = encoding, Width = width, Height = height },
    };
}
