using System.Globalization;
using System.Text;

namespace Nvr.Core.Auth;

/// <summary>Computes the <c>Authorization</c> value for one request under one Digest challenge (RFC 2617, RFC 7616).</summary>
internal readonly struct DigestAnswer(AuthChallenge challenge, DigestAlgorithm algorithm, string userName, string password)
{
    public string For(string method, string uri, int nonceCount, string clientNonce)
    {
        string nonce = challenge["nonce"] ?? "";
        string count = nonceCount.ToString("x8", CultureInfo.InvariantCulture);
        bool protect = OffersAuth(challenge["qop"]);
        string secret = algorithm.Hash($"{userName}:{challenge.Realm}:{password}");
        if (algorithm.IsSession)
        {
            secret = algorithm.Hash($"{secret}:{nonce}:{clientNonce}");
        }
        string request = algorithm.Hash($"{method}:{uri}");
        string response = algorithm.Hash(protect
            ? $"{secret}:{nonce}:{count}:{clientNonce}:auth:{request}"
            : $"{secret}:{nonce}:{request}");
        return Compose(uri, nonce, response, protect ? $", qop=auth, nc={count}" : "", protect || algorithm.IsSession ? clientNonce : null);
    }

    private string Compose(string uri, string nonce, string response, string protection, string? clientNonce)
    {
        var value = new StringBuilder("Digest ", 256);
        value.Append(CultureInfo.InvariantCulture, $"username=\"{Quote(userName)}\", realm=\"{Quote(challenge.Realm)}\", ");
        value.Append(CultureInfo.InvariantCulture, $"nonce=\"{Quote(nonce)}\", uri=\"{uri}\", response=\"{response}\"");
        // Old cameras reject an algorithm they have not named themselves.
        if (challenge["algorithm"] is not null)
        {
            value.Append(CultureInfo.InvariantCulture, $", algorithm={algorithm.Name}");
        }
        value.Append(protection);
        if (clientNonce is not null)
        {
            value.Append(CultureInfo.InvariantCulture, $", cnonce=\"{clientNonce}\"");
        }
        if (challenge["opaque"] is { } opaque)
        {
            value.Append(CultureInfo.InvariantCulture, $", opaque=\"{Quote(opaque)}\"");
        }
        return value.ToString();
    }

    /// <summary>True for a list that contains "auth"; "auth-int" alone is answered as if there were no qop.</summary>
    private static bool OffersAuth(string? qop) =>
        qop is not null && qop.Split(',', StringSplitOptions.TrimEntries).Contains("auth", StringComparer.OrdinalIgnoreCase);

    private static string Quote(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
