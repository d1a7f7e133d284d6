using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Nvr.Web.Exports;
using Xunit;

namespace Nvr.Web.Tests.Shares;

/// <summary>Links without sign-in: what they open, to whom, and for how long.</summary>
public sealed class ShareTests : IAsyncLifetime
{
    private TestBox box = null!;
    private HttpClient admin = null!;
    private HttpClient stranger = null!;
    private string door = "";
    private string export = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        box = await TestBox.StartAsync();
        admin = await box.SetUpAsync();
        stranger = box.NewClient();
        door = box.Cameras.Add("door").ToString();
        export = box.Exports.Order(new ExportWish([Parse(door)], new(box.Now.Plus(-3_600_000_000), box.Now), "", ExportWish.Mp4), "owner").Id;
    }

    public async ValueTask DisposeAsync()
    {
        stranger.Dispose();
        admin.Dispose();
        await box.DisposeAsync();
    }

    [Fact]
    public async Task Stranger_SeesThePageAndTheFile_AndNothingElse()
    {
        (string id, string path) = await ShareAsync(new { export, hours = 24 });

        using HttpResponseMessage page = await stranger.GetAsync(path, Cancellation);
        string html = await page.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("&lt;b&gt;Door &amp; yard&lt;/b&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        string policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.Equal("same-origin", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal(box.Exports.Content, await stranger.GetByteArrayAsync(path + "/file", Cancellation));
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(new Uri($"/api/v1/exports/{export}/file", UriKind.Relative), Cancellation)).StatusCode);
        Assert.DoesNotContain(path[3..], await File.ReadAllTextAsync(Path.Combine(box.Directory, "settings", "shares.json"), Cancellation), StringComparison.Ordinal);
        JsonNode listed = Assert.Single((await SharesAsync())!)!;
        Assert.Equal((id, 1, false, TestBox.AdminName), ((string?)listed["id"], (int)listed["uses"]!, (bool)listed["hasPassword"]!, (string?)listed["sharedBy"]));
        Assert.NotNull(listed["lastUsedAt"]);
    }

    [Fact]
    public async Task Page_IsGerman_WhereTheBrowserIs()
    {
        (_, string path) = await ShareAsync(new { export, hours = 24 });
        stranger.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr, de-AT;q=0.8, en;q=0.5");

        string html = await stranger.GetStringAsync(path, Cancellation);

        Assert.Contains("<html lang=\"de\">", html, StringComparison.Ordinal);
        Assert.Contains("Herunterladen", html, StringComparison.Ordinal);
        // In the zone of the recorder, whichever that is here.
        Assert.Matches("(Montag|Dienstag), 2[34]\\.11\\.2026, ", html);
    }

    [Fact]
    public async Task ShareOfACameraAndASpan_OrdersItsMovie_AndKeepsItAsLong()
    {
        (_, string path) = await ShareAsync(new { camera = door, from = "2026-11-23T20:00:00Z", to = "2026-11-23T21:00:00Z", hours = 720 });

        ExportWish wish = box.Exports.Wishes.Last();
        Assert.Equal((door, ExportWish.Mp4), (wish.Cameras[0].ToString(), wish.Form));
        Assert.Equal("2026-12-23T21:40:00.000000Z", box.Exports.List()[0].KeptUntil);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync(path, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Revoked_ItIsGoneAtOnce_AndCutOffUnderWay()
    {
        (string id, string path) = await ShareAsync(new { export, hours = 24 });
        box.Exports.Stalls = true;
        using HttpResponseMessage under = await stranger.GetAsync(path + "/file", HttpCompletionOption.ResponseHeadersRead, Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"/api/v1/shares/{id}", Cancellation)).StatusCode);
        box.Time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAnyAsync<Exception>(() => under.Content.ReadAsByteArrayAsync(Cancellation));
        await AssertEndedAsync(path);
        Assert.Empty((await SharesAsync())!);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.DeleteAsync($"/api/v1/shares/{id}", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task RunOut_ItIsGone_AlsoWhenTheClockIsSetBack()
    {
        (_, string path) = await ShareAsync(new { export, hours = 1 });
        box.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync(path, Cancellation)).StatusCode);

        box.Time.Advance(TimeSpan.FromMinutes(2));
        await AssertEndedAsync(path);
        box.Time.AdjustTime(box.Time.GetUtcNow().AddHours(-1));
        await AssertEndedAsync(path);
    }

    [Fact]
    public async Task ClockBeforeTheShareBegan_OpensNothing()
    {
        (_, string path) = await ShareAsync(new { export, hours = 24 });

        box.Time.AdjustTime(new DateTimeOffset(1970, 1, 1, 0, 1, 0, TimeSpan.Zero));

        await AssertEndedAsync(path);
    }

    [Fact]
    public async Task AccountThatShared_Gone_EndsItsShares()
    {
        using HttpClient guard = await box.AddUserAsync(admin, "guard", "operator");
        (_, string path) = await ShareAsync(new { export, hours = 24 }, guard);
        JsonNode users = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/users", Cancellation))!;
        string id = (string)users["users"]!.AsArray().Single(u => (string?)u!["userName"] == "guard")!["id"]!;
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync(path, Cancellation)).StatusCode);

        await admin.DeleteAsync($"/api/v1/users/{id}", Cancellation);

        await AssertEndedAsync(path);
    }

    [Fact]
    public async Task ExportRemoved_TheShareSaysSo_AndNotReadyItLooksAgain()
    {
        (_, string path) = await ShareAsync(new { export, hours = 24 });
        box.Exports.Set(export, ExportView.Waiting);
        Assert.Contains("http-equiv=\"refresh\"", await stranger.GetStringAsync(path, Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await stranger.GetAsync(path + "/file", Cancellation)).StatusCode);

        box.Exports.Remove(export);

        using HttpResponseMessage page = await stranger.GetAsync(path, Cancellation);
        Assert.Equal(HttpStatusCode.Gone, page.StatusCode);
        Assert.Contains("no longer there", await page.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await stranger.GetAsync(path + "/file", Cancellation)).StatusCode);
        Assert.Empty((await SharesAsync())!);
    }

    [Fact]
    public async Task Password_IsAskedFor_Remembered_AndGuessesAreFew()
    {
        (_, string path) = await ShareAsync(new { export, hours = 24, password = "open sesame" });
        Assert.Contains("type=\"password\"", await stranger.GetStringAsync(path, Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(path + "/file", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await UnlockAsync(path, "wrong"));

        using HttpResponseMessage right = await stranger.PostAsync(path, Form("open sesame"), Cancellation);
        Assert.Equal((HttpStatusCode.SeeOther, path), (right.StatusCode, right.Headers.Location!.ToString()));
        string cookie = right.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains($"path={path};", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        using HttpRequestMessage request = new(HttpMethod.Get, path + "/file");
        request.Headers.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal(HttpStatusCode.OK, (await stranger.SendAsync(request, Cancellation)).StatusCode);

        (_, string other) = await ShareAsync(new { export, hours = 24, password = "another" });
        using HttpRequestMessage foreign = new(HttpMethod.Get, other + "/file");
        foreign.Headers.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.SendAsync(foreign, Cancellation)).StatusCode);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await UnlockAsync(other, "guess"));
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, await UnlockAsync(other, "another"));
    }

    [Fact]
    public async Task Addresses_ThatAreGuessed_AreFew_AndHoldUpNobodyElse()
    {
        (_, string path) = await ShareAsync(new { export, hours = 24 });

        List<HttpStatusCode> answers = [];
        for (int i = 0; i < 31; i++)
        {
            answers.Add((await stranger.GetAsync($"/s/guess{i}", Cancellation)).StatusCode);
        }

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.TooManyRequests), (answers[0], answers[^1]));
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync(path, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Folder_IsOfferedAsAFile_WithHowToOpenIt()
    {
        string folder = box.Exports.Order(new ExportWish([Parse(door)], new(box.Now.Plus(-3_600_000_000), box.Now), "", ExportWish.Zip), "owner").Id;
        (_, string path) = await ShareAsync(new { export = folder, hours = 24 });

        string html = await stranger.GetStringAsync(path, Cancellation);

        Assert.DoesNotContain("<video", html, StringComparison.Ordinal);
        Assert.Contains("open index.html in it", html, StringComparison.Ordinal);
        Assert.Contains($"href=\"{path}/file?download=1\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strangers_HaveFewPlaces_AndTakeNoneOfTheUsers()
    {
        (_, string path) = await ShareAsync(new { export, hours = 24 });
        box.Exports.Stalls = true;
        List<HttpResponseMessage> taken = [];
        for (int i = 0; i < 8; i++)
        {
            taken.Add(await stranger.GetAsync(path + "/file", HttpCompletionOption.ResponseHeadersRead, Cancellation));
        }

        using HttpResponseMessage ninth = await stranger.GetAsync(path + "/file", Cancellation);
        using HttpResponseMessage user = await admin.GetAsync($"/api/v1/exports/{export}/file", HttpCompletionOption.ResponseHeadersRead, Cancellation);

        Assert.All(taken, t => Assert.Equal(HttpStatusCode.OK, t.StatusCode));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (ninth.StatusCode, user.StatusCode));
        taken.ForEach(t => t.Dispose());
    }

    [Fact]
    public async Task TooManyShares_AreRefused_BeforeAnythingIsOrdered()
    {
        string last = "";
        for (int i = 0; i < 100; i++)
        {
            (last, _) = await ShareAsync(new { export, hours = 24 });
        }
        int ordered = box.Exports.Wishes.Count;
        var wish = new { camera = door, from = "2026-11-23T20:00:00Z", to = "2026-11-23T21:00:00Z", hours = 24 };

        using HttpResponseMessage answer = await admin.PostAsJsonAsync("/api/v1/shares", wish, Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(ordered, box.Exports.Wishes.Count);
        await admin.DeleteAsync($"/api/v1/shares/{last}", Cancellation);
        await ShareAsync(wish);
    }

    [Fact]
    public async Task Share_OutlivesARestart()
    {
        (_, string path) = await ShareAsync(new { export, hours = 24 });
        string copy = Directory.CreateTempSubdirectory("nvr-web-").FullName;
        Directory.CreateDirectory(Path.Combine(copy, "settings"));
        foreach (string file in Directory.GetFiles(Path.Combine(box.Directory, "settings")))
        {
            File.Copy(file, Path.Combine(copy, "settings", Path.GetFileName(file)));
        }
        await using TestBox again = await TestBox.StartAsync(directory: copy);
        again.Exports.Order(new ExportWish([Parse(door)], new(box.Now.Plus(-3_600_000_000), box.Now), "", ExportWish.Mp4), "owner");
        using HttpClient other = again.NewClient();

        Assert.Equal(box.Exports.Content, await other.GetByteArrayAsync(path + "/file", Cancellation));
    }

    [Theory]
    [InlineData("""{"hours":24}""", "Either 'export' is needed")]
    [InlineData("""{"export":"EXPORT"}""", "'hours' must be 1 to 720.")]
    [InlineData("""{"export":"EXPORT","hours":721}""", "'hours' must be 1 to 720.")]
    [InlineData("""{"export":"nobody","hours":1}""", "'export' is not the id of an export.")]
    [InlineData("""{"export":"EXPORT","camera":"x","hours":1}""", "Either 'export' is needed")]
    public async Task Share_ThatMakesNoSense_IsRefusedInWords(string body, string words)
    {
        using var content = new StringContent(body.Replace("EXPORT", export, StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json");

        using HttpResponseMessage answer = await admin.PostAsync(new Uri("/api/v1/shares", UriKind.Relative), content, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static Nvr.Core.CameraId Parse(string id) => Nvr.Core.CameraId.TryParse(id, out Nvr.Core.CameraId parsed) ? parsed : throw new ArgumentException(id);

    private static FormUrlEncodedContent Form(string password) => new([new("password", password)]);

    private async Task<HttpStatusCode> UnlockAsync(string path, string password)
    {
        using HttpResponseMessage answer = await stranger.PostAsync(path, Form(password), Cancellation);
        return answer.StatusCode;
    }

    private async Task AssertEndedAsync(string path)
    {
        foreach (string address in new[] { path, path + "/file" })
        {
            using HttpResponseMessage answer = await stranger.GetAsync(address, Cancellation);
            Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
            Assert.Contains("This share has ended.", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    private async Task<JsonArray?> SharesAsync() => (await admin.GetFromJsonAsync<JsonNode>("/api/v1/shares", Cancellation))!["shares"]!.AsArray();

    private async Task<(string Id, string Path)> ShareAsync(object body, HttpClient? by = null)
    {
        using HttpResponseMessage answer = await (by ?? admin).PostAsJsonAsync("/api/v1/shares", body, Cancellation);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        JsonNode made = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
        return ((string)made["share"]!["id"]!, (string)made["path"]!);
    }
}
