using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Nvr.Core.Auth;

/// <summary>
/// Trust on first use: cameras sign their own certificates, so no authority can vouch for them. Without a pin any certificate is
/// accepted and its hash reported; with one, only that certificate. For one connection at a time.
/// </summary>
public sealed class CertificatePin(string? pinnedSha256)
{
    private readonly string? pinned = pinnedSha256?.Replace(":", "", StringComparison.Ordinal).Trim();

    /// <summary>Lower-case hexadecimal; null before a certificate was seen.</summary>
    public string? SeenSha256 { get; private set; }

    public bool Mismatch { get; private set; }

    public SslClientAuthenticationOptions OptionsFor(string host) => new()
    {
        TargetHost = host,
        RemoteCertificateValidationCallback = (_, certificate, _, _) => Accept(certificate),
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        // A hostile certificate could otherwise make the recorder fetch any address.
        CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
    };

    public static NvrException Refusal() => new(
        ErrorKind.Refused,
        "The camera shows another certificate than at first use. If it was replaced or reset, accept the new one in the camera's settings.");

    private bool Accept(X509Certificate? certificate)
    {
        if (certificate is null)
        {
            return false;
        }
        SeenSha256 = Convert.ToHexStringLower(SHA256.HashData(certificate.GetRawCertData()));
        Mismatch = pinned is not null && !pinned.Equals(SeenSha256, StringComparison.OrdinalIgnoreCase);
        return !Mismatch;
    }
}
