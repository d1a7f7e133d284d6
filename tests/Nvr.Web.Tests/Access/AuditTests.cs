using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Nvr.Core.Health;
using Xunit;

namespace Nvr.Web.Tests.Access;

public sealed class AuditTests : IAsyncLifetime
{
    private TestBox box = null!;
    private HttpClient admin = null!;

    private string LogPath => Directory.EnumerateFiles(box.Directory, "audit.jsonl", SearchOption.AllDirectories).Single();

    public async ValueTask InitializeAsync()
    {
        box = await TestBox.StartAsync();
        admin = await box.SetUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await box.DisposeAsync();
    }

    [Fact]
    public async Task Deeds_AreListed_TheNewestFirst_WithWhoAndWhatAndFromWhere()
    {
        string id = (await AddCameraAsync("Back door"))["id"]!.GetValue<string>();
        using HttpClient operatorClient = await box.AddUserAsync(admin, "olga", "operator");
        using HttpResponseMessage deleted = await admin.DeleteAsync($"/api/v1/cameras/{id}");

        JsonNode[] list = await ListAsync();

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(["Forget a camera", "Sign in", "Add a user", "Add a camera", "Sign in", "Create the first administrator"], list.Select(e => Head(e, "deed")));
        Assert.Equal([TestBox.AdminName, "olga", TestBox.AdminName, TestBox.AdminName, TestBox.AdminName, TestBox.AdminName], list.Select(e => Text(e, "userName")));
        Assert.Equal(["Back door", "", "olga", "Back door", "", ""], list.Select(e => Text(e, "subject")));
        Assert.All(list, e => Assert.Equal(("127.0.0.1", true), (Text(e, "place"), e["done"]!.GetValue<bool>())));
    }

    [Fact]
    public async Task Looking_AndWhatFailed_AreNotListed()
    {
        int before = (await ListAsync()).Length;
        using HttpResponseMessage looked = await admin.GetAsync("/api/v1/cameras");
        using HttpResponseMessage failed = await admin.PostAsync("/api/v1/users", TestBox.Body(new { userName = "", password = "x", role = "viewer", cameras = Array.Empty<string>() }));

        Assert.Equal(HttpStatusCode.BadRequest, failed.StatusCode);
        Assert.Equal(before, (await ListAsync()).Length);
    }

    [Fact]
    public async Task Refusals_AreListed_AndTypedNamesOnlyWhereTheyAreSomebodys()
    {
        using HttpClient visitor = box.NewClient();
        using HttpResponseMessage wrong = await visitor.PostAsync("/api/v1/sessions", TestBox.Body(new { userName = TestBox.AdminName, password = "guess" }));
        using HttpResponseMessage unknown = await visitor.PostAsync("/api/v1/sessions", TestBox.Body(new { userName = "my secret password", password = "" }));
        using HttpClient viewer = await box.AddUserAsync(admin, "vera", "viewer");
        using HttpResponseMessage refused = await viewer.DeleteAsync("/api/v1/users/x");

        JsonNode[] list = [.. (await ListAsync()).Where(e => !e["done"]!.GetValue<bool>())];

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal([("vera", "Delete a user"), ("", "Sign in"), (TestBox.AdminName, "Sign in")], list.Select(e => (Text(e, "userName"), Head(e, "deed"))));
        Assert.DoesNotContain("secret", await File.ReadAllTextAsync(LogPath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_IsForAdministrators_AndComesInPages()
    {
        for (int i = 0; i < 5; i++)
        {
            box.Time.Advance(TimeSpan.FromSeconds(1));
            (await AddCameraAsync($"cam{i}")).AsObject();
        }
        using HttpClient viewer = await box.AddUserAsync(admin, "vera", "viewer");
        using HttpResponseMessage refused = await viewer.GetAsync("/api/v1/audit");
        JsonNode first = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/audit?limit=4"))!;
        JsonNode second = (await admin.GetFromJsonAsync<JsonNode>($"/api/v1/audit?limit=1000&before={Uri.EscapeDataString(first["next"]!.GetValue<string>())}"))!;
        using HttpResponseMessage greedy = await admin.GetAsync("/api/v1/audit?limit=1001");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, greedy.StatusCode);
        Assert.Equal(4, first["entries"]!.AsArray().Count);
        Assert.Null(second["next"]);
        Assert.Equal(["cam2", "cam1", "cam0"], second["entries"]!.AsArray().Select(e => Text(e!, "subject")).Where(s => s.Length > 0));
    }

    [Fact]
    public async Task Line_ThatAPowerCutTore_IsLeftOut_AndTheNextIsWhole()
    {
        await AddCameraAsync("one");
        await File.AppendAllTextAsync(LogPath, "{\"time\":\"2026-11");
        await AddCameraAsync("two");

        Assert.Equal(["two", "one"], (await ListAsync()).Select(e => Text(e, "subject")).Where(s => s.Length > 0));
    }

    [Fact]
    public async Task Log_ThatHasGrown_KeepsTheLatestDeeds_InABoundedPlace()
    {
        string line = (await File.ReadAllLinesAsync(LogPath))[0] + "\n";
        await File.AppendAllTextAsync(LogPath, string.Concat(Enumerable.Repeat(line, (1 << 20) / line.Length)));
        await AddCameraAsync("last of the old");
        await AddCameraAsync("first of the new");

        string[] files = Directory.GetFiles(Path.GetDirectoryName(LogPath)!, "audit*.jsonl");
        Assert.Equal(["first of the new", "last of the old"], (await ListAsync()).Take(2).Select(e => Text(e, "subject")));
        Assert.Equal(2, files.Length);
        Assert.InRange(new FileInfo(LogPath).Length, 1, 1000);
    }

    [Fact]
    public async Task Disk_ThatTakesNoLine_DoesNotHinderTheDeed_AndIsToldOf()
    {
        string path = LogPath;
        File.Delete(path);
        Directory.CreateDirectory(path);

        JsonNode added = await AddCameraAsync("still added");

        Assert.Equal("still added", Text(added, "name"));
        Assert.Contains(box.Health.Read(), i => i is { Part: "audit", Level: HealthLevel.Attention, NextStep: not null });
        Directory.Delete(path);
        await AddCameraAsync("and another");
        Assert.DoesNotContain(box.Health.Read(), i => i.Part == "audit");
    }

    [Fact]
    public async Task Sessions_AreListed_OnesOwn_AndTheAdministratorEndsAny()
    {
        using HttpClient vera = await box.AddUserAsync(admin, "vera", "viewer");
        vera.DefaultRequestHeaders.UserAgent.ParseAdd("A-browser/7");
        using HttpResponseMessage ownAgain = await vera.PostAsync("/api/v1/sessions", TestBox.Body(new { userName = "vera", password = "a good password", token = true }));
        JsonNode[] own = await SessionsAsync(vera);
        JsonNode[] all = await SessionsAsync(admin);
        string adminSession = Text(all.Single(s => s["current"]!.GetValue<bool>()), "id");
        using HttpResponseMessage foreign = await vera.DeleteAsync($"/api/v1/sessions/{adminSession}");
        string mine = Text(own.Single(s => s["current"]!.GetValue<bool>()), "id");
        using HttpResponseMessage ended = await admin.DeleteAsync($"/api/v1/sessions/{mine}");
        using HttpResponseMessage after = await vera.GetAsync("/api/v1/cameras");

        Assert.Equal(2, own.Length);
        Assert.Contains(own, s => s["agent"]!.GetValue<string>() == "A-browser/7" && Text(s, "place") == "127.0.0.1");
        Assert.Equal(["owner", "vera"], all.Select(s => Text(s, "userName")).Distinct().Order());
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NoContent, HttpStatusCode.Unauthorized), (foreign.StatusCode, ended.StatusCode, after.StatusCode));
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    // What follows a colon or a comma explains the deed.
    private static string Head(JsonNode node, string name) => Text(node, name).Split(':', ',', ';')[0];

    private static async Task<JsonNode[]> SessionsAsync(HttpClient client) =>
        [.. (await client.GetFromJsonAsync<JsonNode>("/api/v1/sessions"))!["sessions"]!.AsArray().Select(s => s!)];

    private async Task<JsonNode[]> ListAsync() => [.. (await admin.GetFromJsonAsync<JsonNode>("/api/v1/audit"))!["entries"]!.AsArray().Select(e => e!)];

    private async Task<JsonNode> AddCameraAsync(string name)
    {
        using HttpResponseMessage answer = await admin.PostAsync("/api/v1/cameras", TestBox.Body(new { name, mainUrl = "rtsp://192.0.2.7/one" }));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
