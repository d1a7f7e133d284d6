using Nvr.Core;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Tests.Soap;

public sealed class AddressGuardTests
{
    private static readonly AddressGuard Plain = new(new Uri("http://10.1.1.20:8000/onvif/device_service"));
    private static readonly AddressGuard Secure = new(new Uri("https://10.1.1.20/onvif/device_service"));

    [Theory]
    [InlineData("http://10.1.1.20/onvif/media", "http://10.1.1.20/onvif/media")]
    [InlineData("http://192.168.1.10/onvif/media?x=1", "http://10.1.1.20:8000/onvif/media?x=1")]
    [InlineData("http://127.0.0.1:22/evil", "http://10.1.1.20:8000/evil")]
    [InlineData("http://localhost/evil", "http://10.1.1.20:8000/evil")]
    [InlineData("http://user:pass@10.1.1.20/a#f", "http://10.1.1.20/a")]
    [InlineData("http://[fe80::1]/a", "http://10.1.1.20:8000/a")]
    [InlineData("https://10.1.1.20/a", "https://10.1.1.20/a")]
    public void Service_AnyHost_LeadsToTheCamera(string named, string expected) => Assert.Equal(expected, Plain.Service(named)!.AbsoluteUri);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://10.1.1.20/")]
    [InlineData("/onvif/media")]
    [InlineData("http://")]
    [InlineData("http://a\u0001b/")]
    public void Service_NoHttpAddress_IsNone(string? named) => Assert.Null(Plain.Service(named));

    [Fact]
    public void Service_OfAnEncryptedCamera_IsNeverOpen() => Assert.Equal("https://10.1.1.20/onvif/media", Secure.Service("http://10.1.1.20/onvif/media")!.AbsoluteUri);

    [Theory]
    [InlineData("rtsp://192.168.1.10:554/live/1", "rtsp://10.1.1.20:554/live/1")]
    [InlineData("rtsp://admin:pw@127.0.0.1/live?a=b", "rtsp://10.1.1.20/live?a=b")]
    [InlineData("rtsps://10.1.1.20:322/x", "rtsps://10.1.1.20:322/x")]
    public void Stream_AnyHost_LeadsToTheCamera(string named, string expected) => Assert.Equal(new Uri(expected), Plain.Stream(named));

    [Fact]
    public void Stream_OtherScheme_IsNone() => Assert.Null(Plain.Stream("http://10.1.1.20/stream"));

    [Theory]
    [InlineData("http://10.9.9.9/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData(null)]
    public void Redirect_OffTheCamera_IsRefused(string? to) => Assert.Equal(
        ErrorKind.Refused, Assert.Throws<NvrException>(() => AddressGuard.Redirect(Plain.Camera, to)).Kind);

    [Fact]
    public void Redirect_FromEncryptedToOpen_IsRefused() => Assert.Throws<NvrException>(() => AddressGuard.Redirect(Secure.Camera, "http://10.1.1.20/"));

    [Fact]
    public void Redirect_OnTheCamera_IsFollowed() => Assert.Equal("http://10.1.1.20:8000/other", AddressGuard.Redirect(Plain.Camera, "/other").AbsoluteUri);
}
