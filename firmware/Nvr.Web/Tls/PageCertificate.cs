using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage.Disk;
using Nvr.Storage.Settings;

namespace Nvr.Web.Tls;

/// <summary>
/// What the page is served with: the box's own certificate, or one that an administrator gave, which is kept in <c>page.pem</c>, readable by the owner only. A change holds for whoever connects from then on. One that was
/// given and is damaged is kept aside, and the own one serves; health says so, and when one that was given ends. Thread-safe. Failures are <see cref="NvrException"/> in words: InvalidInput, Conflict (where the page is
/// served without encryption), Storage.
/// </summary>
public sealed class PageCertificate
{
    private const string Part = "settings/certificate";
    private const int MostBytes = 64 << 10;
    private const int ShortestRsa = 2048;

    /// <summary>serverAuth (RFC 5280, 4.2.1.12).</summary>
    private const string ServerUsage = "1.3.6.1.5.5.7.3.1";

    private static readonly TimeSpan s_longestWarning = TimeSpan.FromDays(14);

    private readonly WebOptions options;
    private readonly BoxClock clock;
    private readonly HealthBoard health;
    private readonly Lock gate = new();

    private volatile Shown? shown;

    internal PageCertificate(WebOptions options, BoxClock clock, HealthBoard health)
    {
        (this.options, this.clock, this.health) = (options, clock, health);
        if (!options.IsPlainHttp)
        {
            shown = Given() ?? Own();
        }
    }

    /// <summary>Of the certificate as a whole, by SHA-256, as hexadecimal digits; null where the page is served without encryption.</summary>
    public string? Fingerprint => shown?.Certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>What to serve with; never null where the page is encrypted.</summary>
    internal SslStreamCertificateContext Context => shown!.Context;

    /// <summary>Names by which browsers may ask, since somebody had them certified for this box; none of the own one's.</summary>
    internal IReadOnlyList<string> GivenNames => shown is { IsOwn: false } given ? given.Names : [];

    /// <summary>Between which moments one that was given holds; null where the own one serves.</summary>
    internal (DateTimeOffset From, DateTimeOffset Until)? GivenTime => shown is { IsOwn: false } given ? (given.Certificate.NotBefore.ToUniversalTime(), given.Certificate.NotAfter.ToUniversalTime()) : null;

    private string GivenPath => Path.Combine(options.SettingsDirectory, "page.pem");

    internal PageCertificateView Read() => shown is { } now
        ? new PageCertificateView(now.IsOwn, now.Certificate.GetCertHashString(HashAlgorithmName.SHA256), NameOf(now.Certificate.IssuerName), now.Names, now.Certificate.NotAfter.ToUniversalTime())
        : new PageCertificateView(false, "", "", [], default);

    /// <summary>Serves with a certificate, those between it and its authority, and its key, in any order.</summary>
    internal void Use(string pem)
    {
        Shown next = ReadPem(pem, clock.Time.GetUtcNow());
        lock (gate)
        {
            NeedsEncryption();
            try
            {
                Durable.WriteFile(GivenPath, System.Text.Encoding.ASCII.GetBytes(next.Pem()));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new NvrException(ErrorKind.Storage, $"The certificate cannot be kept: {failure.Message} The former one is still in use.", failure);
            }
            shown = next;
        }
        Look();
    }

    /// <summary>Serves with the own one again.</summary>
    internal void GoBack()
    {
        lock (gate)
        {
            NeedsEncryption();
            try
            {
                if (File.Exists(GivenPath))
                {
                    Durable.Unlink(GivenPath);
                    Durable.SyncDirectory(options.SettingsDirectory);
                }
                shown = Own();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new NvrException(ErrorKind.Storage, $"The certificate cannot be removed: {failure.Message}", failure);
            }
        }
        Look();
    }

    /// <summary>Says when a certificate that was given ends soon (within two weeks, or a quarter of its time), or has ended. To be called once in a while.</summary>
    /// <param name="isFetched">Whether a new one comes by itself; then that it ends soon is no news.</param>
    internal void Look(bool isFetched = false)
    {
        if (GivenTime is not { } time)
        {
            health.Forget(Part);
            return;
        }
        TimeSpan left = time.Until - clock.Time.GetUtcNow();
        TimeSpan warning = TimeSpan.FromTicks(Math.Min(s_longestWarning.Ticks, (time.Until - time.From).Ticks / 4));
        if (left > (isFetched ? TimeSpan.Zero : warning))
        {
            health.Forget(Part);
            return;
        }
        health.Report(new HealthItem(
            Part,
            HealthLevel.Attention,
            left > TimeSpan.Zero ? "The certificate that was given for this page ends soon." : "The certificate that was given for this page has ended, so browsers warn of it.",
            "Give a new one under Box, or use the recorder's own again."));
    }

    /// <summary>Conflict where there is none.</summary>
    internal void NeedsEncryption()
    {
        if (options.IsPlainHttp)
        {
            throw new NvrException(ErrorKind.Conflict, "This page is served without encryption, to this machine alone, so there is no certificate.");
        }
    }

    private static Shown ReadPem(string pem, DateTimeOffset now)
    {
        if (pem.Length > MostBytes)
        {
            throw Wrong("That is too long for certificates and a key.");
        }
        if (pem.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            throw Wrong("The key is locked with a password. Give it without one.");
        }
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            throw Wrong("One of the certificates cannot be read: each begins with -----BEGIN CERTIFICATE-----.");
        }
        if (all.Count == 0)
        {
            throw Wrong("There is no certificate in it: it begins with -----BEGIN CERTIFICATE-----.");
        }
        using AsymmetricAlgorithm key = KeyIn(pem) ?? throw Wrong("There is no key in it that can be used: of RSA with 2048 bits or more, or of an elliptic curve, as -----BEGIN PRIVATE KEY-----.");
        X509Certificate2 own = all.FirstOrDefault(c => c.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo()))
            ?? throw Wrong("The key belongs to none of the certificates.");
        if (own.NotAfter.ToUniversalTime() <= now.UtcDateTime)
        {
            throw Wrong("The certificate has ended.");
        }
        if (own.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } usage && !usage.EnhancedKeyUsages.Cast<Oid>().Any(o => o.Value is ServerUsage))
        {
            throw Wrong("The certificate is not meant for a server.");
        }
        return Shown.Of(own, key, [.. all.Where(c => c != own)]);
    }

    private static AsymmetricAlgorithm? KeyIn(string pem)
    {
        try
        {
            var curve = ECDsa.Create();
            curve.ImportFromPem(pem);
            return curve;
        }
        catch (Exception other) when (other is CryptographicException or ArgumentException)
        {
            // RSA, then.
        }
        try
        {
            var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.KeySize >= ShortestRsa ? rsa : null;
        }
        catch (Exception none) when (none is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private static string NameOf(X500DistinguishedName issuer)
    {
        string[] parts = [.. issuer.EnumerateRelativeDistinguishedNames().Where(r => !r.HasMultipleElements).OrderByDescending(r => r.GetSingleElementType().Value is "2.5.4.3").Select(r => r.GetSingleElementValue() ?? "")];
        return parts.FirstOrDefault(p => p.Length > 0) ?? issuer.Name;
    }

    private static NvrException Wrong(string sentence) => new(ErrorKind.InvalidInput, sentence);

    private Shown Own() => Shown.Own(DeviceCertificate.LoadOrMake(options.SettingsDirectory, clock.Time.GetUtcNow(), health));

    private Shown? Given()
    {
        if (!File.Exists(GivenPath))
        {
            return null;
        }
        try
        {
            // One that has ended still serves: its owner was warned, and the page has to be reached to change it.
            return ReadPem(File.ReadAllText(GivenPath), DateTimeOffset.MinValue);
        }
        catch (NvrException damage)
        {
            string aside = DamagedFile.MoveAside(GivenPath);
            health.Report(new HealthItem(
                Part, HealthLevel.Attention, "The certificate that was given for this page was damaged, so the recorder shows its own.", $"Give it again under Box. The damaged one was kept as {aside}.", damage.Message));
            return null;
        }
    }

    /// <summary>One certificate that is served.</summary>
    private sealed record Shown(X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Between, SslStreamCertificateContext Context, bool IsOwn)
    {
        public IReadOnlyList<string> Names { get; } = NamesOf(Certificate);

        public static Shown Own(X509Certificate2 certificate) => new(certificate, [], SslStreamCertificateContext.Create(certificate, null, offline: true), true);

        public static Shown Of(X509Certificate2 certificate, AsymmetricAlgorithm key, IReadOnlyList<X509Certificate2> between)
        {
            X509Certificate2 whole = key is ECDsa curve ? certificate.CopyWithPrivateKey(curve) : certificate.CopyWithPrivateKey((RSA)key);
            return new Shown(whole, between, SslStreamCertificateContext.Create(whole, [.. between], offline: true), false);
        }

        public string Pem()
        {
            string key = Certificate.GetECDsaPrivateKey() is { } curve ? curve.ExportPkcs8PrivateKeyPem() : Certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem();
            return string.Join('\n', [key, Certificate.ExportCertificatePem(), .. Between.Select(b => b.ExportCertificatePem())]) + "\n";
        }

        private static string[] NamesOf(X509Certificate2 certificate) => certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault() is { } names
            ? [.. names.EnumerateDnsNames(), .. names.EnumerateIPAddresses().Select(a => a.ToString())]
            : [];
    }
}
