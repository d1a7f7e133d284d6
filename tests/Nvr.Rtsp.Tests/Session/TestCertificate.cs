using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Nvr.Rtsp.Tests.Session;

/// <summary>Certificates as cameras make them: signed by themselves.</summary>
internal static class TestCertificate
{
    public static X509Certificate2 New()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 made = Sign(key);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    /// <summary>Certificate and private key in one text.</summary>
    public static string NewPem()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 made = Sign(key);
        return made.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    private static X509Certificate2 Sign(ECDsa key)
    {
        var request = new CertificateRequest("CN=camera", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }
}
