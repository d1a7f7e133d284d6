using System.Net;
using System.Net.Http.Headers;
using Xunit;

namespace Nvr.Web.Tests.Api;

/// <summary>Updates over the network: what is passed on.</summary>
public sealed class SentUpdateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Update_IsPassedOnWithItsLength_AndWhatWasTyped()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        using HttpResponseMessage sent = await SendAsync(admin, new byte[200_000]);
        using HttpResponseMessage begun = await admin.PostAsync("/api/v1/box/update/sent/install", TestBox.Body(new { confirm = "2.0" }), Cancellation);
        using HttpResponseMessage dropped = await admin.DeleteAsync("/api/v1/box/update/sent", Cancellation);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Accepted, HttpStatusCode.NoContent), (sent.StatusCode, begun.StatusCode, dropped.StatusCode));
        Assert.Equal(["take 200000 200000", "install 2.0", "drop"], box.Updates.Wishes);
        string deeds = await admin.GetStringAsync("/api/v1/audit", Cancellation);
        Assert.All(["Send a signed update", "Install the update that was sent"], d => Assert.Contains(d, deeds, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Update_IsFetchedFromAServer_AsAnAdministratorSays_AndItsHostIsListed()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        using HttpResponseMessage begun = await admin.PostAsync("/api/v1/box/update/fetched", TestBox.Body(new { address = "https://updates.example/a" }), Cancellation);
        using HttpResponseMessage stopped = await admin.DeleteAsync("/api/v1/box/update/fetched", Cancellation);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.NoContent), (begun.StatusCode, stopped.StatusCode));
        Assert.Equal(["fetch https://updates.example/a", "cancel"], box.Updates.Wishes);
        Assert.Contains("\"host\":\"updates.example\",\"bytes\":5,\"ofBytes\":10", await begun.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Contains("updates.example", await admin.GetStringAsync("/api/v1/audit", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task System_TellsWhatBecameOfTheLastUpdate_UntilSomebodyHasSeenIt_AndRestarts()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        using HttpClient guard = await box.AddUserAsync(admin, "guard", "operator");

        string before = await admin.GetStringAsync("/api/v1/box/update", Cancellation);
        using HttpResponseMessage seen = await admin.PostAsync("/api/v1/box/update/seen", null, Cancellation);
        using HttpResponseMessage forbidden = await guard.PostAsync("/api/v1/box/restart", null, Cancellation);
        using HttpResponseMessage restarts = await admin.PostAsync("/api/v1/box/restart", null, Cancellation);
        box.Systems.Refuses = true;
        using HttpResponseMessage refused = await admin.PostAsync("/api/v1/box/restart", null, Cancellation);

        Assert.Contains("\"version\":\"2026.11.1\",\"slot\":\"A\",\"state\":\"proven\"", before, StringComparison.Ordinal);
        Assert.Contains("\"isNew\":true", before, StringComparison.Ordinal);
        Assert.Contains("\"isNew\":false", await seen.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Accepted, HttpStatusCode.Conflict), (forbidden.StatusCode, restarts.StatusCode, refused.StatusCode));
        Assert.Equal(["seen", "restart"], box.Systems.Wishes);
        Assert.Contains("Restart the recorder", await admin.GetStringAsync("/api/v1/audit", Cancellation), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, byte[] content)
    {
        var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return client.PutAsync("/api/v1/box/update/sent", body, Cancellation);
    }
}
