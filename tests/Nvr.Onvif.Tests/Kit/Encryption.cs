using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Nvr.Onvif.Tests.Kit;

/// <summary>Cameras that speak over TLS, with certificates that they signed themselves.</summary>
internal static class Encryption
{
    public static OnvifServer Server(X509Certificate2 certificate) => new() { Wrap = Over(certificate) };

    public static Func<Stream, Task<Stream>> Over(X509Certificate2 certificate) => async inner =>
    {
        var tls = new SslStream(inner);
        await tls.AuthenticateAsServerAsync(certificate);
        return tls;
    };

    public static X509Certificate2 Certificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 made = new CertificateRequest("CN=camera", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    public static string PinOf(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
}
