using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Nvr.Core.Health;
using Xunit;

namespace Nvr.Web.Tests.Tls;

/// <summary>A certificate that an administrator gives the page: shown at once with those between it and its authority, kept over a restart, and refused in words where browsers could not use it.</summary>
public sealed class GivenCertificateTests : IDisposable
{
    private const string Name = "nvr.example.org";

    private readonly Authority authority = new();
    private readonly string directory = Directory.CreateTempSubdirectory("nvr-given-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string GivenFile => Path.Combine(directory, "settings", "page.pem");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Certificate_IsShownAtOnce_AndGivenBack(bool isRsa)
    {
        (string pem, X509Certificate2 leaf) = authority.Make(Name, isRsa, days: 90);
        await using TestBox box = await StartAsync();
        using HttpClient admin = await SecureVisits.AdminAsync(box);
        Assert.True(await IsOwnAsync(admin));
        // Nobody may ask by a name that could be somebody's page.
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await SecureVisits.AskedAsAsync(box, Name));

        using HttpResponseMessage given = await PutAsync(admin, pem);

        Assert.Equal(HttpStatusCode.OK, given.StatusCode);
        JsonNode now = (await given.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
        Assert.Equal((false, Authority.Between, Name), ((bool)now["isOwn"]!, (string)now["issuer"]!, (string)now["names"]![0]!));
        Assert.Equal(leaf.GetCertHashString(HashAlgorithmName.SHA256), ((string)now["fingerprint"]!).Replace(":", "", StringComparison.Ordinal));
        Assert.DoesNotContain("PRIVATE", now.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(GivenFile).UnixFileMode);
        // Verified as a browser does: up to the authority, by the name.
        Assert.Equal(HttpStatusCode.OK, await SecureVisits.AskedAsAsync(box, Name, authority.Root));

        using HttpResponseMessage back = await admin.DeleteAsync("/api/v1/box/certificate", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, back.StatusCode);
        Assert.True(await IsOwnAsync(admin));
        Assert.False(File.Exists(GivenFile));
    }

    [Fact]
    public async Task Certificate_IsKeptOverARestart_AndSaidToEnd()
    {
        (string pem, _) = authority.Make(Name, isRsa: false, days: 10);
        Directory.CreateDirectory(Path.GetDirectoryName(GivenFile)!);
        await File.WriteAllTextAsync(GivenFile, pem, Cancellation);
        await using TestBox box = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, await SecureVisits.AskedAsAsync(box, Name, authority.Root));
        box.Certificate.Look();
        Assert.Contains(box.Health.Read(), i => i is { Part: "settings/certificate", Level: HealthLevel.Attention } && i.Sentence.Contains("ends soon", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Certificate_ThatEndedMeanwhile_StillServes_SoThatItCanBeChanged()
    {
        (string pem, X509Certificate2 leaf) = authority.Make(Name, isRsa: false, days: -1);
        Directory.CreateDirectory(Path.GetDirectoryName(GivenFile)!);
        await File.WriteAllTextAsync(GivenFile, pem, Cancellation);
        await using TestBox box = await StartAsync();
        using HttpClient admin = await SecureVisits.AdminAsync(box);

        Assert.Equal(leaf.GetCertHashString(HashAlgorithmName.SHA256), box.Certificate.Fingerprint);
        box.Certificate.Look();
        Assert.Contains(box.Health.Read(), i => i.Part == "settings/certificate" && i.Sentence.Contains("has ended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Certificate_ThatIsDamaged_IsKeptAside_AndTheOwnOneServes()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(GivenFile)!);
        await File.WriteAllTextAsync(GivenFile, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", Cancellation);
        await using TestBox box = await StartAsync();
        using HttpClient admin = await SecureVisits.AdminAsync(box);

        Assert.True(await IsOwnAsync(admin));
        Assert.True(File.Exists(GivenFile + ".damaged-1"));
        Assert.Contains(box.Health.Read(), i => i.Part == "settings/certificate" && i.Sentence.Contains("was damaged", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nothing", "no certificate")]
    [InlineData("no key", "no key")]
    [InlineData("another key", "belongs to none")]
    [InlineData("ended", "has ended")]
    [InlineData("a client's", "not meant for a server")]
    [InlineData("locked", "locked with a password")]
    [InlineData("torn", "cannot be read")]
    public async Task Certificate_ThatBrowsersCouldNotUse_IsRefusedInWords_AndTheFormerOneStays(string kind, string said)
    {
        string good = authority.Make(Name, isRsa: false, days: 90).Pem;
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        int key = good.IndexOf("-----BEGIN PRIVATE", StringComparison.Ordinal);
        int behind = good.IndexOf("-----BEGIN CERT", key, StringComparison.Ordinal);
        string pem = kind switch
        {
            "nothing" => "hello",
            "no key" => good.Remove(key, behind - key),
            "another key" => good.Remove(key, behind - key) + other.ExportPkcs8PrivateKeyPem(),
            "ended" => authority.Make(Name, isRsa: false, days: -1).Pem,
            "a client's" => authority.Make(Name, isRsa: false, days: 90, usage: "1.3.6.1.5.5.7.3.2").Pem,
            "locked" => good.Remove(key, behind - key) + other.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)),
            _ => good[..behind] + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        };
        await using TestBox box = await StartAsync();
        using HttpClient admin = await SecureVisits.AdminAsync(box);

        using HttpResponseMessage refused = await PutAsync(admin, pem);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(said, await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.True(await IsOwnAsync(admin));
    }

    [Fact]
    public async Task Page_WithoutEncryption_HasNoCertificate()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        JsonNode now = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/box/certificate", Cancellation))!;
        using HttpResponseMessage refused = await PutAsync(admin, authority.Make(Name, isRsa: false, days: 90).Pem);

        Assert.Equal((true, ""), ((bool)now["isPlain"]!, (string)now["fingerprint"]!));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    public void Dispose() => authority.Dispose();

    private static async Task<bool> IsOwnAsync(HttpClient admin) => (bool)(await admin.GetFromJsonAsync<JsonNode>("/api/v1/box/certificate", Cancellation))!["isOwn"]!;

    private static Task<HttpResponseMessage> PutAsync(HttpClient admin, string pem) => admin.PutAsync("/api/v1/box/certificate", TestBox.Body(new { pem }), Cancellation);

    private Task<TestBox> StartAsync() => SecureVisits.StartAsync(directory);
}
