using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Healing;
using Nvr.Core;
using Xunit;

namespace Nvr.Web.Tests.Api;

/// <summary>The PoE ports and switches over the API, through the real keeper of their power.</summary>
public sealed class PoeTests
{
    private static readonly object Desk = new { name = "desk", address = "192.168.1.2", community = "very secret" };

    [Fact]
    public async Task Ports_TellWhatTheyDeliver_AndToWhom()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        CameraId camera = box.Cameras.Add("yard");
        box.Power.Plug("2", camera, 6);

        JsonNode before = await PutAsync(admin, "ports/2", new { priority = 3 });

        Assert.Equal("""{"name":"box","budgetWatts":30,"mostWatts":30,"usedWatts":6,"problem":null,"perRow":2}""", before["supplies"]![0]!.ToJsonString());
        JsonNode port = before["ports"]![1]!;
        Assert.Equal(("2", "delivering", 3, 48, 125, 6), (Text(port, "name"), Text(port, "power"), (int)port["class"]!, (int)port["volts"]!, (int)port["milliamps"]!, (int)port["watts"]!));
        Assert.Equal(("02:00:00:00:00:01", camera.ToString(), 3), ((string)port["macs"]![0]!, (string)port["cameras"]![0]!, (int)port["priority"]!));
        Assert.Equal("searching", Text(before["ports"]![0]!, "power"));
    }

    [Fact]
    public async Task Port_IsSwitchedOffOnAndCycled_AndCountedInTheMetrics()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        box.Power.Plug("2", box.Cameras.Add("yard"), 6);

        JsonNode off = await PutAsync(admin, "ports/2", new { enabled = false });
        Assert.Equal((false, "off", "yard (port 2) has no power: it is switched off."), ((bool)off["ports"]![1]!["enabled"]!, Text(off["ports"]![1]!, "power"), Text(off["ports"]![1]!, "sentence")));
        await PutAsync(admin, "ports/2", new { enabled = true });
        using HttpResponseMessage cycled = await admin.PostAsync("/api/v1/poe/ports/2/cycle", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, cycled.StatusCode);

        string metrics = await admin.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Contains("nvr_poe_cycles_total{port=\"2\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("nvr_poe_watts{port=\"2\"} 6\n", metrics, StringComparison.Ordinal);
        Assert.Contains("nvr_poe_volts{port=\"2\"} 48\n", metrics, StringComparison.Ordinal);
        Assert.Contains("nvr_poe_delivering{port=\"2\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("nvr_poe_budget_watts{supply=\"box\"} 30\n", metrics, StringComparison.Ordinal);
        JsonNode history = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/poe/ports/2/history", TestContext.Current.CancellationToken))!;
        Assert.InRange((double)history["minutes"]![0]!["watts"]!, 1, 6);
    }

    [Fact]
    public async Task Refusals_AreSentences()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        DeviceId device = box.Power.Plug("2", box.Cameras.Add("yard"), 6);
        box.Services.GetRequiredService<FirmwareUpdates>().Begin(device, TimeSpan.FromMinutes(5));

        Assert.Equal(
            (HttpStatusCode.Conflict, "The firmware of yard at port 2 is being updated; without power now it would be broken. Wait until the update is done."),
            await RefusedAsync(admin, HttpMethod.Put, "ports/2", new { enabled = false }));
        Assert.Equal((HttpStatusCode.BadRequest, "'priority' is 1 (first to lose its power), 2 or 3."), await RefusedAsync(admin, HttpMethod.Put, "ports/2", new { priority = 4 }));
        Assert.Equal((HttpStatusCode.NotFound, "There is no PoE port 9."), await RefusedAsync(admin, HttpMethod.Put, "ports/9", new { enabled = false }));
        Assert.Equal(
            (HttpStatusCode.BadRequest, "The budget must be between 1 and 30 W, which is what the supply of the box gives."), await RefusedAsync(admin, HttpMethod.Put, "budget", new { watts = 31 }));
    }

    [Fact]
    public async Task Budget_TooSmall_ShedsAndSaysSo()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        box.Power.Plug("2", box.Cameras.Add("yard"), 6);
        await PutAsync(admin, "budget", new { watts = 30 });

        JsonNode shed = await PutAsync(admin, "budget", new { watts = 5 });

        JsonNode port = shed["ports"]![1]!;
        Assert.Equal((true, true, "denied"), ((bool)port["shed"]!, (bool)port["enabled"]!, Text(port, "power")));
        Assert.Equal("yard (port 2) has no power: the budget of 5 W is used up, and it would take 6 W.", Text(port, "sentence"));
        Assert.Contains(port["sentence"]!.ToJsonString(), await admin.GetStringAsync("/api/v1/health", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switch_IsTriedOutBeforeItIsAdded_AndItsSecretIsNeverTold()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        box.Power.SwitchRefusal = new NvrException(ErrorKind.Refused, "The switch does not answer to this community.");

        Assert.Equal((HttpStatusCode.Forbidden, "The switch does not answer to this community."), await RefusedAsync(admin, HttpMethod.Post, "switches", Desk));
        Assert.Equal((HttpStatusCode.Forbidden, "The switch does not answer to this community."), await RefusedAsync(admin, HttpMethod.Post, "switches/test", Desk));
        Assert.Empty(box.Power.Switches.List());

        box.Power.SwitchRefusal = null;
        using HttpResponseMessage tried = await admin.PostAsJsonAsync("/api/v1/poe/switches/test", Desk, TestContext.Current.CancellationToken);
        Assert.Contains("The switch answers: 2 PoE ports, 2 of them deliver power.", await tried.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using HttpResponseMessage added = await admin.PostAsJsonAsync("/api/v1/poe/switches", Desk, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);

        Assert.Equal(
            """{"switches":[{"name":"desk","address":"192.168.1.2","port":161,"version":"2c","userName":null,"hash":null,"encrypted":false}]}""",
            await admin.GetStringAsync("/api/v1/poe/switches", TestContext.Current.CancellationToken));
        JsonNode both = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/poe", TestContext.Current.CancellationToken))!;
        Assert.Equal(4, both["ports"]!.AsArray().Count);
        Assert.Equal([("box", 2), ("desk", null)], both["supplies"]!.AsArray().Select(s => (Text(s!, "name"), (int?)s!["perRow"])));
        using HttpResponseMessage removed = await admin.DeleteAsync("/api/v1/poe/switches/desk", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(2, (await admin.GetFromJsonAsync<JsonNode>("/api/v1/poe", TestContext.Current.CancellationToken))!["ports"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("address", "switch.local", "'address' must be the IP address of the switch, such as 192.168.1.2.")]
    [InlineData("address", "127.0.0.1", "The address must be that of the switch, such as 192.168.1.2.")]
    [InlineData("hash", "md5", "'hash' is sha1 or sha256.")]
    [InlineData("name", "", "A switch's name has 1 to 16 letters, digits and hyphens.")]
    public async Task Switch_ThatIsNone_IsRefused(string field, string value, string expected)
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        var body = new JsonObject { ["name"] = "desk", ["address"] = "192.168.1.2", ["community"] = "public" };
        body[field] = value;

        Assert.Equal((HttpStatusCode.BadRequest, expected), await RefusedAsync(admin, HttpMethod.Post, "switches", body));
    }

    [Fact]
    public async Task Operator_SeesPortsAndChangesNothing()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        using HttpClient guard = await box.AddUserAsync(admin, "guard", "operator");

        using HttpResponseMessage seen = await guard.GetAsync("/api/v1/poe", TestContext.Current.CancellationToken);
        (HttpStatusCode status, _) = await RefusedAsync(guard, HttpMethod.Put, "ports/1", new { enabled = false });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (seen.StatusCode, status));
    }

    private static string? Text(JsonNode node, string key) => (string?)node[key];

    private static async Task<JsonNode> PutAsync(HttpClient client, string path, object body)
    {
        using HttpResponseMessage answer = await client.PutAsJsonAsync($"/api/v1/poe/{path}", body, TestContext.Current.CancellationToken);
        string said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, said);
        return JsonNode.Parse(said)!;
    }

    private static async Task<(HttpStatusCode Status, string? Sentence)> RefusedAsync(HttpClient client, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/poe/{path}") { Content = JsonContent.Create(body) };
        using HttpResponseMessage answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, Text((await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!, "detail"));
    }
}
