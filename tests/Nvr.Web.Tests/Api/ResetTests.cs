using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Nvr.Web.Audit;
using Nvr.Web.Box;
using Nvr.Web.Exports;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Nvr.Web.Tests.Api;

/// <summary>The reset to factory settings over the API: what it says before, whom it obeys, and what is written down.</summary>
public sealed class ResetTests : IAsyncLifetime
{
    private TestBox box = null!;
    private HttpClient admin = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Name => box.Services.GetRequiredService<BoxBook>().ShownName;

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
    public async Task Look_NamesWhatGoes_AndWhatIsUnderWay()
    {
        box.Cameras.Add("Back door");
        using (HttpClient vera = await box.AddUserAsync(admin, "vera", "viewer"))
        {
            JsonNode quiet = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/box/reset", Cancellation))!;
            Assert.Equal((Name, """["Back door"]""", """["owner","vera"]""", 0, 1), (
                quiet["name"]!.GetValue<string>(), quiet["cameras"]!.ToJsonString(), quiet["people"]!.ToJsonString(), quiet["exports"]!.GetValue<int>(), quiet["models"]!.GetValue<int>()));
            Assert.Empty(quiet["underWay"]!.AsArray());
            using HttpResponseMessage refused = await vera.GetAsync("/api/v1/box/reset", Cancellation);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
        string camera = box.Cameras.List()[0].Id.ToString();
        using HttpResponseMessage ordered = await admin.PostAsync(
            "/api/v1/exports", TestBox.Body(new { cameras = new[] { camera }, from = box.Now.Plus(-60_000_000).ToString(), to = box.Now.ToString(), form = "zip", reason = "asked" }), Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, ordered.StatusCode);
        box.Exports.Set("e1", ExportView.Making);

        JsonNode busy = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/box/reset", Cancellation))!;

        Assert.Equal((1, """["export"]"""), (busy["exports"]!.GetValue<int>(), busy["underWay"]!.ToJsonString()));
    }

    [Fact]
    public async Task Begin_WithNameAndOwnPassword_Begins_IsWrittenDown_AndKeepsRecordingsUnlessAsked()
    {
        Assert.Equal(HttpStatusCode.NoContent, await BeginAsync(TestBox.AdminPassword, Name, null));
        Assert.Equal(HttpStatusCode.NoContent, await BeginAsync(TestBox.AdminPassword, $" {Name} ", true));

        Assert.Equal([false, true], box.Reset.Begun);
        JsonArray deeds = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/audit", Cancellation))!["entries"]!.AsArray();
        Assert.Equal(["with all recordings", "recordings kept"], deeds.Take(2).Select(d => d!["subject"]!.GetValue<string>()));
        Assert.All(deeds.Take(2), d => Assert.StartsWith("Reset the recorder to factory settings", d!["deed"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Begin_WithAWrongNameOrPassword_DoesNothing_AndGuessesAreCounted()
    {
        Assert.Equal(HttpStatusCode.BadRequest, await BeginAsync(TestBox.AdminPassword, Name + "x", null));
        Assert.Equal(HttpStatusCode.BadRequest, await BeginAsync(TestBox.AdminPassword, null, null));
        Assert.Equal(HttpStatusCode.Forbidden, await BeginAsync(null, Name, null));
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await BeginAsync($"guess {i}", Name, null));
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, await BeginAsync(TestBox.AdminPassword, Name, null));

        Assert.Empty(box.Reset.Begun);
        JsonNode refused = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/audit", Cancellation))!["entries"]!.AsArray()[0]!;
        Assert.False(refused["done"]!.GetValue<bool>());
        box.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(HttpStatusCode.NoContent, await BeginAsync(TestBox.AdminPassword, Name, null));
    }

    [Fact]
    public async Task Begin_WhereTheDiskTakesNothing_IsASentence_AndNotWrittenDownAsDone()
    {
        box.Reset.Fails = true;

        Assert.Equal(HttpStatusCode.InternalServerError, await BeginAsync(TestBox.AdminPassword, Name, null));

        Assert.DoesNotContain("Reset the recorder", await admin.GetStringAsync("/api/v1/audit", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_OfAReset_OutlivesIt_AndNothingElseOfTheListDoes()
    {
        Assert.Equal(HttpStatusCode.NoContent, await BeginAsync(TestBox.AdminPassword, Name, null));
        using HttpResponseMessage added = await admin.PostAsync("/api/v1/cameras", TestBox.Body(new { name = "secret place", mainUrl = "rtsp://192.0.2.7/one" }), Cancellation);
        string settings = Path.Combine(box.Directory, "settings");

        Assert.Equal(["audit.jsonl"], ResetRecord.Keep(settings));
        Assert.Equal(["audit.jsonl"], ResetRecord.Keep(settings));

        string left = Assert.Single(await File.ReadAllLinesAsync(Path.Combine(settings, "audit.jsonl"), Cancellation));
        Assert.Contains("Reset the recorder to factory settings", left, StringComparison.Ordinal);
        Assert.Empty(ResetRecord.Keep(Path.Combine(settings, "none")));
    }

    private async Task<HttpStatusCode> BeginAsync(string? password, string? confirm, bool? eraseRecordings)
    {
        using HttpResponseMessage answer = await admin.PostAsync("/api/v1/box/reset", TestBox.Body(new { password, confirm, eraseRecordings }), Cancellation);
        return answer.StatusCode;
    }
}
