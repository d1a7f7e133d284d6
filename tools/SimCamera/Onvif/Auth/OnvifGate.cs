using System.Security.Cryptography;
using SimCamera.Onvif.Http;
using SimCamera.Onvif.Soap;
using SimCamera.Rtsp;

namespace SimCamera.Onvif.Auth;

/// <summary>
/// Finds out who calls: HTTP Digest with MD5 or SHA-256 (RFC 7616), or a WS-Security UsernameToken. Nonces of either kind work once.
/// Thread-safe.
/// </summary>
internal sealed class OnvifGate(OnvifDevice device)
{
    private const string Realm = "simcamera";
    private readonly RecentSet _issued = new();
    private readonly RecentSet _used = new();
    private readonly UsernameTokens _tokens = new(device);

    /// <summary>What the caller is; null when it tried to prove something and failed.</summary>
    public OnvifLevel? Judge(HttpRequest http, SoapRequest soap)
    {
        if (device.Accounts.AreEmpty)
        {
            return OnvifLevel.Administrator;
        }

        string? header = http.Header("Authorization");
        if (header is not null && device.Plan.AllowsDigest)
        {
            return JudgeDigest(http.Method, header);
        }

        return device.Plan.AllowsToken ? _tokens.Judge(soap) : OnvifLevel.Anonymous;
    }

    /// <summary>True for a request that proves its right by HTTP; such need no SOAP (the picture at the snapshot address).</summary>
    public bool LetsPass(HttpRequest http) =>
        device.Accounts.AreEmpty || (http.Header("Authorization") is { } header && JudgeDigest(http.Method, header) is not null);

    /// <summary>Asks for a password, the strongest way last as many cameras do.</summary>
    public HttpReply Challenge(HttpReply reply)
    {
        if (!device.Plan.AllowsDigest)
        {
            return reply;
        }

        reply.Status = 401;
        string nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _issued.Add(nonce);
        return reply
            .Add("WWW-Authenticate", Rtsp.Challenge.DigestMd5.Header(Realm, nonce, stale: false))
            .Add("WWW-Authenticate", Rtsp.Challenge.DigestSha256.Header(Realm, nonce, stale: false));
    }

    private OnvifLevel? JudgeDigest(string method, string header)
    {
        Dictionary<string, string> fields = DigestFields.Parse(header);
        bool sha256 = string.Equals(fields.GetValueOrDefault("algorithm"), "SHA-256", StringComparison.OrdinalIgnoreCase);
        string nonce = fields.GetValueOrDefault("nonce", "");
        OnvifAccount? account = device.Accounts.Find(fields.GetValueOrDefault("username"));
        return account is not null
            && _issued.Contains(nonce)
            && DigestProof.IsRight(sha256, fields, method, Realm, account.Name, account.Password)
            && _used.Add($"{nonce} {fields.GetValueOrDefault("nc")} {fields.GetValueOrDefault("cnonce")}")
                ? account.Level
                : null;
    }
}
