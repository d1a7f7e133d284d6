using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Nvr.Core;
using Nvr.Recording.Policy;
using Nvr.Storage;
using Nvr.Web.Api;
using Xunit;

namespace Nvr.Web.Tests.Api;

public sealed class PolicyTests : IAsyncLifetime
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
    public async Task Policy_GoesInAndOut_AsItIs()
    {
        JsonNode camera = await CreateAsync(new
        {
            mode = "events",
            preRecordSeconds = 8,
            postRecordSeconds = 20,
            schedule = new[] { new { day = "sunday", from = "08:15", to = "24:00", mode = "off" } },
        });

        RecordingPolicy stored = box.Cameras.List().Single().Settings.Recording!;
        Assert.Equal((RecordingMode.Events, 8, 20), (stored.Mode, stored.PreRecordSeconds, stored.PostRecordSeconds));
        Assert.Equal([new ScheduleSpan(DayOfWeek.Sunday, 495, 1440, RecordingMode.Off)], stored.Schedule!);
        JsonNode shown = camera["settings"]!["recording"]!;
        Assert.Equal(
            """{"mode":"events","preRecordSeconds":8,"postRecordSeconds":20,"schedule":[{"day":"sunday","from":"08:15","to":"24:00","mode":"off"}]}""",
            shown.ToJsonString());
    }

    [Fact]
    public async Task Camera_WithoutPolicy_IsRecordedAlways()
    {
        JsonNode camera = await CreateAsync(null);

        Assert.Null(box.Cameras.List().Single().Settings.Recording);
        Assert.Equal("continuous", camera["settings"]!["recording"]!["mode"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(7, 30, HttpStatusCode.Created)]
    [InlineData(7, 0, HttpStatusCode.BadRequest)]
    [InlineData(7, 3651, HttpStatusCode.BadRequest)]
    public async Task EventRetainDays_GoInAndOut_OrAreExplained(int days, int eventDays, HttpStatusCode expected)
    {
        using HttpResponseMessage answer = await admin.PostAsync(
            "/api/v1/cameras", TestBox.Body(new { name = "Door", mainUrl = "rtsp://192.0.2.7/s1", retainDays = days, eventRetainDays = eventDays }));

        Assert.Equal(expected, answer.StatusCode);
        JsonNode json = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.True(
            expected == HttpStatusCode.Created
                ? json["settings"]!["eventRetainDays"]!.GetValue<int>() == eventDays
                : json["detail"]!.GetValue<string>().Contains("'eventRetainDays'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"mode":"sometimes"}""", "recording.mode")]
    [InlineData("""{"mode":"events","preRecordSeconds":31}""", "30 seconds before")]
    [InlineData("""{"schedule":[{"day":"someday","from":"08:00","to":"09:00","mode":"off"}]}""", "'day'")]
    [InlineData("""{"schedule":[null]}""", "'day'")]
    [InlineData("""{"schedule":[{"day":"monday","from":"8","to":"09:00","mode":"off"}]}""", "'from'")]
    [InlineData("""{"schedule":[{"day":"monday","from":"08:00","to":"09:10","mode":"off"}]}""", "quarter hours")]
    [InlineData("""{"schedule":[{"day":"monday","from":"08:00","to":"10:00","mode":"off"},{"day":"monday","from":"09:00","to":"11:00","mode":"off"}]}""", "overlap")]
    public async Task Policy_ThatCannotBe_IsExplained(string policy, string word)
    {
        JsonObject body = new() { ["name"] = "Door", ["mainUrl"] = "rtsp://192.0.2.7/s1", ["recording"] = JsonNode.Parse(policy) };
        using HttpResponseMessage answer = await admin.PostAsync("/api/v1/cameras", JsonContent.Create(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(word, (await answer.Content.ReadFromJsonAsync<JsonNode>())!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trigger_OfAnOperator_IsPassedOn()
    {
        CameraId door = box.Cameras.Add("Door");
        using HttpResponseMessage answer = await admin.PostAsync($"/api/v1/cameras/{door}/trigger", TestBox.Body(new { seconds = 12, reason = "Delivery" }));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal((door, TimeSpan.FromSeconds(12)), Assert.Single(box.Triggers.Pulses));
    }

    [Fact]
    public async Task Trigger_ThatCannotBe_IsExplained()
    {
        CameraId door = box.Cameras.Add("Door");
        using HttpResponseMessage tooLong = await admin.PostAsync($"/api/v1/cameras/{door}/trigger", TestBox.Body(new { seconds = 3601 }));
        using HttpResponseMessage nobody = await admin.PostAsync($"/api/v1/cameras/{CameraId.New()}/trigger", TestBox.Body(new { seconds = 1 }));
        box.Cameras.Update(door, box.Cameras.Stored(door) with { Recording = new RecordingPolicy { Mode = RecordingMode.Off } });
        using HttpResponseMessage off = await admin.PostAsync($"/api/v1/cameras/{door}/trigger", TestBox.Body(new { seconds = 1 }));

        Assert.Equal(
            [HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.Conflict], [tooLong.StatusCode, nobody.StatusCode, off.StatusCode]);
        Assert.Empty(box.Triggers.Pulses);
    }

    [Fact]
    public void Reasons_All_HaveAWordAndASentence()
    {
        Assert.All(Enum.GetValues<GapReason>(), r => Assert.NotEqual("unknown", Words.Of(r)));
        Assert.All(Enum.GetValues<GapReason>(), r => Assert.NotEqual("The reason is not known.", GapWords.Sentence(r)));
    }

    private async Task<JsonNode> CreateAsync(object? recording)
    {
        using HttpResponseMessage answer = await admin.PostAsync("/api/v1/cameras", TestBox.Body(new { name = "Door", mainUrl = "rtsp://192.0.2.7/s1", recording }));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
