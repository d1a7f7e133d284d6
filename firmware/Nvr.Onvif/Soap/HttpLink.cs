using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using Nvr.Core;
using Nvr.Core.Auth;

namespace Nvr.Onvif.Soap;

/// <summary>
/// HTTP to one camera: connections are kept, nothing is followed, unpacked, remembered or sent by a proxy, and size and time of
/// an answer are bounded. Thread-safe. Failures are <see cref="NvrException"/>.
/// </summary>
internal sealed class HttpLink : IDisposable
{
    private const int MaxHeaderKilobytes = 32;
    private const int MaxConnections = 4;

    private readonly OnvifOptions options;
    private readonly TimeProvider time;
    private readonly CertificatePin pin;
    private readonly HttpMessageInvoker invoker;

    public HttpLink(OnvifTarget target, OnvifOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        pin = new CertificatePin(target.PinnedCertificateSha256);
        invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.ConnectTimeout,
            MaxConnectionsPerServer = MaxConnections,
            MaxResponseHeadersLength = MaxHeaderKilobytes,
            // Many cameras hang up after 15 s without saying so.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
            ActivityHeadersPropagator = null,
            SslOptions = pin.OptionsFor(target.DeviceService.DnsSafeHost),
        });
    }

    /// <summary>Null before an encrypted connection was made.</summary>
    public string? CertificateSha256 => pin.SeenSha256;

    public Task<HttpAnswer> PostAsync(Uri address, byte[] body, string action, string? authorization, TimeSpan wait, CancellationToken cancellation)
    {
        var type = new MediaTypeHeaderValue("application/soap+xml", "utf-8");
        type.Parameters.Add(new NameValueHeaderValue("action", $"\"{action}\""));
        return SendAsync(HttpMethod.Post, address, Content(body, type), authorization, wait, cancellation);
    }

    /// <summary>A request of the camera's own web interface; with a body that is XML where there is one.</summary>
    public Task<HttpAnswer> AskAsync(HttpMethod method, Uri address, byte[]? xml, string? authorization, CancellationToken cancellation) =>
        SendAsync(method, address, xml is null ? null : Content(xml, new MediaTypeHeaderValue("application/xml", "utf-8")), authorization, TimeSpan.Zero, cancellation);

    public void Dispose() => invoker.Dispose();

    private static ByteArrayContent Content(byte[] body, MediaTypeHeaderValue type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = type;
        return content;
    }

    private async Task<HttpAnswer> SendAsync(
        HttpMethod method, Uri address, HttpContent? content, string? authorization, TimeSpan wait, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.CallTimeout + wait, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        using var request = new HttpRequestMessage(method, address) { Content = content, Version = HttpVersion.Version11 };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }
        try
        {
            using HttpResponseMessage response = await invoker.SendAsync(request, both.Token);
            return await ReadAsync(response, both.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new NvrException(ErrorKind.Unreachable, "The camera does not answer in time. Check that it is switched on and not overloaded.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Failure(e);
        }
    }

    private async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentLength > options.MaxAnswerBytes)
        {
            throw TooLong();
        }
        using var bytes = new MemoryStream();
        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellation);
        byte[] buffer = new byte[16 * 1024];
        for (int count; (count = await stream.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (bytes.Length + count > options.MaxAnswerBytes)
            {
                throw TooLong();
            }
            bytes.Write(buffer, 0, count);
        }
        string[] challenges = response.Headers.NonValidated.TryGetValues("WWW-Authenticate", out HeaderStringValues values) ? [.. values] : [];
        string? location = response.Headers.NonValidated.TryGetValues("Location", out HeaderStringValues to) ? to.ToString() : null;
        return new HttpAnswer((int)response.StatusCode, challenges, location, bytes.ToArray());
    }

    private NvrException Failure(Exception e) => e switch
    {
        _ when pin.Mismatch => CertificatePin.Refusal(),
        { InnerException: AuthenticationException } => new NvrException(
            ErrorKind.Protocol, "The camera and the recorder cannot agree on encryption. Check that the port is the camera's HTTPS port.", e),
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => new NvrException(
            ErrorKind.Unreachable, "The camera is there, but nothing answers at its web port. Check the port, and that ONVIF is switched on.", e),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } => new NvrException(
            ErrorKind.Protocol, "The device answers, but not as an ONVIF camera does. Check the address and the port.", e),
        _ => new NvrException(ErrorKind.Unreachable, "The connection to the camera failed. Check its address and its cable.", e),
    };

    private NvrException TooLong() =>
        new(ErrorKind.Protocol, $"The camera's answer is longer than {options.MaxAnswerBytes / 1024} KiB and was not read.");
}
