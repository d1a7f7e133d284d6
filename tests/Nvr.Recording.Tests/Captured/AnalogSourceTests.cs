using Nvr.Core;
using Nvr.Recording.Cameras;
using Nvr.Recording.Captured;

namespace Nvr.Recording.Tests.Captured;

public sealed class AnalogSourceTests
{
    [Theory]
    [InlineData("analog:/dev/video0", "/dev/video0")]
    [InlineData("ANALOG:/dev/video12", "/dev/video12")]
    [InlineData("analog:/dev/v4l/by-path/pci-0000:00:14.0-usb-0:1:1.0-video-index0", "/dev/v4l/by-path/pci-0000:00:14.0-usb-0:1:1.0-video-index0")]
    public void Device_IsTakenAsItIs(string address, string device)
    {
        Uri url = CameraAddressRule.Parse(address, "mainUrl");

        Assert.Equal(device, AnalogSource.Parse(url, "mainUrl").Device);
        CameraAddressRule.Check(url, "mainUrl", allowLoopback: false);
        Assert.Equal(url, CameraRules.Normalise(new CameraSettings { Name = "yard", MainUrl = url }).MainUrl);
    }

    [Theory]
    [InlineData("analog:")]
    [InlineData("analog:/dev/sda")]
    [InlineData("analog:/dev/video0/../sda")]
    [InlineData("analog:/dev/v4l/by-id/../../sda")]
    [InlineData("analog:/etc/passwd")]
    [InlineData("analog://dev/video0")]
    [InlineData("analog:lavfi:movie=/etc/passwd")]
    [InlineData("analog:lavfi:testsrc2,movie=/etc/passwd")]
    [InlineData("analog:lavfi:testsrc2[out0];movie=x[out1]")]
    public void AnythingElse_NeverReachesFFmpeg(string address)
    {
        NvrException refusal = Assert.Throws<NvrException>(() => CameraAddressRule.Parse(address, "mainUrl"));

        Assert.Equal(ErrorKind.InvalidInput, refusal.Kind);
        Assert.Contains("mainUrl", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TestPicture_IsForTheSimulatedBoard()
    {
        Uri url = CameraAddressRule.Parse("analog:lavfi:testsrc2=size=320x240:rate=25", "mainUrl");

        CameraAddressRule.Check(url, "mainUrl", allowLoopback: true);
        Assert.Throws<NvrException>(() => CameraAddressRule.Check(url, "mainUrl", allowLoopback: false));
    }

    [Fact]
    public void OneDevice_IsOneStream()
    {
        var url = new Uri("analog:/dev/video0");

        Assert.Throws<NvrException>(() => CameraRules.Normalise(new CameraSettings { Name = "yard", MainUrl = url, SubUrl = url }));
    }
}
