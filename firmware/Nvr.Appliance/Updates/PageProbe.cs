using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Nvr.Appliance.Updates;

/// <summary>
/// Asks the program's own page as a browser does: over its port, through TLS, the page and then something that it asks for. By hand, since a start should not load a whole client for two lines. Thread-safe; never throws but when
/// cancelled.
/// </summary>
internal sealed class PageProbe(IServer server)
{
    private static readonly string[] Asked = ["/", "/api/v1/setup"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(Patience);
        try
        {
            if (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is not { } open)
            {
                return false;
            }
            var address = new Uri(open);
            foreach (string path in Asked)
            {
                if (!await AnswersAsync(address, path, late.Token))
                {
                    return false;
                }
            }
            return true;
        }
        catch (Exception silent) when (silent is IOException or SocketException or System.Security.Authentication.AuthenticationException || (silent is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    private static async Task<bool> AnswersAsync(Uri address, string path, CancellationToken cancellation)
    {
        IPAddress host = HostOf(address);
        using var socket = new Socket(host.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(host, address.Port, cancellation);
        await using Stream wire = await OpenAsync(new NetworkStream(socket), address, cancellation);
        string name = host.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{host}]" : host.ToString();
        await wire.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {name}:{address.Port}\r\nConnection: close\r\n\r\n"), cancellation);
        byte[] start = new byte[12];
        int read = await wire.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.ASCII.GetString(start, 0, read) == "HTTP/1.1 200";
    }

    private static async Task<Stream> OpenAsync(NetworkStream plain, Uri address, CancellationToken cancellation)
    {
        if (address.Scheme != Uri.UriSchemeHttps)
        {
            return plain;
        }
        var encrypted = new SslStream(plain);
        try
        {
            // Whether somebody answers is asked, not who: it is this machine's own port.
            await encrypted.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null }, cancellation);
            return encrypted;
        }
        catch
        {
            await encrypted.DisposeAsync();
            throw;
        }
    }

    // What listens on all addresses does so on loopback.
    private static IPAddress HostOf(Uri address) =>
        !IPAddress.TryParse(address.DnsSafeHost, out IPAddress? host) || host.Equals(IPAddress.Any) ? IPAddress.Loopback : host.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : host;
}
