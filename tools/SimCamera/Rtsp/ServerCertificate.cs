using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SimCamera.Rtsp;

/// <summary>Makes a certificate that is signed by its own key, as cameras leave the factory with. Pure but for the random key.</summary>
internal static class ServerCertificate
{
    public static X509Certificate2 Make()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=simcamera", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
