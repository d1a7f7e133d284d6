using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using SimCamera.Tests.Wire;

namespace SimCamera.Tests.Onvif;

/// <summary>A SOAP client that hides nothing. Without a user it proves nothing; tokens and Digest are asked for by name.</summary>
public sealed class RawOnvif(Uri url) : IDisposable
{
    public const string Device = "http://www.onvif.org/ver10/device/wsdl";
    public const string Media = "http://www.onvif.org/ver10/media/wsdl";
    public const string Media2 = "http://www.onvif.org/ver20/media/wsdl";
    public const string Events = "http://www.onvif.org/ver10/events/wsdl";
    public const string Ptz = "http://www.onvif.org/ver20/ptz/wsdl";
    public const string Imaging = "http://www.onvif.org/ver20/imaging/wsdl";
    public const string Search = "http://www.onvif.org/ver10/search/wsdl";
    public const string Replay = "http://www.onvif.org/ver10/replay/wsdl";
    public const string Recording = "http://www.onvif.org/ver10/recording/wsdl";
    public const string Notification = "http://docs.oasis-open.org/wsn/b-2";
    private const string Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private const string Utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private const string Digest = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = RawRtsp.Patience };

    public Uri Url { get; set; } = url;

    /// <summary>Goes into the header of each request.</summary>
    public string Header { get; set; } = "";

    /// <summary>Asks for an operation whose content is given in the operation's own namespace (the default one) and <c>tt:</c>.</summary>
    public Task<OnvifAnswer> AskAsync(string service, string operation, string content = "", Uri? at = null) =>
        PostAsync(Envelope($"<{operation} xmlns=\"{service}\">{content}</{operation}>"), at ?? Url);

    public async Task<OnvifAnswer> PostAsync(string envelope, Uri at)
    {
        using var content = new StringContent(envelope, Encoding.UTF8, "application/soap+xml");
        using HttpResponseMessage reply = await _http.PostAsync(at, content);
        return await AnswerAsync(reply);
    }

    /// <summary>The platform's own Digest client, which takes the strongest challenge that it knows.</summary>
    public async Task<OnvifAnswer> AskWithDigestAsync(string user, string password, string service, string operation)
    {
        using var http = new HttpClient(new SocketsHttpHandler { Credentials = new NetworkCredential(user, password) }) { Timeout = RawRtsp.Patience };
        using var content = new StringContent(Envelope($"<{operation} xmlns=\"{service}\"/>"), Encoding.UTF8, "application/soap+xml");
        using HttpResponseMessage reply = await http.PostAsync(Url, content);
        return await AnswerAsync(reply);
    }

    public string Envelope(string body) => $"""
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:tt="http://www.onvif.org/ver10/schema"><s:Header>{Header}</s:Header><s:Body>{body}</s:Body></s:Envelope>
        """;

#pragma warning disable CA5350 // The UsernameToken profile names SHA-1.
    public static string Token(string user, string password, DateTimeOffset created, byte[]? nonce = null)
    {
        byte[] salt = nonce ?? RandomNumberGenerator.GetBytes(16);
        string at = created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
        string digest = Convert.ToBase64String(SHA1.HashData([.. salt, .. Encoding.UTF8.GetBytes(at + password)]));
        return Token(user, digest, Digest, $"<Nonce>{Convert.ToBase64String(salt)}</Nonce><Created xmlns=\"{Utility}\">{at}</Created>");
    }
#pragma warning restore CA5350

    public static string PlainToken(string user, string password) => Token(user, password, Digest.Replace("Digest", "Text", StringComparison.Ordinal), "");

    public void Dispose() => _http.Dispose();

    private static string Token(string user, string password, string type, string more) => new XElement(
        XName.Get("Security", Security),
        new XElement(
            XName.Get("UsernameToken", Security),
            new XElement(XName.Get("Username", Security), user),
            new XElement(XName.Get("Password", Security), new XAttribute("Type", type), password),
            XElement.Parse($"<x xmlns=\"{Security}\">{more}</x>").Elements())).ToString(SaveOptions.DisableFormatting);

    private static async Task<OnvifAnswer> AnswerAsync(HttpResponseMessage reply) => new(
        (int)reply.StatusCode,
        [.. reply.Headers.WwwAuthenticate.Select(c => c.ToString())],
        await reply.Content.ReadAsStringAsync())
    {
        Location = reply.Headers.Location?.ToString(),
    };
}
