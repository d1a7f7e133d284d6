using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Nvr.Host.Tests.Updates;

/// <summary>A server with updates, encrypted, its certificate signed by an authority of the test's own. What it answers to each path is said word by word. Disposing ends it.</summary>
internal sealed class UpdateWeb : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly X509Certificate2 certificate;
    private readonly Task serving;

    /// <param name="authorityFile">Where the authority's certificate is written to, for whoever is to trust it.</param>
    public UpdateWeb(string authorityFile)
    {
        certificate = Sign(authorityFile);
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>By path: the head without its last empty line, and the body. One with a pace is sent piece by piece.</summary>
    public Dictionary<string, (string Head, byte[] Body, TimeSpan Pace)> Answers { get; } = [];

    public Uri At(string path) => new($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}{path}");

    public void Offer(string path, string text) => Answers[path] = ($"HTTP/1.1 200 OK\r\nContent-Length: {text.Length}\r\n", Encoding.ASCII.GetBytes(text), TimeSpan.Zero);

    public void Say(string path, string head, string body = "", TimeSpan pace = default) => Answers[path] = (head, Encoding.ASCII.GetBytes(body), pace);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        certificate.Dispose();
        stop.Dispose();
    }

    private static X509Certificate2 Sign(string authorityFile)
    {
        using ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        File.WriteAllText(authorityFile, authority.ExportCertificatePem());
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var own = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        own.CertificateExtensions.Add(names.Build());
        using X509Certificate2 signed = own.Create(authority, now.AddDays(-1), now.AddDays(1), [1, 2, 3, 4]);
        using X509Certificate2 withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    private async Task ServeAsync()
    {
        List<Task> all = [];
        while (!stop.IsCancellationRequested)
        {
            try
            {
                all.Add(AnswerAsync(await listener.AcceptSocketAsync(stop.Token)));
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                break;
            }
        }
        await Task.WhenAll(all);
    }

    private async Task AnswerAsync(Socket socket)
    {
        try
        {
            await using var wire = new SslStream(new NetworkStream(socket, ownsSocket: true));
            await wire.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop.Token);
            using var reader = new StreamReader(wire, Encoding.ASCII, leaveOpen: true);
            string path = (await reader.ReadLineAsync(stop.Token))?.Split(' ')[1] ?? "";
            while (await reader.ReadLineAsync(stop.Token) is { Length: > 0 })
            {
            }
            (string head, byte[] body, TimeSpan pace) = Answers.GetValueOrDefault(path, ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n", [], TimeSpan.Zero));
            await wire.WriteAsync(Encoding.ASCII.GetBytes(head + "Connection: close\r\n\r\n"), stop.Token);
            foreach (byte[] piece in pace == TimeSpan.Zero ? [body] : body.Chunk(1))
            {
                await wire.WriteAsync(piece, stop.Token);
                await wire.FlushAsync(stop.Token);
                await Task.Delay(pace, stop.Token);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            // Whoever asked went away, or does not trust this server.
        }
    }
}
