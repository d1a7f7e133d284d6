using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Nvr.Web.Tests.Tls;

/// <summary>An authority, another one between, and certificates for servers by that one.</summary>
internal sealed class Authority : IDisposable
{
    public const string Between = "Authority between";

    private readonly ECDsa rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa betweenKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 between;

    public Authority()
    {
        Root = AuthorityRequest("Authority", rootKey).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-100), TimeProvider.System.GetUtcNow().AddYears(1));
        between = AuthorityRequest(Between, betweenKey).Create(Root, TimeProvider.System.GetUtcNow().AddDays(-99), TimeProvider.System.GetUtcNow().AddMonths(6), [1]);
    }

    public X509Certificate2 Root { get; }

    /// <summary>The key, the one between and the certificate itself, as PEM texts in an odd order.</summary>
    /// <param name="name">Whom it is for.</param>
    /// <param name="isRsa">Else of an elliptic curve.</param>
    /// <param name="days">From now until its end.</param>
    /// <param name="usage">What it may be used for; null: as a server.</param>
    public (string Pem, X509Certificate2 Certificate) Make(string name, bool isRsa, int days, string? usage = null)
    {
        using AsymmetricAlgorithm key = isRsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = key is RSA rsa
            ? new($"CN={name}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new($"CN={name}", (ECDsa)key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage ?? "1.3.6.1.5.5.7.3.1")], false));
        X509Certificate2 certificate = request.Create(between.SubjectName, X509SignatureGenerator.CreateForECDsa(betweenKey), TimeProvider.System.GetUtcNow().AddDays(-90), TimeProvider.System.GetUtcNow().AddDays(days), [2]);
        return ($"{between.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n", certificate);
    }

    public void Dispose()
    {
        between.Dispose();
        Root.Dispose();
        betweenKey.Dispose();
        rootKey.Dispose();
    }

    private static CertificateRequest AuthorityRequest(string name, ECDsa key)
    {
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request;
    }
}
