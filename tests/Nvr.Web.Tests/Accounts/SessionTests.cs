using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Nvr.Web.Tests.Accounts;

public sealed class SessionTests : IAsyncLifetime
{
    private TestBox box = null!;
    private HttpClient admin = null!;

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
    public async Task SignIn_WrongPasswordAndUnknownUser_GetTheSameAnswer()
    {
        using HttpResponseMessage wrong = await SignInAsync(TestBox.AdminName, "not the password");
        using HttpResponseMessage unknown = await SignInAsync("nobody", "not the password");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Equal(await wrong.Content.ReadAsStringAsync(), await unknown.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task SignIn_GuessedPasswords_AreLimitedWithRetryAfter()
    {
        for (int i = 0; i < 5; i++)
        {
            using HttpResponseMessage guess = await SignInAsync(TestBox.AdminName, "guess number " + i);
            Assert.Equal(HttpStatusCode.Unauthorized, guess.StatusCode);
        }
        using HttpResponseMessage limited = await SignInAsync(TestBox.AdminName.ToUpperInvariant(), TestBox.AdminPassword);
        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
        Assert.InRange(limited.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 300);
        box.Time.Advance(TimeSpan.FromMinutes(6));
        using HttpResponseMessage later = await SignInAsync(TestBox.AdminName, TestBox.AdminPassword);
        Assert.Equal(HttpStatusCode.Created, later.StatusCode);
    }

    [Fact]
    public async Task SignIn_ManyNamesFromOneAddress_AreLimited()
    {
        for (int i = 0; i < 20; i++)
        {
            using HttpResponseMessage guess = await SignInAsync("name" + i, "guess");
            Assert.Equal(HttpStatusCode.Unauthorized, guess.StatusCode);
        }
        using HttpResponseMessage limited = await SignInAsync("another", "guess");
        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
    }

    [Fact]
    public async Task SignIn_ByCookie_SetsAStrictHttpOnlyCookieAndShowsNoToken()
    {
        using HttpResponseMessage answer = await SignInAsync(TestBox.AdminName, TestBox.AdminPassword);
        string cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("nvr=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Null((await answer.Content.ReadFromJsonAsync<JsonNode>())!["token"]);
    }

    [Fact]
    public async Task SignOut_Always_EndsTheSession()
    {
        using HttpResponseMessage answer = await admin.DeleteAsync("/api/v1/sessions/current");
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(admin));
    }

    [Fact]
    public async Task Session_UnusedForTwoWeeks_Ends()
    {
        box.Time.Advance(TimeSpan.FromDays(13));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(admin));
        box.Time.Advance(TimeSpan.FromDays(13));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(admin));
        box.Time.Advance(TimeSpan.FromDays(15));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(admin));
    }

    [Fact]
    public async Task PasswordChange_Own_EndsTheOtherSessionsOnly()
    {
        using HttpClient other = await box.SignInAsync(TestBox.AdminName, TestBox.AdminPassword);
        using HttpResponseMessage answer = await admin.PutAsync(
            "/api/v1/sessions/current/password", TestBox.Body(new { oldPassword = TestBox.AdminPassword, newPassword = "another good one" }));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(admin));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(other));
        using HttpResponseMessage old = await SignInAsync(TestBox.AdminName, TestBox.AdminPassword);
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
    }

    [Fact]
    public async Task Stored_Files_HoldNeitherPasswordsNorTokens()
    {
        string token = admin.DefaultRequestHeaders.Authorization!.Parameter!;
        string settings = Path.Combine(box.Directory, "settings");
        string[] files = Directory.GetFiles(settings);
        Assert.NotEmpty(files);
        foreach (string file in files)
        {
            string content = await File.ReadAllTextAsync(file);
            Assert.DoesNotContain(token, content, StringComparison.Ordinal);
            Assert.DoesNotContain(TestBox.AdminPassword, content, StringComparison.Ordinal);
        }
        Assert.Contains("\"rounds\": 210000", await File.ReadAllTextAsync(Path.Combine(settings, "accounts.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_LastAdministrator_CanNeitherLeaveNorStepDown()
    {
        JsonNode me = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/sessions/current"))!;
        string id = me["user"]!["id"]!.GetValue<string>();
        using HttpResponseMessage deleted = await admin.DeleteAsync("/api/v1/users/" + id);
        using HttpResponseMessage demoted = await admin.PutAsync("/api/v1/users/" + id, TestBox.Body(new { role = "viewer" }));
        Assert.Equal(HttpStatusCode.Conflict, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, demoted.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(admin));
    }

    [Fact]
    public async Task Users_Deleted_LoseTheirSessionsAtOnce()
    {
        using HttpClient user = await box.AddUserAsync(admin, "guard", "operator");
        JsonNode me = (await user.GetFromJsonAsync<JsonNode>("/api/v1/sessions/current"))!;
        using HttpResponseMessage answer = await admin.DeleteAsync("/api/v1/users/" + me["user"]!["id"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(user));
    }

    [Fact]
    public async Task Users_SameNameInOtherCase_IsAConflict()
    {
        using HttpResponseMessage answer = await admin.PostAsync(
            "/api/v1/users", TestBox.Body(new { userName = "OWNER", password = "a good password", role = "viewer" }));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client)
    {
        using HttpResponseMessage answer = await client.GetAsync("/api/v1/sessions/current");
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> SignInAsync(string userName, string password)
    {
        using HttpClient client = box.NewClient();
        return await client.PostAsync("/api/v1/sessions", TestBox.Body(new { userName, password }));
    }
}
