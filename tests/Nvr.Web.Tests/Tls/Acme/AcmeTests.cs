using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Nvr.Core.Health;
using Nvr.Web.Tls.Acme;
using Xunit;

namespace Nvr.Web.Tests.Tls.Acme;

/// <summary>The page's certificate, fetched by ACME from an authority that nobody here wrote: at once, again when it ends, and never at the price of the one that is there.</summary>
public sealed class AcmeTests : IDisposable
{
    private const string Name = "nvr.example.org";

    private readonly Authority former = new();
    private readonly string directory = Directory.CreateTempSubdirectory("nvr-acme-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Name)]
    [InlineData("127.0.0.1")]
    public async Task Certificate_IsFetched_AndInForceAtOnce(string name)
    {
        await using TestBox box = await SecureVisits.StartAsync(directory);
        using HttpClient admin = await SecureVisits.AdminAsync(box);
        // One nonce in five is refused: a busy authority. Of half of them ten in a row are, once in thirty runs.
        await using Pebble pebble = await Pebble.StartAsync(box.Address.Port, percentRefused: 20);

        using HttpResponseMessage answer = await WishAsync(admin, pebble.Address, pebble.AuthorityPem, name);

        JsonNode now = await ReadAsync(answer, HttpStatusCode.OK);
        Assert.Equal((false, name), ((bool)now["isOwn"]!, (string)now["names"]![0]!));
        Assert.Equal((pebble.Address, name, "anna@example.org", null), ((string)now["acme"]!["directory"]!, (string)now["acme"]!["names"]![0]!, (string)now["acme"]!["contact"]!, (string?)now["acme"]!["problem"]));
        // As a browser verifies it, up to the authority.
        using X509Certificate2 root = await pebble.RootAsync();
        Assert.Equal(HttpStatusCode.OK, await SecureVisits.AskedAsAsync(box, name, root));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(At("acme-account.pem")).UnixFileMode);
        Assert.Contains(name, await File.ReadAllTextAsync(At("acme.json"), Cancellation), StringComparison.Ordinal);

        // Once more, by the account that there is.
        string key = await File.ReadAllTextAsync(At("acme-account.pem"), Cancellation);
        using HttpResponseMessage again = await WishAsync(admin, pebble.Address, pebble.AuthorityPem, name);
        Assert.NotEqual((string)now["fingerprint"]!, (string)(await ReadAsync(again, HttpStatusCode.OK))["fingerprint"]!);
        Assert.Equal(key, await File.ReadAllTextAsync(At("acme-account.pem"), Cancellation));
    }

    [Fact]
    public async Task Certificate_OfSeveralNames_IsFetched_AndFetchingEndsWithAnother()
    {
        await using TestBox box = await SecureVisits.StartAsync(directory);
        using HttpClient admin = await SecureVisits.AdminAsync(box);
        await using Pebble pebble = await Pebble.StartAsync(box.Address.Port);

        using HttpResponseMessage answer = await WishAsync(admin, pebble.Address, pebble.AuthorityPem, Name, "127.0.0.1", "NVR2.example.org ");

        JsonNode now = await ReadAsync(answer, HttpStatusCode.OK);
        Assert.Equal(["127.0.0.1", Name, "nvr2.example.org"], now["names"]!.AsArray().Select(n => (string)n!).Order(StringComparer.Ordinal));

        using HttpResponseMessage given = await admin.PutAsync("/api/v1/box/certificate", TestBox.Body(new { pem = former.Make(Name, isRsa: false, days: 90).Pem }), Cancellation);
        Assert.Null((await ReadAsync(given, HttpStatusCode.OK))["acme"]);
        Assert.DoesNotContain("directory", await File.ReadAllTextAsync(At("acme.json"), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_IsFetchedAnew_BeforeItEnds()
    {
        int port = Pebble.FreePort();
        await using Pebble pebble = await Pebble.StartAsync(port);
        // A tenth of its time is left.
        await SeedAsync(pebble.Address, pebble.AuthorityPem, days: 10);
        await using TestBox box = await TestBox.StartAsync(o => o with { Listen = new IPEndPoint(IPAddress.Any, port) }, directory, TimeProvider.System);
        using X509Certificate2 root = await pebble.RootAsync();
        Assert.Equal(HttpStatusCode.OK, await SecureVisits.AskedAsAsync(box, Name, former.Root));

        await Keeper(box).LookAsync(Cancellation);

        Assert.Null(Keeper(box).Read()!.Problem);
        Assert.Equal(HttpStatusCode.OK, await SecureVisits.AskedAsAsync(box, Name, root));
        // Nor once more.
        string now = box.Certificate.Fingerprint!;
        await Keeper(box).LookAsync(Cancellation);
        Assert.Equal(now, box.Certificate.Fingerprint);
    }

    [Fact]
    public async Task Certificate_IsKept_WhileTheAuthorityIsAway_AndThatIsSaid()
    {
        await SeedAsync($"https://localhost:{Pebble.FreePort()}/dir", null, days: 10);
        await using TestBox box = await SecureVisits.StartAsync(directory);
        string before = box.Certificate.Fingerprint!;

        await Keeper(box).LookAsync(Cancellation);

        Assert.Equal(before, box.Certificate.Fingerprint);
        Assert.Contains("localhost cannot be reached", Keeper(box).Read()!.Problem, StringComparison.Ordinal);
        Assert.Contains(box.Health.Read(), i => i is { Part: "settings/acme", Level: HealthLevel.Attention } && i.Sentence.Contains("localhost cannot be reached", StringComparison.Ordinal));
        // Once, not twice.
        Assert.DoesNotContain(box.Health.Read(), i => i.Part == "settings/certificate");
    }

    [Theory]
    [InlineData("text/html", "<p>Hello</p>")]
    [InlineData("application/json", "[]")]
    [InlineData("application/json", """{ "newNonce": "http://localhost/nonce", "newOrder": "https://localhost/order", "newAccount": "https://localhost/account" }""")]
    [InlineData("application/json", """{ "newNonce": "\ud800", "newOrder": "https://localhost/order", "newAccount": "https://localhost/account" }""")]
    [InlineData("application/json; charset=none-such", "{}")]
    // That wants a name proven which nobody wished for.
    [InlineData("application/json", """
        { "newNonce": "@HERE@", "newOrder": "@HERE@", "newAccount": "@HERE@", "authorizations": ["@HERE@"], "status": "pending", "identifier": { "type": "dns", "value": "bank.example.org" },
          "challenges": [{ "type": "tls-alpn-01", "url": "@HERE@", "token": "abc" }] }
        """)]
    public async Task Authority_ThatIsNone_EndsNothing(string type, string said)
    {
        await using OddAuthority odd = await OddAuthority.StartAsync(former, type, said);
        await SeedAsync(odd.Address, former.Root.ExportCertificatePem(), days: 10);
        await using TestBox box = await SecureVisits.StartAsync(directory);

        await Keeper(box).LookAsync(Cancellation);

        Assert.Contains("localhost does not answer as an authority", Keeper(box).Read()!.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_WithMostOfItsTimeLeft_IsLeftAlone()
    {
        await SeedAsync($"https://localhost:{Pebble.FreePort()}/dir", null, days: 90);
        await using TestBox box = await SecureVisits.StartAsync(directory);
        string before = box.Certificate.Fingerprint!;

        await Keeper(box).LookAsync(Cancellation);

        Assert.Equal((before, null), (box.Certificate.Fingerprint, Keeper(box).Read()!.Problem));
    }

    [Fact]
    public async Task Authority_ThatNobodyVouchesFor_IsRefused_AndNothingIsKept()
    {
        await using TestBox box = await SecureVisits.StartAsync(directory);
        using HttpClient admin = await SecureVisits.AdminAsync(box);
        await using Pebble pebble = await Pebble.StartAsync(box.Address.Port);
        string before = box.Certificate.Fingerprint!;

        using HttpResponseMessage answer = await WishAsync(admin, pebble.Address, null, Name);

        Assert.Contains("Nobody who is believed here says that localhost is what it says it is", await SaidAsync(answer), StringComparison.Ordinal);
        Assert.Equal(before, box.Certificate.Fingerprint);
        Assert.Null(Keeper(box).Read());
        Assert.False(File.Exists(At("acme.json")));
    }

    [Fact]
    public async Task Name_ThatLeadsElsewhere_IsToldInTheAuthoritysWords_AndTheFormerOneServes()
    {
        await using TestBox box = await SecureVisits.StartAsync(directory);
        using HttpClient admin = await SecureVisits.AdminAsync(box);
        await using Pebble pebble = await Pebble.StartAsync(Pebble.FreePort());
        string before = box.Certificate.Fingerprint!;

        using HttpResponseMessage answer = await WishAsync(admin, pebble.Address, pebble.AuthorityPem, Name);

        string said = await SaidAsync(answer);
        Assert.Contains($"localhost could not check that {Name} leads to this page at port 443", said, StringComparison.Ordinal);
        Assert.Contains("connect", said, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, box.Certificate.Fingerprint);
    }

    [Fact]
    public async Task Proof_IsShownToTheAuthorityAlone_AndOnlyWhileItIsWanted()
    {
        await using TestBox box = await SecureVisits.StartAsync(directory);
        AcmeDoor door = box.Services.GetRequiredService<AcmeDoor>();
        byte[] proof = SHA256.HashData("proof"u8);

        using (door.Open(Name, proof, TimeProvider.System.GetUtcNow()))
        {
            (X509Certificate2 shown, SslApplicationProtocol spoken) = await ShakeHandsAsync(box, new SslApplicationProtocol("acme-tls/1"));
            Assert.Equal("acme-tls/1", spoken.ToString());
            X509Extension extension = shown.Extensions.Single(e => e.Oid!.Value == "1.3.6.1.5.5.7.1.31");
            Assert.True(extension.Critical);
            // An OCTET STRING of 32 bytes.
            Assert.Equal([4, 32, .. proof], extension.RawData);
            Assert.Equal(box.Certificate.Fingerprint, (await ShakeHandsAsync(box, SslApplicationProtocol.Http11)).Shown.GetCertHashString(HashAlgorithmName.SHA256));
        }
        await Assert.ThrowsAnyAsync<Exception>(() => ShakeHandsAsync(box, new SslApplicationProtocol("acme-tls/1")));
    }

    [Fact]
    public async Task Visitor_WhoSaysNothing_OrRubbish_WhileAProofIsWanted_IsInNobodysWay()
    {
        await using TestBox box = await SecureVisits.StartAsync(directory);
        using IDisposable open = box.Services.GetRequiredService<AcmeDoor>().Open(Name, new byte[32], TimeProvider.System.GetUtcNow());
        using var silent = new TcpClient();
        await silent.ConnectAsync(IPAddress.Loopback, box.Address.Port, Cancellation);
        using var rubbish = new TcpClient();
        await rubbish.ConnectAsync(IPAddress.Loopback, box.Address.Port, Cancellation);
        await rubbish.GetStream().WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), Cancellation);

        Assert.Equal(box.Certificate.Fingerprint, (await ShakeHandsAsync(box, SslApplicationProtocol.Http11)).Shown.GetCertHashString(HashAlgorithmName.SHA256));
    }

    [Theory]
    [InlineData("http://ca.example.org/dir", Name, null, null, "'directory' must be")]
    [InlineData("https://user:secret@ca.example.org/dir", Name, null, null, "'directory' must be")]
    [InlineData("https://ca.example.org/dir", " ", null, null, "'names' must be")]
    [InlineData("https://ca.example.org/dir", "*.example.org", null, null, "(*) cannot be fetched")]
    [InlineData("https://ca.example.org/dir", "nvr example", null, null, "neither a name")]
    [InlineData("https://ca.example.org/dir", "fe80::1%eth0", null, null, "neither a name")]
    [InlineData("https://ca.example.org/dir", Name, "anna", null, "'contact' must be")]
    [InlineData("https://ca.example.org/dir", Name, "a@b.org,c@d.org", null, "'contact' must be")]
    [InlineData("https://ca.example.org/dir", Name, null, "hello", "no certificate in it")]
    [InlineData("https://ca.example.org/dir", Name, null, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "cannot be read")]
    [InlineData("https://ca.example.org/dir", Name, null, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "without any key")]
    public async Task Wish_ThatCannotBe_IsRefusedInWords(string authorityAddress, string name, string? contact, string? authority, string said)
    {
        await using TestBox box = await SecureVisits.StartAsync(directory);
        using HttpClient admin = await SecureVisits.AdminAsync(box);

        using HttpResponseMessage answer = await admin.PutAsync("/api/v1/box/certificate/acme", TestBox.Body(new { directory = authorityAddress, names = new[] { name }, contact, authority }), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, await SaidAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithoutEncryption_FetchesNone()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        using HttpResponseMessage answer = await WishAsync(admin, "https://ca.example.org/dir", null, Name);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    public void Dispose() => former.Dispose();

    private static AcmeKeeper Keeper(TestBox box) => box.Services.GetRequiredService<AcmeKeeper>();

    private static Task<HttpResponseMessage> WishAsync(HttpClient admin, string address, string? authority, params string[] names) =>
        admin.PutAsync("/api/v1/box/certificate/acme", TestBox.Body(new { directory = address, names, contact = "anna@example.org", authority }), Cancellation);

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.True(answer.StatusCode == status, await answer.Content.ReadAsStringAsync(Cancellation));
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
    }

    private static async Task<string> SaidAsync(HttpResponseMessage refused)
    {
        Assert.False(refused.IsSuccessStatusCode);
        return (string)(await refused.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["detail"]!;
    }

    private static async Task<(X509Certificate2 Shown, SslApplicationProtocol Spoken)> ShakeHandsAsync(TestBox box, SslApplicationProtocol protocol)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, box.Address.Port, Cancellation);
        X509Certificate2? seen = null;
        // Whatever is shown is looked at by whoever called.
        await using var stream = new SslStream(connection.GetStream(), false, (_, shown, _, _) => (seen = X509CertificateLoader.LoadCertificate(shown!.GetRawCertData())) is not null);
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = Name, ApplicationProtocols = [protocol] }, Cancellation);
        return (seen!, stream.NegotiatedApplicationProtocol);
    }

    private string At(string name) => Path.Combine(directory, "settings", name);

    // As it stands after a first fetch, long ago.
    private async Task SeedAsync(string address, string? authority, int days)
    {
        Directory.CreateDirectory(At(""));
        await File.WriteAllTextAsync(At("page.pem"), former.Make(Name, isRsa: false, days).Pem, Cancellation);
        var source = new JsonObject { ["directory"] = address, ["names"] = new JsonArray(Name), ["contact"] = null, ["authority"] = authority };
        await File.WriteAllTextAsync(At("acme.json"), new JsonObject { ["from"] = source }.ToJsonString(), Cancellation);
    }
}
