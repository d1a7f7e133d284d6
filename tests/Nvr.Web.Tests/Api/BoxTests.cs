using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage;
using Xunit;

namespace Nvr.Web.Tests.Api;

/// <summary>Health, storage, metrics, recordings, holds.</summary>
public sealed class BoxTests : IAsyncLifetime
{
    private TestBox box = null!;
    private HttpClient admin = null!;
    private CameraId camera;

    public async ValueTask InitializeAsync()
    {
        box = await TestBox.StartAsync();
        admin = await box.SetUpAsync();
        camera = box.Cameras.Add("Back \"door\"\n");
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await box.DisposeAsync();
    }

    [Fact]
    public async Task Health_SeveralFindings_TellsTheWorstFirst()
    {
        Assert.Equal("unknown", (await GetAsync("/api/v1/health"))["level"]!.GetValue<string>());
        box.Health.Report(new HealthItem("volume/main", HealthLevel.Ok, "The disk is fine."));
        box.Health.Report(new HealthItem("camera/Door", HealthLevel.Attention, "The door camera is slow.", "Wait.", "RTT 900 ms"));
        JsonNode health = await GetAsync("/api/v1/health");
        Assert.Equal("attention", health["level"]!.GetValue<string>());
        Assert.Equal("RTT 900 ms", health["items"]![0]!["cause"]!.GetValue<string>());
        Assert.Equal("2026-11-23T21:40:00.000000Z", health["now"]!.GetValue<string>());
    }

    [Fact]
    public async Task Recordings_SpansAndGaps_CarryTimesReasonsAndBounds()
    {
        UtcTime start = box.Now.Plus(-600_000_000);
        box.Footage.Spans.Add(new FootageSpan(new UtcRange(start, start.Plus(60_000_000)), 1234));
        box.Footage.Gaps.Add(new FootageGap(new UtcRange(start.Plus(60_000_000), box.Now), GapReason.CameraUnreachable, "connect: timed out at 10.0.0.9"));
        JsonNode answer = await GetAsync($"/api/v1/cameras/{camera}/recordings?from={start}&to=2026-11-24T00:00:00Z");
        Assert.Equal(start.ToString(), answer["spans"]![0]!["from"]!.GetValue<string>());
        Assert.Equal(1234, answer["spans"]![0]!["bytes"]!.GetValue<long>());
        Assert.Equal("cameraUnreachable", answer["gaps"]![0]!["reason"]!.GetValue<string>());
        Assert.Equal("The camera did not answer.", answer["gaps"]![0]!["sentence"]!.GetValue<string>());
        Assert.Equal(start.ToString(), answer["first"]!.GetValue<string>());
        Assert.DoesNotContain("10.0.0.9", answer.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Holds_AddListRemove_RoundTrip()
    {
        var body = new { camera = camera.ToString(), from = "2026-11-23T20:00:00Z", to = "2026-11-23T21:00:00+00:00", reason = "Police 4711" };
        using HttpResponseMessage made = await admin.PostAsync("/api/v1/holds", TestBox.Body(body));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        JsonNode hold = (await GetAsync("/api/v1/holds"))["holds"]![0]!;
        Assert.Equal((TestBox.AdminName, "Police 4711"), (hold["createdBy"]!.GetValue<string>(), hold["reason"]!.GetValue<string>()));
        using HttpResponseMessage removed = await admin.DeleteAsync("/api/v1/holds/" + hold["id"]!.GetValue<string>());
        using HttpResponseMessage again = await admin.DeleteAsync("/api/v1/holds/" + hold["id"]!.GetValue<string>());
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (removed.StatusCode, again.StatusCode));
    }

    [Theory]
    [InlineData("nonsense", "Police", "'camera' is not the id")]
    [InlineData(null, "", "'reason' must have")]
    public async Task Holds_BadInput_IsExplained(string? id, string reason, string sentence)
    {
        var body = new { camera = id ?? camera.ToString(), from = "2026-11-23T20:00:00Z", to = "2026-11-23T21:00:00Z", reason };
        using HttpResponseMessage answer = await admin.PostAsync("/api/v1/holds", TestBox.Body(body));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, (await answer.Content.ReadFromJsonAsync<JsonNode>())!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_Always_AreWellFormedLinesWithEscapedNames()
    {
        box.Health.Report(new HealthItem("volume/main", HealthLevel.Ok, "The disk is fine."));
        string text = await admin.GetStringAsync("/metrics");
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Matches("""^(# (HELP|TYPE) nvr_\w+ .+|nvr_\w+(\{\w+="([^"\\\n]|\\["\\n])*"(,\w+="([^"\\\n]|\\["\\n])*")*\})? (NaN|-?[0-9.E+-]+))$""", line);
        }
        Assert.Contains("name=\"Back \\\"door\\\"\\n\"", text, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(text, "(?m)^nvr_stream_recording\\{"));
    }

    private async Task<JsonNode> GetAsync(string path) => (await admin.GetFromJsonAsync<JsonNode>(path))!;
}
