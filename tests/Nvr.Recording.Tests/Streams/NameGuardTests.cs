using System.Net;
using System.Net.Sockets;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Recording.Streams;

namespace Nvr.Recording.Tests.Streams;

/// <summary>Names that lead to this box by the time of the connection; the resolver is the test's.</summary>
public sealed class NameGuardTests
{
    [Fact]
    public async Task Name_PointedAtTheBoxSinceItWasEntered_IsNotConnectedTo()
    {
        using var page = new TcpListener(IPAddress.Loopback, 0);
        page.Start();
        // TEST-NET-1: nobody's.
        var answers = new Queue<IPAddress>([IPAddress.Parse("192.0.2.1"), IPAddress.Loopback]);
        var opener = new RtspStreamOpener(BoxClock.System(), new NameGuard(allowOwn: false, (_, _) => Task.FromResult<IPAddress[]>([answers.Dequeue()])));

        NvrException before = await FailAsync(opener, page);
        NvrException after = await FailAsync(opener, page);

        Assert.Equal(ErrorKind.Unreachable, before.Kind);
        Assert.Equal(ErrorKind.Refused, after.Kind);
        Assert.Contains("camera.example leads to this recorder itself", after.Message, StringComparison.Ordinal);
        Assert.False(page.Pending());
    }

    [Fact]
    public async Task Name_OfWhichOneAddressIsTheBoxs_IsNotConnectedTo()
    {
        using var page = new TcpListener(IPAddress.Loopback, 0);
        page.Start();
        var opener = new RtspStreamOpener(
            BoxClock.System(), new NameGuard(allowOwn: false, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("192.0.2.1"), IPAddress.IPv6Loopback])));

        Assert.Equal(ErrorKind.Refused, (await FailAsync(opener, page)).Kind);
    }

    [Fact]
    public async Task Name_OnABoardThatMayBeItsOwnCamera_IsConnectedTo()
    {
        using var page = new TcpListener(IPAddress.Loopback, 0);
        page.Start();
        var opener = new RtspStreamOpener(BoxClock.System(), new NameGuard(allowOwn: true, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback])));

        Task<NvrException> failing = FailAsync(opener, page);
        (await page.AcceptTcpClientAsync(TestContext.Current.CancellationToken)).Dispose();

        Assert.NotEqual(ErrorKind.Refused, (await failing).Kind);
    }

    private static async Task<NvrException> FailAsync(RtspStreamOpener opener, TcpListener page)
    {
        var url = new Uri($"rtsp://camera.example:{((IPEndPoint)page.LocalEndpoint).Port}/stream1");
        var address = new StreamAddress(url, null, null, CameraTransport.Tcp, WantAudio: false, PinnedCertificate: null);
        return await Assert.ThrowsAsync<NvrException>(() => opener.OpenAsync(address, TestContext.Current.CancellationToken));
    }
}
