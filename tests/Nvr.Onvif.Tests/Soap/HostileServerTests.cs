using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Nvr.Core;
using Nvr.Onvif.Tests.Kit;

namespace Nvr.Onvif.Tests.Soap;

public sealed class HostileServerTests
{
    private static readonly OnvifOptions Short = new() { CallTimeout = TimeSpan.FromSeconds(2), MaxAnswerBytes = 256 * 1024 };

    [Fact]
    public async Task EndlessBody_IsCutOffAtTheLimit()
    {
        using var server = new OnvifServer();
        long sent = 0;
        server.Raw = async (stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\n\r\n<a>"), stop);
            byte[] filler = [.. Enumerable.Repeat((byte)'x', 64 * 1024)];
            while (true)
            {
                await stream.WriteAsync(filler, stop);
                Interlocked.Add(ref sent, filler.Length);
            }
        };

        NvrException e = await Fails(server, Short with { CallTimeout = TimeSpan.FromSeconds(60) });

        Assert.Equal(ErrorKind.Protocol, e.Kind);
        // What the sockets' buffers hold besides.
        Assert.InRange(Interlocked.Read(ref sent), 0, 32 * 1024 * 1024);
    }

    [Fact]
    public async Task AnnouncedGigabyte_IsRefusedUnread()
    {
        using var server = new OnvifServer();
        server.Raw = (stream, stop) => stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"), stop).AsTask();

        Assert.Equal(ErrorKind.Protocol, (await Fails(server, Short)).Kind);
    }

    [Fact]
    public async Task DripFedBody_EndsWithTheTimeout()
    {
        using var server = new OnvifServer();
        server.Raw = async (stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"), stop);
            using var drip = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            while (await drip.WaitForNextTickAsync(stop))
            {
                await stream.WriteAsync("x"u8.ToArray(), stop);
            }
        };

        var watch = Stopwatch.StartNew();
        NvrException e = await Fails(server, Short);

        Assert.Equal(ErrorKind.Unreachable, e.Kind);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task Rubbish_IsAProtocolError()
    {
        using var server = new OnvifServer();
        server.Raw = (stream, stop) => stream.WriteAsync(Encoding.ASCII.GetBytes("SSH-2.0-OpenSSH_9.2\r\n"), stop).AsTask();

        Assert.Equal(ErrorKind.Protocol, (await Fails(server, Short with { CallTimeout = TimeSpan.FromSeconds(30) })).Kind);
    }

    [Fact]
    public async Task WebPageInPlaceOfSoap_IsAProtocolError()
    {
        using var server = new OnvifServer();
        server.On["GetSystemDateAndTime"] = _ => Answer.Xml("<html><body>Welcome</body></html>");

        Assert.Equal(ErrorKind.Protocol, (await Fails(server, Short)).Kind);
    }

    [Fact]
    public async Task NothingListening_IsUnreachable()
    {
        Uri url;
        using (var server = new OnvifServer())
        {
            url = server.Url;
        }
        NvrException e = await Assert.ThrowsAsync<NvrException>(
            () => OnvifCamera.ConnectAsync(new OnvifTarget(url, null, null), Short, Connect.Clock, CancellationToken.None).WaitAsync(Connect.Bound));
        Assert.Equal(ErrorKind.Unreachable, e.Kind);
    }

    [Fact]
    public async Task Redirect_ToAnotherHost_IsNotFollowed()
    {
        using var elsewhere = new OnvifServer();
        using var server = new OnvifServer();
        server.On["GetSystemDateAndTime"] = _ => Answer.Empty("302 Found", $"Location: http://localhost:{elsewhere.Port}/\r\n");
        server.On["GetServices"] = server.On["GetSystemDateAndTime"];
        server.On["GetCapabilities"] = server.On["GetSystemDateAndTime"];

        Assert.Equal(ErrorKind.Refused, (await Fails(server, Short)).Kind);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Redirect_InCircles_Ends()
    {
        using var server = new OnvifServer();
        foreach (string operation in (string[])["GetSystemDateAndTime", "GetServices", "GetCapabilities"])
        {
            server.On[operation] = r => Answer.Empty("302 Found", $"Location: {r.Path}\r\n");
        }

        Assert.Equal(ErrorKind.Refused, (await Fails(server, Short with { CallTimeout = TimeSpan.FromSeconds(30) })).Kind);
        Assert.InRange(server.Requests.Count, 1, 16);
    }

    [Fact]
    public async Task Certificate_IsPinnedAtFirstUse()
    {
        using X509Certificate2 first = Encryption.Certificate();
        using X509Certificate2 second = Encryption.Certificate();
        using OnvifServer server = Encryption.Server(first);
        var target = new OnvifTarget(new Uri($"https://127.0.0.1:{server.Port}/onvif/device_service"), null, null);
        OnvifOptions patient = new() { CallTimeout = TimeSpan.FromSeconds(30), ConnectTimeout = TimeSpan.FromSeconds(30) };

        using OnvifCamera camera = await OnvifCamera.ConnectAsync(target, patient, Connect.Clock, CancellationToken.None).WaitAsync(Connect.Bound);
        string pin = camera.CertificateSha256!;
        using OnvifCamera again = await OnvifCamera.ConnectAsync(target with { PinnedCertificateSha256 = pin }, patient, Connect.Clock, CancellationToken.None).WaitAsync(Connect.Bound);
        server.Wrap = Encryption.Over(second);
        NvrException e = await Assert.ThrowsAsync<NvrException>(
            () => OnvifCamera.ConnectAsync(target with { PinnedCertificateSha256 = pin }, patient, Connect.Clock, CancellationToken.None).WaitAsync(Connect.Bound));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(first.RawData)), pin);
        Assert.Equal(ErrorKind.Refused, e.Kind);
    }

    private static async Task<NvrException> Fails(OnvifServer server, OnvifOptions options) =>
        await Assert.ThrowsAsync<NvrException>(() => Connect.To(server, options: options));
}
