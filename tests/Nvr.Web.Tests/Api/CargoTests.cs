using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Nvr.Web.Tests.Api;

/// <summary>Updates, backups and models on sticks over the API: what is passed on, and from whom.</summary>
public sealed class CargoTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cargo_IsPassedOn_WithWhatWasTyped()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        Assert.Equal(HttpStatusCode.OK, await PostAsync(admin, "sticks/usb1/cargo", null));
        Assert.Equal(HttpStatusCode.Created, await PostAsync(admin, "sticks/usb1/backup", new { passphrase = "a long one" }));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(admin, "sticks/usb1/backup/contents", new { file = "a.nvrbackup", passphrase = "right" }));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(admin, "sticks/usb1/backup/restore", new { file = "a.nvrbackup", passphrase = "right", confirm = "shop" }));
        Assert.Equal(HttpStatusCode.Created, await PostAsync(admin, "sticks/usb1/models", new { file = "people.onnx" }));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(admin, "sticks/usb1/update", new { file = "new.raucb", confirm = "2.0" }));
        using HttpResponseMessage used = await admin.PutAsync(new Uri("/api/v1/models/fedcba9876543210/use", UriKind.Relative), null, Cancellation);
        using HttpResponseMessage unused = await admin.DeleteAsync(new Uri("/api/v1/models/0123456789abcdef/use", UriKind.Relative), Cancellation);
        using HttpResponseMessage unknown = await admin.DeleteAsync(new Uri("/api/v1/models/fedcba9876543210/use", UriKind.Relative), Cancellation);
        using HttpResponseMessage removed = await admin.DeleteAsync(new Uri("/api/v1/models/0123456789abcdef", UriKind.Relative), Cancellation);

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.OK), (used.StatusCode, unused.StatusCode, unknown.StatusCode, removed.StatusCode));
        Assert.Equal(
            [
                "look usb1", "backup usb1 a long one", "open usb1 a.nvrbackup", "restore usb1 a.nvrbackup shop", "model usb1 people.onnx", "install usb1 new.raucb 2.0", "use fedcba9876543210", "use none",
                "remove 0123456789abcdef",
            ],
            box.Cargo.Wishes);
    }

    [Fact]
    public async Task WrongPassphrase_IsToldWithItsNextStep_AndNobodyIsSignedOut()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        using HttpResponseMessage answer = await admin.PostAsJsonAsync("/api/v1/sticks/usb1/backup/contents", new { file = "a.nvrbackup", passphrase = "wrong" }, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("The passphrase is wrong, or the backup is damaged. Enter the passphrase again.", (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["detail"]);
    }

    [Fact]
    public async Task Policy_IsChangedInParts()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        using HttpResponseMessage answer = await admin.PutAsJsonAsync("/api/v1/cargo/policy", new { models = true, updates = false }, Cancellation);

        Assert.Equal("""{"updates":false,"backups":true,"models":true}""", (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["policy"]!.ToJsonString());
    }

    [Fact]
    public async Task Operator_DoesNotEvenLook()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        using HttpClient guard = await box.AddUserAsync(admin, "guard", "operator");

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(guard, "sticks/usb1/cargo", null));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(guard, "sticks/usb1/backup", new { passphrase = "a long one" }));
        Assert.Empty(box.Cargo.Wishes);
    }

    [Theory]
    [InlineData("sticks/usb1/backup", "passphrase")]
    [InlineData("sticks/usb1/models", "file")]
    [InlineData("sticks/usb1/update", "file")]
    public async Task Wish_WithoutWhatItNeeds_NamesIt(string path, string field)
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        using HttpResponseMessage answer = await admin.PostAsJsonAsync($"/api/v1/{path}", new { }, Cancellation);

        Assert.Contains($"'{field}' is missing.", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string path, object? body)
    {
        using HttpResponseMessage answer = body is null
            ? await client.PostAsync(new Uri($"/api/v1/{path}", UriKind.Relative), null, Cancellation)
            : await client.PostAsJsonAsync($"/api/v1/{path}", body, Cancellation);
        return answer.StatusCode;
    }
}
