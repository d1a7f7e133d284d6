using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Nvr.Web.Tests.Fakes;
using Xunit;

namespace Nvr.Web.Tests.Api;

/// <summary>The settings as a file over the API: what is passed on, from whom, and how much.</summary>
public sealed class SettingsBackupTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settings_AreDownloadedUnderTheirName_SentBack_OpenedAndRestored()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        using HttpResponseMessage saved = await admin.PostAsync("/api/v1/box/backup", TestBox.Body(new { passphrase = "a long one" }), Cancellation);
        Assert.Equal(box.Settings.Content, await saved.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(("NVR-settings-shop.nvrbackup", "no-store"), (saved.Content.Headers.ContentDisposition!.FileNameStar, saved.Headers.CacheControl!.ToString()));

        using HttpResponseMessage sent = await SendAsync(admin, box.Settings.Content);
        Assert.Equal("shop", (await sent.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["box"]!.GetValue<string>());
        Assert.Equal(box.Settings.Content, box.Settings.Sent);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(admin, "contents", new { passphrase = "right" }));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(admin, "restore", new { confirm = "shop" }));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(admin, "restore", new { passphrase = "right", confirm = "shop" }));
        using HttpResponseMessage dropped = await admin.DeleteAsync("/api/v1/box/backup/sent", Cancellation);

        Assert.Equal(["backup a long one", "open right", "restore right shop", "drop"], box.Settings.Wishes);
        string deeds = await admin.GetStringAsync("/api/v1/audit", Cancellation);
        Assert.All(["Download the settings", "Send a backup of the settings", "Restore the settings that were sent"], d => Assert.Contains(d, deeds, StringComparison.Ordinal));
        Assert.DoesNotContain("What the backup that was sent", deeds, StringComparison.Ordinal);
        Assert.DoesNotContain("a long one", deeds, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_LargerThanOtherBodies_AreTaken_AndThoseWithoutAnEndRefused()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        using HttpResponseMessage large = await SendAsync(admin, new byte[FakeSettings.MostBytes]);
        using HttpResponseMessage tooLarge = await SendAsync(admin, new byte[FakeSettings.MostBytes + 1]);
        using HttpResponseMessage json = await admin.PutAsync("/api/v1/box/backup/sent", TestBox.Body(new { }), Cancellation);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.UnsupportedMediaType), (large.StatusCode, tooLarge.StatusCode, json.StatusCode));
        Assert.Equal(FakeSettings.MostBytes, box.Settings.Sent!.Length);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, byte[] content)
    {
        var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return client.PutAsync("/api/v1/box/backup/sent", body, Cancellation);
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string path, object body)
    {
        using HttpResponseMessage answer = await client.PostAsync($"/api/v1/box/backup/sent/{path}", TestBox.Body(body), Cancellation);
        return answer.StatusCode;
    }
}
