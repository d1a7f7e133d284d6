using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Export.Signing;
using Nvr.Storage.Disk;

namespace Nvr.Export;

/// <summary>
/// The unit's own key for exports: RSA of 3072 bits with a self-signed certificate, made at first use, which may take some seconds, and kept in
/// <c>export-key.pem</c>, readable by its owner only. A damaged key is Storage and stays where it is: who replaced it silently would make earlier exports
/// look like another recorder's. Thread-safe.
/// </summary>
public sealed class ExportSigner(string directory, string unit, BoxClock clock) : IDisposable
{
    private const int KeyBits = 3072;
    private const int Years = 25;
    private const int MostBytes = 64 * 1024;

    // A box without a battery starts in 1970; a certificate from then looks made up.
    private static readonly DateTimeOffset Earliest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SemaphoreSlim gate = new(1, 1);
    private SigningKey? key;

    private string KeyPath => Path.Combine(directory, "export-key.pem");

    /// <summary>SHA-256 of the certificate, 64 hexadecimal digits: what the owner compares with the one that an export shows. Makes the key when there is none.</summary>
    public async Task<string> ReadFingerprintAsync(CancellationToken cancellation) => (await LoadAsync(cancellation).ConfigureAwait(false)).Fingerprint;

    public void Dispose()
    {
        key?.Dispose();
        gate.Dispose();
    }

    internal async Task<SigningKey> LoadAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return key ??= await Task.Run(ReadOrMake, cancellation).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    private SigningKey ReadOrMake()
    {
        try
        {
            if (!File.Exists(KeyPath))
            {
                Durable.WriteFile(KeyPath, Encoding.ASCII.GetBytes(Make()));
            }
            if (new FileInfo(KeyPath).Length > MostBytes)
            {
                throw new CryptographicException("The file is too long for a key.");
            }
            return new SigningKey(File.ReadAllText(KeyPath));
        }
        catch (Exception damage) when (damage is CryptographicException or ArgumentException)
        {
            throw new NvrException(
                ErrorKind.Storage,
                $"The key that signs exports, {KeyPath}, is damaged. Restore it from a backup; or delete it, and the recorder makes a new one: exports from before then have another fingerprint.",
                damage);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(ErrorKind.Storage, $"The key that signs exports, {KeyPath}, cannot be read or made: {failure.Message} Check the disk.", failure);
        }
    }

    private string Make()
    {
        using var made = new RSAOpenSsl(KeyBits);
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(Shorten(unit));
        name.AddOrganizationalUnitName("NVR export");
        var request = new CertificateRequest(name.Build(), made, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true));
        DateTimeOffset now = clock.Time.GetUtcNow();
        DateTimeOffset from = now < Earliest ? Earliest : now;
        using X509Certificate2 certificate = request.CreateSelfSigned(from.AddDays(-1), from.AddYears(Years));
        return made.ExportPkcs8PrivateKeyPem() + "\n" + certificate.ExportCertificatePem() + "\n";
    }

    /// <summary>RFC 5280 allows a common name 64 characters.</summary>
    private static string Shorten(string text)
    {
        string clean = new([.. text.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(64)]);
        return clean.Length > 0 ? clean : "recorder";
    }
}
