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

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, byte[] content)
    {
        var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return client.PutAsync("/api/v1/box/update/sent", body, Cancellation);
    }
}
