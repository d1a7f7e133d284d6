using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Nvr.Network.Trying;
using Xunit;

namespace Nvr.Web.Tests.Api;

/// <summary>The box's networks over the API: what is refused in words, one decision at a time, and an administrator's request as the proof that new settings work.</summary>
public sealed class NetworkTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Office_IsTried_AndKeptByAnAdministratorsRequestAtItsAddressAlone()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        using HttpClient guard = await box.AddUserAsync(admin, "guard", "operator");
        NetworkDesk desk = box.Services.GetRequiredService<NetworkDesk>();
        box.Office.Settle(desk);
        box.Office.Settle(desk);

        await PutAsync(admin, Fixed("192.168.1.20"), HttpStatusCode.OK);
        box.Office.Settle(desk);
        JsonNode elsewhere = await ReadAsync(admin);
        using HttpResponseMessage second = await admin.PutAsync("/api/v1/box/network/office", TestBox.Body(Fixed("192.168.1.21")), Cancellation);
        using HttpResponseMessage ended = await admin.DeleteAsync("/api/v1/box/network/trial", Cancellation);
        JsonNode back = await ReadAsync(admin);
        // By DHCP at whatever address there is, which here is loopback.
        desk.TryOut(new() { Address = IPAddress.Parse("192.168.1.20"), PrefixLength = 24 }, _ => true);
        box.Office.Settle(desk);
        desk.Heard(IPAddress.Parse("192.168.1.20"));
        await PutAsync(admin, new { mode = "dhcp" }, HttpStatusCode.OK);
        box.Office.Settle(desk);
        await guard.GetStringAsync("/api/v1/health", Cancellation);
        bool byOperator = desk.Read().Trial is null;
        JsonNode kept = await ReadAsync(admin);

        Assert.StartsWith($"http://192.168.1.20:{box.Address.Port}/", (string)elsewhere["trial"]!["page"]!, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.NoContent), (second.StatusCode, ended.StatusCode));
        Assert.Equal((null, "dhcp"), (back["trial"], (string)back["office"]!["mode"]!));
        Assert.False(byOperator);
        Assert.Equal((null, "dhcp"), (kept["trial"], (string)kept["office"]!["mode"]!));
        string deeds = await admin.GetStringAsync("/api/v1/audit", Cancellation);
        Assert.All(["Try other settings of the office network", "Give up the settings"], d => Assert.Contains(d, deeds, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "mode": "fixed", "address": "192.168.1", "prefixLength": 24 }""", "'address'")]
    [InlineData("""{ "mode": "fixed", "address": "192.168.1.020", "prefixLength": 24 }""", "'address'")]
    [InlineData("""{ "mode": "fixed", "address": "fe80::1", "prefixLength": 24 }""", "'address'")]
    [InlineData("""{ "mode": "fixed", "address": "192.168.1.20" }""", "'prefixLength'")]
    [InlineData("""{ "mode": "fixed", "address": "192.168.1.20", "prefixLength": 24, "gateway": "192.168.2.1" }""", "'gateway'")]
    [InlineData("""{ "mode": "fixed", "address": "192.168.1.20", "prefixLength": 24, "nameServers": ["dns.example"] }""", "'nameServers'")]
    [InlineData("""{ "mode": "dhcp", "address": "192.168.1.20" }""", "'address'")]
    [InlineData("""{ "mode": "static" }""", "'mode'")]
    public async Task Office_ThatCannotBe_IsRefusedByItsField(string body, string said)
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        box.Office.Settle(box.Services.GetRequiredService<NetworkDesk>());

        using HttpResponseMessage answer = await admin.PutAsync(
            "/api/v1/box/network/office", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Office_DecidedByWhatIsNoLongerSo_IsNotChanged()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        box.Office.Settle(box.Services.GetRequiredService<NetworkDesk>());
        using HttpRequestMessage request = new(HttpMethod.Put, "/api/v1/box/network/office") { Content = TestBox.Body(Fixed("192.168.1.20")) };
        request.Headers.TryAddWithoutValidation("If-Match", "\"0123456789abcdef\"");

        using HttpResponseMessage answer = await admin.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Null((await ReadAsync(admin))["trial"]);
    }

    [Fact]
    public async Task Network_OfAMachineOfItsOwn_IsShownAndNotChanged()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        JsonNode shown = await ReadAsync(admin);
        await PutAsync(admin, Fixed("192.168.1.20"), HttpStatusCode.Conflict);

        Assert.False((bool)shown["isManaged"]!);
        Assert.Equal("127.0.0.1/8", (string)shown["present"]![0]!["address"]!);
        Assert.Null(shown["cameras"]);
    }

    private static object Fixed(string address) => new { mode = "fixed", address, prefixLength = 24, gateway = "192.168.1.1", nameServers = new[] { "9.9.9.9" } };

    private static async Task<JsonNode> ReadAsync(HttpClient client) => (await client.GetFromJsonAsync<JsonNode>("/api/v1/box/network", Cancellation))!;

    private static async Task PutAsync(HttpClient client, object body, HttpStatusCode status)
    {
        using HttpResponseMessage answer = await client.PutAsync("/api/v1/box/network/office", TestBox.Body(body), Cancellation);
        Assert.Equal(status, answer.StatusCode);
    }
}
