using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Nvr.Export.Signing;

/// <summary>The key that signs exports, and its certificate. Lives as long as its signer; thread-safe.</summary>
internal sealed class SigningKey : IDisposable
{
    public const int LeastBits = 2048;

    private readonly RSAOpenSsl key = new();

    /// <summary>Throws <see cref="CryptographicException"/> or <see cref="ArgumentException"/> when the text is not a key with its certificate.</summary>
    public SigningKey(string pem)
    {
        try
        {
            using X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem, pem);
            key.ImportFromPem(pem);
            if (key.KeySize < LeastBits)
            {
                throw new CryptographicException("The key is too short.");
            }
            CertificateDer = certificate.RawData;
            CertificatePem = certificate.ExportCertificatePem() + "\n";
            Fingerprint = Convert.ToHexStringLower(SHA256.HashData(CertificateDer));
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    public byte[] CertificateDer { get; }

    public string CertificatePem { get; }

    /// <summary>SHA-256 of the certificate, hexadecimal.</summary>
    public string Fingerprint { get; }

    public int SignatureBytes => (key.KeySize + 7) / 8;

    public byte[] Sign(ReadOnlySpan<byte> sha256) => PssSignature.Sign(key, sha256);

    public void Dispose() => key.Dispose();
}
