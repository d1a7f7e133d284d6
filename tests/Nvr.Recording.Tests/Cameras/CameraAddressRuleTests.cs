using Nvr.Core;
using Nvr.Recording.Cameras;
using Xunit;

namespace Nvr.Recording.Tests.Cameras;

/// <summary>Which addresses may be typed.</summary>
public sealed class CameraAddressRuleTests
{
    [Theory]
    [InlineData("rtsp://192.168.1.20/stream1")]
    [InlineData("rtsp://user:p%401@10.0.0.7:8554/a?b=1.2.3")]
    [InlineData("rtsps://camera-3.local/x")]
    [InlineData("rtsp://3com.example/x")]
    [InlineData("rtsp://[fd00::7]:554/x")]
    public void Address_ThatIsWhole_IsTaken(string text)
    {
        Assert.Equal(new Uri(text), CameraAddressRule.Parse(text, "mainUrl"));
    }

    [Theory]
    [InlineData("rtsp://192.168.1/stream1")]
    [InlineData("rtsp://192.168.1.")]
    [InlineData("rtsp://192.168.1.256/x")]
    [InlineData("rtsp://admin:1.2@192.168:554/x")]
    [InlineData("rtsp://3232235786/x")]
    public void Address_ThatIsHalfTyped_IsRefused_AndIsNotAnotherOne(string text)
    {
        NvrException refused = Assert.Throws<NvrException>(() => CameraAddressRule.Parse(text, "mainUrl"));

        Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
        Assert.Contains("'mainUrl'", refused.Message, StringComparison.Ordinal);
    }
}
