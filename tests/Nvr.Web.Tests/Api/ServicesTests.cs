using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Nvr.Web.Tests.Api;

/// <summary>SSH, syslog and SNMP over the API: off until an administrator turns them on, refused in words, and what is a secret is never told again.</summary>
public sealed class ServicesTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFXMm3oIpDwt8ynjlbNWPInZPjvsOkEb6T4FLkyGMlU5 anna";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Services_AreTurnedOnAndOff_AndTheSystemIsTold()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        using HttpResponseMessage early = await PutAsync(admin, "ssh", new { keys = Key });
        box.Offered.Settle();

        using HttpResponseMessage ssh = await PutAsync(admin, "ssh", new { keys = $"\n {Key} \r\n\n" });
        using HttpResponseMessage syslog = await PutAsync(admin, "syslog", new { server = "192.168.1.9", port = 514, protocol = "udp" });
        using HttpResponseMessage snmp = await PutAsync(admin, "snmp", new { user = "watcher", password = "a long password" });
        box.Offered.Settle();

        Assert.Equal(
            (HttpStatusCode.Conflict, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK), (early.StatusCode, ssh.StatusCode, syslog.StatusCode, snmp.StatusCode));
        string text = await admin.GetStringAsync("/api/v1/box/services", Cancellation);
        JsonNode now = JsonNode.Parse(text)!;
        Assert.Equal((true, "anna", "192.168.1.9", "watcher"), ((bool)now["isManaged"]!, (string)now["sshKeys"]![0]!["comment"]!, (string)now["syslog"]!["server"]!, (string)now["snmp"]!["user"]!));
        Assert.DoesNotContain("password", text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Key + "\n", box.Offered.Read("ssh/authorized_keys"));
        Assert.DoesNotContain("a long password", await admin.GetStringAsync("/api/v1/audit", Cancellation), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await PutAsync(admin, "ssh", new { keys = "" })).StatusCode);
        foreach (string service in new[] { "syslog", "snmp" })
        {
            using HttpResponseMessage off = await admin.DeleteAsync($"/api/v1/box/services/{service}", Cancellation);
            Assert.Equal(HttpStatusCode.NoContent, off.StatusCode);
        }
        box.Offered.Settle();
        Assert.Equal((null, null, null), (box.Offered.Read("ssh/authorized_keys"), box.Offered.Read("rsyslog.conf"), box.Offered.Read("snmpd.conf")));
        string deeds = await admin.GetStringAsync("/api/v1/audit", Cancellation);
        Assert.All(["Let those in by SSH", "Send the journal to", "Answer one user by SNMP", "Answer nobody by SNMP"], d => Assert.Contains(d, deeds, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Change_ByWhatSomebodyReadBeforeAnotherOne_IsRefused()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        box.Offered.Settle();
        using HttpResponseMessage read = await admin.GetAsync("/api/v1/box/services", Cancellation);
        string tag = read.Headers.ETag!.Tag;

        Assert.Equal(HttpStatusCode.OK, await PutIfMatchAsync(admin, tag));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await PutIfMatchAsync(admin, tag));
        using var off = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/box/services/syslog") { Headers = { { "If-Match", tag } } };
        using HttpResponseMessage refused = await admin.SendAsync(off, Cancellation);
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
    }

    [Theory]
    [InlineData("ssh", """{ "keys": "-----BEGIN OPENSSH PRIVATE KEY-----" }""", "private key")]
    [InlineData("ssh", """{ "keys": "ssh-ed25519 AAAA" }""", "public key")]
    [InlineData("syslog", """{ "server": "logs.example.org", "port": 514, "protocol": "udp" }""", "'server'")]
    [InlineData("syslog", """{ "server": "192.168.1.9", "port": 70000, "protocol": "udp" }""", "'port'")]
    [InlineData("syslog", """{ "server": "192.168.1.9", "port": 514, "protocol": "carrier pigeon" }""", "'protocol'")]
    [InlineData("snmp", """{ "user": "watcher", "password": "short" }""", "'password'")]
    [InlineData("snmp", """{ "user": "two words", "password": "a long password" }""", "'user'")]
    public async Task Service_ThatCannotBe_IsRefusedInWords(string service, string body, string said)
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        box.Offered.Settle();

        using HttpResponseMessage refused = await admin.PutAsync($"/api/v1/box/services/{service}", new StringContent(body, null, "application/json"), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(said, await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> PutIfMatchAsync(HttpClient admin, string tag)
    {
        using var wish = new HttpRequestMessage(HttpMethod.Put, "/api/v1/box/services/ssh") { Content = TestBox.Body(new { keys = Key }), Headers = { { "If-Match", tag } } };
        using HttpResponseMessage answer = await admin.SendAsync(wish, Cancellation);
        return answer.StatusCode;
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient admin, string service, object body) => admin.PutAsync($"/api/v1/box/services/{service}", TestBox.Body(body), Cancellation);
}
