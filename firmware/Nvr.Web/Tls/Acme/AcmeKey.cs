using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Nvr.Web.Tls.Acme;

/// <summary>By which an authority knows this box: a key of curve P-256, and what RFC 7515 to 7518 make of it. Used by one thread; owns the key.</summary>
internal sealed class AcmeKey : IDisposable
{
    private readonly ECDsa key;
    private readonly string x;
    private readonly string y;

    private AcmeKey(ECDsa key)
    {
        this.key = key;
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        (x, y) = (Base64Url.EncodeToString(point.X!), Base64Url.EncodeToString(point.Y!));
        // RFC 7638, 3: the members that are required, in this order, without spaces.
        Thumbprint = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
    }

    /// <summary>Of the key (RFC 7638).</summary>
    public string Thumbprint { get; }

    public static AcmeKey Make() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Null where the text is no such key.</summary>
    public static AcmeKey? Read(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.KeySize == 256)
            {
                return new AcmeKey(key);
            }
        }
        catch (Exception damage) when (damage is CryptographicException or ArgumentException)
        {
            // As one that is not there.
        }
        key.Dispose();
        return null;
    }

    public string Pem() => key.ExportPkcs8PrivateKeyPem() + "\n";

    /// <summary>Writes the key's public half as the member <c>jwk</c> (RFC 7517).</summary>
    public void WriteJwk(Utf8JsonWriter json)
    {
        json.WriteStartObject("jwk");
        json.WriteString("kty", "EC");
        json.WriteString("crv", "P-256");
        json.WriteString("x", x);
        json.WriteString("y", y);
        json.WriteEndObject();
    }

    /// <summary>ES256 (RFC 7518, 3.4) of an ASCII text, as base64url.</summary>
    public string Sign(string text) => Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    public void Dispose() => key.Dispose();
}
