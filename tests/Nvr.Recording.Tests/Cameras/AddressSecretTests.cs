using System.Net;
using System.Net.Sockets;
using System.Text;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Recording.Streams;

namespace Nvr.Recording.Tests.Cameras;

public sealed class AddressSecretTests
{
    [Theory]
    [InlineData("rtsp://10.0.0.5/user=admin&password=tlJ!1&channel=1&stream=0.sdp", "rtsp://10.0.0.5/user=admin&password={password}&channel=1&stream=0.sdp", "tlJ!1")]
    [InlineData("rtsp://10.0.0.5:554/user=admin_password=a_b_channel=1_stream=0.sdp", "rtsp://10.0.0.5:554/user=admin_password={password}_channel=1_stream=0.sdp", "a_b")]
    [InlineData("rtsp://[fe80::1]:8554/live?user=u&pwd=x%26y", "rtsp://[fe80::1]:8554/live?user=u&pwd={password}", "x&y")]
    [InlineData("rtsps://nvr.local/a?Passwd=p", "rtsps://nvr.local/a?Passwd={password}", "p")]
    public void Password_InPathOrQuery_IsTakenOutAndPutBack(string typed, string shown, string password)
    {
        CameraSettings stored = CameraRules.Normalise(new CameraSettings { Name = "door", MainUrl = new Uri(typed) });

        Assert.Equal(shown, AddressSecret.Show(stored.MainUrl));
        Assert.Equal(password, stored.Password);
        Assert.Equal(new Uri(typed), AddressSecret.PutIn(stored.MainUrl, password));
        Assert.Null(AddressSecret.TakeOut(new Uri(shown)).Password);
    }

    [Theory]
    [InlineData("rtsp://10.0.0.5/password")]
    [InlineData("rtsp://10.0.0.5/compass=3")]
    [InlineData("rtsp://10.0.0.5/a?bypass=1")]
    [InlineData("rtsp://10.0.0.5/a?password=")]
    public void Address_WithoutPassword_StaysAsItIs(string typed)
    {
        (Uri address, string? password) = AddressSecret.TakeOut(new Uri(typed));

        Assert.Equal((new Uri(typed), null), (address, password));
    }

    [Fact]
    public async Task Camera_IsCalled_ByTheAddressWithItsPassword()
    {
        using var camera = new TcpListener(IPAddress.Loopback, 0);
        camera.Start();
        int port = ((IPEndPoint)camera.LocalEndpoint).Port;
        CameraSettings settings = CameraRules.Normalise(new CameraSettings { Name = "door", MainUrl = new Uri($"rtsp://127.0.0.1:{port}/user=a&password=s3cret&channel=1") });
        StreamAddress address = StreamAddress.Of(settings, StreamKind.Main, null)!;
        Assert.DoesNotContain("s3cret", address.ToString(), StringComparison.Ordinal);

        Task<IStreamSession> opening = new RtspStreamOpener(BoxClock.System(), NameGuard.Of(allowOwn: true)).OpenAsync(address, TestContext.Current.CancellationToken);
        using (TcpClient asked = await camera.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
        {
            byte[] request = new byte[4096];
            int length = await asked.GetStream().ReadAsync(request, TestContext.Current.CancellationToken);
            Assert.Contains("/user=a&password=s3cret&channel=1 RTSP/1.0", Encoding.ASCII.GetString(request, 0, length), StringComparison.Ordinal);
        }

        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => opening);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }
}
