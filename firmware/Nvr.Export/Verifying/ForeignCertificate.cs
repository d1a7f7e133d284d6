using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Nvr.Export.Signing;

namespace Nvr.Export.Verifying;

/// <summary>A certificate that came with an export: it proves who signed only to those who know its fingerprint. Thread-safe.</summary>
internal sealed class ForeignCertificate : IDisposable
{
    private const int MostBits = 16_384;

    private readonly RSAOpenSsl key;
    private readonly byte[] der;

    private ForeignCertificate(byte[] der, RSAOpenSsl key) => (this.der, this.key) = (der, key);

    /// <summary>SHA-256 of the certificate, hexadecimal.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(der));

    /// <summary>Null when it is none, or of a key too weak to prove anything.</summary>
    public static ForeignCertificate? Parse(byte[]? pem)
    {
        if (pem is null)
        {
            return null;
        }
        try
        {
            using X509Certificate2 certificate = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(pem));
            using RSA? read = certificate.GetRSAPublicKey();
            return read is { KeySize: >= SigningKey.LeastBits and <= MostBits }
                ? new ForeignCertificate(certificate.RawData, new RSAOpenSsl(read.ExportParameters(includePrivateParameters: false)))
                : null;
        }
        catch (Exception damage) when (damage is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    public bool IsSame(ReadOnlySpan<byte> otherDer) => otherDer.SequenceEqual(der);

    public bool Signed(ReadOnlySpan<byte> sha256, ReadOnlySpan<byte> signature) => PssSignature.Verify(key, sha256, signature);

    /// <summary>While a manifest is replaced, the signature of the one before lies behind its own: any of them may fit.</summary>
    public bool SignedAny(ReadOnlySpan<byte> content, byte[]? signatures)
    {
        byte[] sha256 = SHA256.HashData(content);
        int length = (key.KeySize + 7) / 8;
        return signatures is not null && signatures.Length % length == 0 && signatures.Chunk(length).Any(s => Signed(sha256, s));
    }

    public void Dispose() => key.Dispose();
}
