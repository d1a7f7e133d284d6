using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Nvr.Core.Health;
using Nvr.Storage.Settings;

namespace Nvr.Web.Tls;

/// <summary>
/// The box's own HTTPS certificate: self-signed, ECDSA P-256, valid for ten years, made at first start and kept in <c>device.pem</c>, readable
/// by the owner only. It carries the machine's names and addresses: where one of today's is missing, it is made anew with the same key. One that is damaged is kept aside and replaced, and health says so: browsers will ask again whether to trust the box, but a
/// recorder that did not start for it would record nothing.
/// </summary>
internal static class DeviceCertificate
{
    // A box without a battery starts in 1970; a certificate from then would have expired before anyone saw it.
    private static readonly DateTimeOffset Earliest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const string EllipticCurve = "1.2.840.10045.2.1";

    public static X509Certificate2 LoadOrMake(string directory, DateTimeOffset now, HealthBoard health)
    {
        string path = Path.Combine(directory, "device.pem");
        if (!File.Exists(path))
        {
            Make(directory, path, now < Earliest ? Earliest : now);
        }
        try
        {
            X509Certificate2 certificate = X509Certificate2.CreateFromPemFile(path, path);
            return IsForThis(certificate) ? certificate : Renewed(certificate, directory, path, now < Earliest ? Earliest : now);
        }
        catch (Exception damage) when (damage is CryptographicException or ArgumentException)
        {
            string aside = DamagedFile.MoveAside(path);
            Make(directory, path, now < Earliest ? Earliest : now);
            health.Report(new HealthItem(
                "settings/device-key", HealthLevel.Attention, "The key by which browsers know this recorder was damaged, so it made a new one.",
                $"Browsers ask once more whether to trust it. The damaged key was kept as {aside}.", damage.Message));
            return X509Certificate2.CreateFromPemFile(path, path);
        }
    }

    private static void Make(string directory, string path, DateTimeOffset now)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Write(directory, path, Pem(key, now));
    }

    private static string Pem(ECDsa key, DateTimeOffset now)
    {
        CertificateRequest request = new($"CN={Environment.MachineName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(ServedNames.Of([.. OwnNames(), .. OwnAddresses().Select(a => a.ToString())]));
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
        return key.ExportPkcs8PrivateKeyPem() + "\n" + certificate.ExportCertificatePem() + "\n";
    }

    // Browsers that trust the old one ask once more, as they do at a new address anyway. On a disk that takes nothing the old one serves.
    private static X509Certificate2 Renewed(X509Certificate2 old, string directory, string path, DateTimeOffset now)
    {
        try
        {
            using ECDsa key = old.GetECDsaPrivateKey()!;
            Write(directory, path, Pem(key, now));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return old;
        }
        old.Dispose();
        return X509Certificate2.CreateFromPemFile(path, path);
    }

    // One by somebody else, put in this one's place, is theirs to renew.
    private static bool IsForThis(X509Certificate2 certificate)
    {
        if (certificate.Subject != certificate.Issuer || certificate.GetKeyAlgorithm() != EllipticCurve)
        {
            return true;
        }
        // Those of IPv6 change every day.
        X509SubjectAlternativeNameExtension? names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return names is not null && OwnNames().All(names.EnumerateDnsNames().Contains) && OwnAddresses().Where(a => a.AddressFamily == AddressFamily.InterNetwork).All(names.EnumerateIPAddresses().Contains);
    }

    private static IEnumerable<string> OwnNames() => new[] { "localhost", Environment.MachineName, Environment.MachineName + ".local" }.Distinct();

    private static IEnumerable<IPAddress> OwnAddresses() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(i => i.GetIPProperties().UnicastAddresses)
            .Select(a => a.Address)
            .Where(a => !a.IsIPv6LinkLocal && a.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
            .Distinct();

    private static void Write(string directory, string path, string pem)
    {
        Directory.CreateDirectory(directory);
        string temporary = path + ".new";
        FileStreamOptions options = new()
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (FileStream file = new(temporary, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(pem));
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }
}
