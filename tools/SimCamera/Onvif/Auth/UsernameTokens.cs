using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Auth;

/// <summary>
/// Checks WS-Security UsernameTokens (OASIS UsernameToken Profile 1.0): PasswordDigest is Base64(SHA-1(nonce + created + password)).
/// Created must be near the device's own clock, and a nonce with its Created counts once. Thread-safe.
/// </summary>
internal sealed class UsernameTokens(OnvifDevice device)
{
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(5);
    private readonly RecentSet _used = new();

    /// <summary>Anonymous without a token, null with a wrong one.</summary>
    public OnvifLevel? Judge(SoapRequest soap)
    {
        XElement? token = soap.Header?.Element(Ns.Security + "Security")?.Element(Ns.Security + "UsernameToken");
        if (token is null)
        {
            return OnvifLevel.Anonymous;
        }

        OnvifAccount? account = device.Accounts.Find(token.Element(Ns.Security + "Username")?.Value);
        XElement? password = token.Element(Ns.Security + "Password");
        return account is not null && password is not null && IsRight(token, password, account.Password) ? account.Level : null;
    }

    private bool IsRight(XElement token, XElement password, string expected)
    {
        bool digests = ((string?)password.Attribute("Type"))?.EndsWith("#PasswordDigest", StringComparison.Ordinal) ?? false;
        return digests ? IsDigestRight(token, password.Value.Trim(), expected) : password.Value == expected;
    }

    private bool IsDigestRight(XElement token, string digest, string password)
    {
        string nonce = token.Element(Ns.Security + "Nonce")?.Value.Trim() ?? "";
        string created = token.Element(Ns.Utility + "Created")?.Value.Trim() ?? "";
        byte[] nonceBytes = new byte[nonce.Length];
        bool reads = Convert.TryFromBase64String(nonce, nonceBytes, out int length) && length > 0;
        return reads
            && XmlTime.Parse(created) is { } at
            && (at - device.Clock.Now).Duration() <= s_tolerance
            && digest == Digest([.. nonceBytes[..length], .. Encoding.UTF8.GetBytes(created + password)])
            && (_used.Add($"{nonce} {created}") || device.Plan.TakesTokensAgain);
    }

#pragma warning disable CA5350 // The profile names SHA-1; there is no other.
    private static string Digest(byte[] bytes) => Convert.ToBase64String(SHA1.HashData(bytes));
#pragma warning restore CA5350
}
