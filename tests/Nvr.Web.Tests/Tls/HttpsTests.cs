using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Nvr.Core.Health;
using Xunit;

namespace Nvr.Web.Tests.Tls;

/// <summary>An address that is not loopback is served over HTTPS only. 127.0.0.1 reaches the unspecified address.</summary>
public sealed class HttpsTests
{
    [Fact]
    public async Task Https_OnEveryAddress_ShowsTheDeviceKeyAndKeepsItOverARestart()
    {
        string directory = Directory.CreateTempSubdirectory("nvr-tls-").FullName;
        string copy = directory + ".pem";
        await using (TestBox box = await StartAsync(directory))
        {
            using X509Certificate2 certificate = Stored(directory);
            using HttpClient client = Pinned(box, certificate);
            Assert.Contains("needsSetup", await client.GetStringAsync("/api/v1/setup"), StringComparison.Ordinal);
            File.Copy(KeyFile(directory), copy);
        }
        Directory.CreateDirectory(Path.Combine(directory, "settings"));
        File.Move(copy, KeyFile(directory));
        using X509Certificate2 before = Stored(directory);
        await using TestBox again = await StartAsync(directory);
        using HttpClient later = Pinned(again, before);
        Assert.Contains("needsSetup", await later.GetStringAsync("/api/v1/setup"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_AtFirstStart_IsP256ForTenYearsAndNamesTheBox()
    {
        await using TestBox box = await StartAsync(null);
        using X509Certificate2 certificate = Stored(box.Directory);
        using ECDsa? key = certificate.GetECDsaPublicKey();
        Assert.Equal(256, key!.KeySize);
        Assert.InRange((certificate.NotAfter - certificate.NotBefore).TotalDays, 3650, 3660);
        X509SubjectAlternativeNameExtension names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Contains("localhost", names.EnumerateDnsNames());
        Assert.Contains(IPAddress.Loopback, names.EnumerateIPAddresses());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(KeyFile(box.Directory)).UnixFileMode);
    }

    [Fact]
    public async Task Certificate_OfFormerNames_IsMadeAnewWithTheSameKey()
    {
        string directory = Directory.CreateTempSubdirectory("nvr-tls-").FullName;
        Directory.CreateDirectory(Path.Combine(directory, "settings"));
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName("another-name");
        var request = new CertificateRequest("CN=another-name", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 former = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(90));
        await File.WriteAllTextAsync(KeyFile(directory), key.ExportPkcs8PrivateKeyPem() + "\n" + former.ExportCertificatePem() + "\n");

        await using TestBox box = await StartAsync(directory);

        using X509Certificate2 certificate = Stored(directory);
        X509SubjectAlternativeNameExtension now = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Contains(Environment.MachineName + ".local", now.EnumerateDnsNames());
        Assert.Contains(IPAddress.Loopback, now.EnumerateIPAddresses());
        Assert.Equal(former.GetPublicKey(), certificate.GetPublicKey());
        using HttpClient client = Pinned(box, certificate);
        Assert.Contains("needsSetup", await client.GetStringAsync("/api/v1/setup"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("rubbish")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public async Task Https_WithADamagedKey_MakesANewOneKeepsTheOldAndSaysSo(string damaged)
    {
        string directory = Directory.CreateTempSubdirectory("nvr-tls-").FullName;
        Directory.CreateDirectory(Path.Combine(directory, "settings"));
        await File.WriteAllTextAsync(KeyFile(directory), damaged);
        await using TestBox box = await StartAsync(directory);
        using X509Certificate2 certificate = Stored(directory);
        using HttpClient client = Pinned(box, certificate);
        Assert.Contains("needsSetup", await client.GetStringAsync("/api/v1/setup"), StringComparison.Ordinal);
        Assert.Contains(box.Health.Read(), i => i.Part == "settings/device-key" && i.Level == HealthLevel.Attention);
        Assert.Equal(damaged, await File.ReadAllTextAsync(KeyFile(directory) + ".damaged-1"));
    }

    [Fact]
    public async Task PlainHttp_OnEveryAddress_IsNotAnswered()
    {
        await using TestBox box = await StartAsync(null);
        using HttpClient client = new();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://127.0.0.1:{box.Address.Port}/api/v1/setup")));
    }

    [Fact]
    public async Task Cookie_OverHttps_IsBoundToTheHost()
    {
        await using TestBox box = await StartAsync(null);
        using X509Certificate2 certificate = Stored(box.Directory);
        using HttpClient client = Pinned(box, certificate);
        using HttpResponseMessage answer = await client.PostAsync(
            "/api/v1/setup", TestBox.Body(new { code = box.Code.Value, userName = TestBox.AdminName, password = TestBox.AdminPassword }));
        string cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("__Host-nvr=", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    private static Task<TestBox> StartAsync(string? directory) =>
        TestBox.StartAsync(o => o with { Listen = new IPEndPoint(IPAddress.Any, 0) }, directory, TimeProvider.System);

    private static HttpClient Pinned(TestBox box, X509Certificate2 certificate)
    {
        SocketsHttpHandler handler = new() { UseCookies = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.Thumbprint;
        return new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{box.Address.Port}") };
    }

    private static X509Certificate2 Stored(string directory) => X509Certificate2.CreateFromPemFile(KeyFile(directory));

    private static string KeyFile(string directory) => Path.Combine(directory, "settings", "device.pem");
}
