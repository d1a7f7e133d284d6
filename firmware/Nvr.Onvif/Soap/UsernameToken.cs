using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Nvr.Core.Time;

namespace Nvr.Onvif.Soap;

/// <summary>
/// The WS-Security header that signs a request (OASIS Web Services Security UsernameToken Profile 1.0). The camera compares the time of
/// making with its own clock and refuses what is minutes off, so it is made in the camera's time.
/// </summary>
internal static class UsernameToken
{
    private const string Profile = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#";
    private const string Base64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";
    private const int NonceBytes = 16;

    public static XElement Digest(string userName, string password, UtcTime created)
    {
        byte[] nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        string when = Stamp(created);
        return Header(
            userName,
            Password("PasswordDigest", DigestOf(nonce, when, password)),
            new XElement(Ns.Security + "Nonce", new XAttribute("EncodingType", Base64), Convert.ToBase64String(nonce)),
            new XElement(Ns.SecurityUtility + "Created", when));
    }

    /// <summary>Shows the password to whoever listens: only over an encrypted connection, or inside this machine.</summary>
    public static XElement PlainText(string userName, string password) => Header(userName, Password("PasswordText", password));

    [SuppressMessage("Security", "CA5350", Justification = "The profile prescribes SHA-1 and cameras know nothing else.")]
    public static string DigestOf(ReadOnlySpan<byte> nonce, string created, string password) =>
        Convert.ToBase64String(SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(created), .. Encoding.UTF8.GetBytes(password)]));

    private static XElement Password(string type, string value) =>
        new(Ns.Security + "Password", new XAttribute("Type", Profile + type), value);

    private static XElement Header(string userName, params ReadOnlySpan<XElement> parts)
    {
        var token = new XElement(Ns.Security + "UsernameToken", new XElement(Ns.Security + "Username", userName));
        foreach (XElement part in parts)
        {
            token.Add(part);
        }
        return new XElement(Ns.Security + "Security", new XAttribute(Ns.Soap + "mustUnderstand", "1"), token);
    }

    /// <summary>Milliseconds: cameras that scan for a fixed form know at most three digits.</summary>
    private static string Stamp(UtcTime time) =>
        time.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
