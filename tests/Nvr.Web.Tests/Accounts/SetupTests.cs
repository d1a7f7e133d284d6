using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Nvr.Web.Access;
using Nvr.Web.Accounts;
using Xunit;

namespace Nvr.Web.Tests.Accounts;

public sealed class SetupTests
{
    [Fact]
    public async Task Setup_WithTheCode_MakesTheAdministratorAndForgetsTheCode()
    {
        await using TestBox box = await TestBox.StartAsync();
        Assert.Matches("^[0-9]{8}$", box.Code.Value);
        using HttpClient admin = await box.SetUpAsync();
        Assert.Null(box.Code.Value);
        JsonNode me = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/sessions/current"))!;
        Assert.Equal("administrator", me["user"]!["role"]!.GetValue<string>());
        Assert.Equal("1.2.3", me["version"]!.GetValue<string>());
    }

    [Fact]
    public async Task Setup_SecondTime_IsAConflictEvenWithTheCode()
    {
        await using TestBox box = await TestBox.StartAsync();
        string code = box.Code.Value!;
        using HttpClient admin = await box.SetUpAsync();
        using HttpResponseMessage answer = await TryAsync(box, code);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task Setup_GuessedCodes_AreLimitedAndThenRefusedEvenWhenRight()
    {
        await using TestBox box = await TestBox.StartAsync();
        string right = box.Code.Value!;
        string wrong = right == "00000000" ? "11111111" : "00000000";
        for (int i = 0; i < 10; i++)
        {
            using HttpResponseMessage guess = await TryAsync(box, wrong);
            Assert.Equal(HttpStatusCode.Forbidden, guess.StatusCode);
        }
        using HttpResponseMessage limited = await TryAsync(box, right);
        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
        Assert.True(limited.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        box.Time.Advance(TimeSpan.FromMinutes(6));
        using HttpResponseMessage later = await TryAsync(box, right);
        Assert.Equal(HttpStatusCode.Created, later.StatusCode);
    }

    [Fact]
    public async Task PasswordReset_ForgetsAdministratorsAlone_AndOpensTheSetUpWithAnotherCode()
    {
        await using TestBox box = await TestBox.StartAsync();
        string old = box.Code.Value!;
        using HttpClient admin = await box.SetUpAsync();
        using HttpResponseMessage added = await admin.PostAsJsonAsync("/api/v1/users", new { userName = "guard", password = "a guard's password", role = "operator" });
        added.EnsureSuccessStatusCode();
        using HttpClient guard = await box.SignInAsync("guard", "a guard's password");

        box.Services.GetRequiredService<PasswordReset>().Run();

        Assert.Matches("^[0-9]{8}$", box.Code.Value);
        Assert.NotEqual(old, box.Code.Value);
        using HttpResponseMessage signedOut = await admin.GetAsync(new Uri("/api/v1/users", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, signedOut.StatusCode);
        using HttpResponseMessage goesOn = await guard.GetAsync(new Uri("/api/v1/cameras", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, goesOn.StatusCode);
        using HttpResponseMessage stale = await TryAsync(box, old);
        Assert.Equal(HttpStatusCode.Forbidden, stale.StatusCode);
        using HttpClient again = await box.SetUpAsync();
        Assert.Null(box.Code.Value);
    }

    [Fact]
    public async Task Setup_CodeWithBlanks_IsUnderstood()
    {
        await using TestBox box = await TestBox.StartAsync();
        string code = box.Code.Value!;
        using HttpResponseMessage answer = await TryAsync(box, string.Create(CultureInfo.InvariantCulture, $"{code[..4]} {code[4..]}"));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Theory]
    [InlineData("owner", "short")]
    [InlineData("longusername", "LongUserName")]
    [InlineData("", "a good password")]
    public async Task Setup_WeakPassword_IsRefusedAndNothingIsMade(string name, string password)
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient client = box.NewClient();
        using HttpResponseMessage answer = await client.PostAsync(
            "/api/v1/setup", TestBox.Body(new { code = box.Code.Value, userName = name, password }));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotNull(box.Code.Value);
    }

    [Theory]
    [InlineData("{ \"accounts\": [ {")]
    [InlineData("{ }")]
    [InlineData("{ \"acc0unts\": [] }")]
    [InlineData("{ \"accounts\": [ null ] }")]
    [InlineData("{ \"accounts\": [ { \"id\": \"1\", \"userName\": \"owner\", \"role\": 3, \"cameras\": [], \"password\": null } ] }")]
    [InlineData("{ \"accounts\": [ { \"id\": \"1\", \"userName\": \"owner\", \"role\": 3, \"cameras\": [] } ] }")]
    public async Task Accounts_FileDamaged_ServesTheCopyBeforeAndSaysSo(string content)
    {
        string directory = Directory.CreateTempSubdirectory("nvr-web-").FullName;
        string file = Path.Combine(directory, "settings", "accounts.json");
        string copy = directory + ".json";
        await using (TestBox box = await TestBox.StartAsync(directory: directory))
        {
            using HttpClient admin = await box.SetUpAsync();
            File.Copy(file, copy);
        }
        Directory.CreateDirectory(Path.Combine(directory, "settings"));
        File.Move(copy, file + ".previous");
        await File.WriteAllTextAsync(file, content);
        await using TestBox again = await TestBox.StartAsync(directory: directory);
        using HttpClient owner = await again.SignInAsync(TestBox.AdminName, TestBox.AdminPassword);
        Assert.Null(again.Code.Value);
        Assert.Contains("could not be read", await owner.GetStringAsync("/api/v1/health"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("{ }")]
    [InlineData("{ \"sessions\": [ null ] }")]
    [InlineData("{ \"sessions\": [ { \"tokenHash\": \"ab\", \"accountId\": \"1\", \"createdAt\": \"2026-11-23T21:40:00Z\", \"lastUsedAt\": \"2026-11-23T21:40:00Z\" } ] }")]
    public async Task Sessions_FileDamaged_StartsAndLetsPeopleSignIn(string content)
    {
        string directory = Directory.CreateTempSubdirectory("nvr-web-").FullName;
        Directory.CreateDirectory(Path.Combine(directory, "settings"));
        await File.WriteAllTextAsync(Path.Combine(directory, "settings", "sessions.json"), content);
        await using TestBox box = await TestBox.StartAsync(directory: directory);
        using HttpClient admin = await box.SetUpAsync();
        Assert.Contains(TestBox.AdminName, await admin.GetStringAsync("/api/v1/sessions/current"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_ChangedWhileAnotherTakesARoleAway_DoesNotBringItBack()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        using HttpClient guard = await box.AddUserAsync(admin, "guard", "administrator");
        AccountBook accounts = box.Services.GetRequiredService<AccountBook>();
        Account before = accounts.List().Single(a => a.UserName == "guard");
        PasswordHash hash = await accounts.HashAsync("another good one", CancellationToken.None);

        accounts.Change(before.Id, a => a with { Role = Role.Viewer });
        accounts.Change(before.Id, a => a with { Password = hash });

        Assert.Equal(Role.Viewer, accounts.Find(before.Id)!.Role);
    }

    private static async Task<HttpResponseMessage> TryAsync(TestBox box, string code)
    {
        using HttpClient client = box.NewClient();
        return await client.PostAsync("/api/v1/setup", TestBox.Body(new { code, userName = TestBox.AdminName, password = TestBox.AdminPassword }));
    }
}
