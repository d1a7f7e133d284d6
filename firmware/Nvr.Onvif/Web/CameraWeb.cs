using System.Text;
using System.Xml;
using System.Xml.Linq;
using Nvr.Core;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Web;

/// <summary>
/// A camera's own web interface beside ONVIF: at the same host, port and certificate as its device service, and by the same rules: HTTP Digest, the
/// password itself only where ONVIF would show it, redirects on that host alone, answers bounded. Thread-safe. Failures are
/// <see cref="NvrException"/>: Unauthorised, once and then for good, when the password is missing or wrong, Unreachable, Refused, Protocol.
/// </summary>
public sealed class CameraWeb : IDisposable
{
    private const int MaxRedirects = 3;
    private const int MaxTries = 3;

    // Cameras stumble over a byte order mark.
    private static readonly XmlWriterSettings Plain = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    private readonly HttpLink link;
    private readonly HttpSignIn signIn;
    private readonly Uri root;
    private NvrException? hopeless;

    public CameraWeb(OnvifTarget target, OnvifOptions options, TimeProvider time)
    {
        root = new Uri(target.DeviceService, "/");
        link = new HttpLink(target, options, time);
        signIn = new HttpSignIn(target.UserName ?? "", target.Password ?? "", target.IsPrivate);
    }

    /// <param name="path">Path and query, from the slash on.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<WebAnswer> GetAsync(string path, CancellationToken cancellation) => AskAsync(HttpMethod.Get, path, null, cancellation);

    /// <param name="path">Path and query, from the slash on.</param>
    /// <param name="document">Sent whole.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<WebAnswer> PutAsync(string path, XElement document, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, Plain))
        {
            document.Save(writer);
        }
        return AskAsync(HttpMethod.Put, path, bytes.ToArray(), cancellation);
    }

    public void Dispose() => link.Dispose();

    private async Task<WebAnswer> AskAsync(HttpMethod method, string path, byte[]? body, CancellationToken cancellation)
    {
        if (hopeless is not null)
        {
            throw hopeless;
        }
        try
        {
            return await SignedAsync(method, new Uri(root, path), body, cancellation);
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Unauthorised)
        {
            hopeless = e;
            throw;
        }
    }

    private async Task<WebAnswer> SignedAsync(HttpMethod method, Uri address, byte[]? body, CancellationToken cancellation)
    {
        for (int attempt = 0; attempt < MaxTries; attempt++)
        {
            (HttpAnswer answer, int generation) = await FollowedAsync(method, address, body, cancellation);
            if (answer.Status != 401)
            {
                signIn.Accepted();
                return new WebAnswer(answer.Status, answer.Body);
            }
            signIn.Challenged(answer.Challenges, generation);
        }
        throw new NvrException(ErrorKind.Unauthorised, "The camera asks to sign in again and again. Restart it, or check its settings for digest authentication.");
    }

    private async Task<(HttpAnswer Answer, int Generation)> FollowedAsync(HttpMethod method, Uri address, byte[]? body, CancellationToken cancellation)
    {
        for (int i = 0; i <= MaxRedirects; i++)
        {
            (string? authorization, int generation) = signIn.Authorize(method, address);
            HttpAnswer answer = await link.AskAsync(method, address, body, authorization, cancellation);
            if (!answer.IsRedirect)
            {
                return (answer, generation);
            }
            address = AddressGuard.Redirect(address, answer.Location);
        }
        throw new NvrException(ErrorKind.Refused, "The camera redirects the recorder in circles. Restart it, or check the path of its address.");
    }
}
