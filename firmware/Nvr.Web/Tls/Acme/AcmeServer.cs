using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Nvr.Core;

namespace Nvr.Web.Tls.Acme;

/// <summary>
/// An authority that is asked by signed requests (RFC 8555, 6). Used by one thread. Failures are <see cref="NvrException"/> in words: Unreachable, Refused (with the authority's reason), Protocol.
/// </summary>
internal sealed class AcmeServer : IDisposable
{
    private const string BadNonce = "urn:ietf:params:acme:error:badNonce";
    private const int MostTries = 10;
    private const int MostBytes = 256 << 10;
    private static readonly TimeSpan s_answerLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_shortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(10);
    private static readonly MediaTypeHeaderValue s_signed = new("application/jose+json");

    private readonly AcmeKey key;
    private readonly X509Certificate2Collection? authorities;
    private readonly HttpClient client;

    private Uri? newNonce;
    private string? nonce;
    private Uri? account;

    private AcmeServer(AcmeWish wish, AcmeKey key)
    {
        this.key = key;
        Host = wish.Directory.IdnHost;
        authorities = wish.Authorities();
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false };
        if (authorities is not null)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }
        client = new HttpClient(handler) { Timeout = s_answerLimit, MaxResponseContentBufferSize = MostBytes };
        // RFC 8555, 6.1 asks for it.
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("NvrAppliance", null));
    }

    /// <summary>Who it is, for sentences.</summary>
    public string Host { get; }

    /// <summary>Where new orders are placed.</summary>
    public Uri NewOrder { get; private set; } = null!;

    /// <summary>Reads where things are, and has this box's key known there.</summary>
    public static async Task<AcmeServer> OpenAsync(AcmeWish wish, AcmeKey key, CancellationToken cancellation)
    {
        var server = new AcmeServer(wish, key);
        try
        {
            await server.OpenAccountAsync(wish, cancellation);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Asks, signed; null as the content asks for what is there (RFC 8555, 6.3).</summary>
    public async Task<AcmeAnswer> PostAsync(Uri to, Action<Utf8JsonWriter>? content, CancellationToken cancellation)
    {
        for (int tries = 1; ; tries++)
        {
            nonce ??= await FreshNonceAsync(cancellation);
            using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = new ByteArrayContent(Signed(to, nonce, content)) };
            request.Content.Headers.ContentType = s_signed;
            nonce = null;
            (AcmeAnswer answer, bool isGood) = await SendAsync(request, cancellation);
            if (isGood)
            {
                return answer;
            }
            // One that has been lying about for too long; the answer brought another.
            if (tries == MostTries || !IsBadNonce(answer))
            {
                throw new NvrException(ErrorKind.Refused, $"{Host} refuses: {answer.Reason()}.");
            }
        }
    }

    public void Dispose()
    {
        client.Dispose();
        foreach (X509Certificate2 authority in authorities ?? [])
        {
            authority.Dispose();
        }
    }

    private async Task OpenAccountAsync(AcmeWish wish, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, wish.Directory);
        (AcmeAnswer directory, bool isGood) = await SendAsync(request, cancellation);
        if (!isGood)
        {
            throw AcmeAnswer.Odd(Host);
        }
        newNonce = directory.Link("newNonce");
        NewOrder = directory.Link("newOrder");
        // The same account where the key is known already (7.3.1).
        AcmeAnswer known = await PostAsync(directory.Link("newAccount"), json =>
        {
            json.WriteBoolean("termsOfServiceAgreed", true);
            if (wish.Contact is { } contact)
            {
                json.WriteStartArray("contact");
                json.WriteStringValue("mailto:" + contact);
                json.WriteEndArray();
            }
        }, cancellation);
        account = known.Location ?? throw AcmeAnswer.Odd(Host);
    }

    private async Task<string> FreshNonceAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, newNonce);
        await SendAsync(request, cancellation);
        return nonce ?? throw AcmeAnswer.Odd(Host);
    }

    private async Task<(AcmeAnswer Answer, bool IsGood)> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage answer = await client.SendAsync(request, cancellation);
            nonce = answer.Headers.TryGetValues("Replay-Nonce", out IEnumerable<string>? nonces) ? nonces.First() : nonce;
            TimeSpan wait = answer.Headers.RetryAfter?.Delta ?? s_shortestWait;
            string text = await answer.Content.ReadAsStringAsync(cancellation);
            Uri? location = answer.Headers.Location is { } at ? AcmeAnswer.Link(Host, at.OriginalString) : null;
            return (new AcmeAnswer(Host, text, location, wait < s_shortestWait ? s_shortestWait : wait > s_longestWait ? s_longestWait : wait), answer.IsSuccessStatusCode);
        }
        catch (HttpRequestException failure) when (failure.InnerException is AuthenticationException)
        {
            throw new NvrException(ErrorKind.Refused, $"Nobody who is believed here says that {Host} is what it says it is. If it is an authority of your own, give its certificate along.", failure);
        }
        catch (HttpRequestException failure)
        {
            throw new NvrException(ErrorKind.Unreachable, $"{Host} cannot be reached: {failure.Message}", failure);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new NvrException(ErrorKind.Unreachable, $"{Host} does not answer.", late);
        }
    }

    // The flattened form of RFC 7515, 7.2.2.
    private byte[] Signed(Uri to, string fresh, Action<Utf8JsonWriter>? content)
    {
        string head = Encoded(json =>
        {
            json.WriteString("alg", "ES256");
            json.WriteString("nonce", fresh);
            json.WriteString("url", to.OriginalString);
            if (account is null)
            {
                key.WriteJwk(json);
            }
            else
            {
                json.WriteString("kid", account.OriginalString);
            }
        });
        string body = content is null ? "" : Encoded(content);
        return Object(json =>
        {
            json.WriteString("protected", head);
            json.WriteString("payload", body);
            json.WriteString("signature", key.Sign($"{head}.{body}"));
        });
    }

    private static string Encoded(Action<Utf8JsonWriter> members) => Base64Url.EncodeToString(Object(members));

    private static byte[] Object(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static bool IsBadNonce(AcmeAnswer answer)
    {
        try
        {
            return answer.Word("type") == BadNonce;
        }
        catch (NvrException)
        {
            return false;
        }
    }
}
