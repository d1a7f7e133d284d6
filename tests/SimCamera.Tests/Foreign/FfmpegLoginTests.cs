namespace SimCamera.Tests.Foreign;

public sealed class FfmpegLoginTests
{
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

        Assert.InRange(FfmpegDecoding.Lines(await FfmpegDecoding.RunAsync(url, "tcp"), stream: 0), 20, 35);
    }

    [Fact]
    public async Task Ffmpeg_DigestSha256Only_CannotLogIn()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(
            SmallCamera.Options with { User = "admin", Password = "x", Quirks = ["digest-sha256-only"] });
        string url = server.Cameras[0].Url.ToString().Replace("://", "://admin:x@", StringComparison.Ordinal);

        Assert.Contains("401", (await FfmpegDecoding.RunAsync(url, "tcp")).Errors, StringComparison.Ordinal);
    }
}
