using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Nvr.Web.Tests.Fakes;
using Xunit;

namespace Nvr.Web.Tests.Api;

public sealed class CameraTests : IAsyncLifetime
{
    private const string Secret = "cam-secret-77";

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
    public async Task Create_CredentialsInTheAddress_AreTakenOutAndNeverReturned()
    {
        using HttpResponseMessage answer = await PostAsync(new { name = "Door", mainUrl = $"rtsp://joe:{Secret}%40@192.0.2.7:554/s1?x=1" });
        string text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        JsonNode camera = JsonNode.Parse(text)!;
        Nvr.Recording.Cameras.CameraSettings stored = box.Cameras.Stored(box.Cameras.List().Single().Id);
        Assert.Equal((Secret + "@", "joe"), (stored.Password, stored.UserName));
        Assert.Equal("", stored.MainUrl.UserInfo);
        Assert.True(camera["settings"]!["hasPassword"]!.GetValue<bool>());
        Assert.Equal("rtsp://192.0.2.7:554/s1?x=1", camera["settings"]!["mainUrl"]!.GetValue<string>());
        Assert.EndsWith(camera["id"]!.GetValue<string>(), answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        foreach (string path in new[] { "/api/v1/cameras", answer.Headers.Location!.OriginalString, "/metrics", "/api/v1/health", "/api/v1/storage" })
        {
            Assert.DoesNotContain(Secret, await admin.GetStringAsync(path), StringComparison.Ordinal);
        }
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WithNameAndAddressAlone_RecordsPictureAndSound()
    {
        using HttpResponseMessage answer = await PostAsync(new { name = "Door", mainUrl = "rtsp://192.0.2.7/s1" });

        Nvr.Recording.Cameras.CameraSettings stored = box.Cameras.Stored(box.Cameras.List().Single().Id);
        Assert.True(stored.Enabled);
        Assert.True(stored.RecordAudio);
    }

    [Fact]
    public async Task Update_WithoutPassword_KeepsTheStoredOne()
    {
        using HttpResponseMessage made = await PostAsync(new { name = "Door", mainUrl = "rtsp://192.0.2.7/s1", password = Secret });
        using HttpResponseMessage answer = await admin.PutAsync(made.Headers.Location, TestBox.Body(new { name = "Gate", mainUrl = "rtsp://192.0.2.7:554/s2" }));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Secret, box.Cameras.Stored(box.Cameras.List().Single().Id).Password);
    }

    [Theory]
    [InlineData("rtsp://192.0.2.8/s1", null)]
    [InlineData("rtsp://192.0.2.7:9999/s1", null)]
    [InlineData("rtsp://192.0.2.7/s1", "rtsp://192.0.2.8/s2")]
    public async Task Update_ToAnotherDevice_DoesNotSendItTheStoredPassword(string mainUrl, string? subUrl)
    {
        using HttpResponseMessage made = await PostAsync(new { name = "Door", mainUrl = "rtsp://192.0.2.7/s1", password = Secret });
        using HttpResponseMessage refused = await admin.PutAsync(made.Headers.Location, TestBox.Body(new { name = "Door", mainUrl, subUrl }));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("'password' again", await DetailAsync(refused), StringComparison.Ordinal);
        Assert.Equal("rtsp://192.0.2.7/s1", box.Cameras.List().Single().Settings.MainUrl.OriginalString);
        using HttpResponseMessage done = await admin.PutAsync(made.Headers.Location, TestBox.Body(new { name = "Door", mainUrl, subUrl, password = "" }));
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
    }

    [Fact]
    public async Task Delete_WithFootage_AsksForTheName()
    {
        string id = box.Cameras.Add("Door").ToString();
        using HttpResponseMessage refused = await admin.DeleteAsync($"/api/v1/cameras/{id}?deleteFootage=true");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Single(box.Cameras.List());
        using HttpResponseMessage done = await admin.DeleteAsync($"/api/v1/cameras/{id}?deleteFootage=true&confirm=Door");
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        Assert.Empty(box.Cameras.List());
    }

    [Theory]
    [InlineData("http://192.0.2.7/s1", "begins with http:")]
    [InlineData("rtsp://", "names no camera")]
    [InlineData("not an address", "not an address that can be read")]
    [InlineData("", "'mainUrl' is empty")]
    [InlineData("rtsp://no-such-camera.invalid/s1", "no device called \"no-such-camera.invalid\"")]
    [InlineData("rtsp://127.0.0.1/s1", "this recorder itself")]
    [InlineData("rtsp://localhost:8554/s1", "this recorder itself")]
    [InlineData("rtsp://[::ffff:127.0.0.1]/s1", "this recorder itself")]
    [InlineData("rtsp://0.0.0.0/s1", "this recorder itself")]
    [InlineData("rtsp://239.1.2.3/s1", "multicast")]
    public async Task Create_BadAddress_IsExplainedAndNothingIsMade(string url, string sentence)
    {
        using HttpResponseMessage answer = await PostAsync(new { name = "Door", mainUrl = url });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, await DetailAsync(answer), StringComparison.Ordinal);
        Assert.Empty(box.Cameras.List());
    }

    [Fact]
    public async Task Create_LoopbackAddressOnTheSimulatedBoard_IsAllowed()
    {
        await using TestBox simulated = await TestBox.StartAsync(o => o with { AllowLoopbackCameras = true, Simulated = true });
        using HttpClient client = await simulated.SetUpAsync();
        using HttpResponseMessage answer = await client.PostAsync("/api/v1/cameras", TestBox.Body(new { name = "Door", mainUrl = "rtsp://127.0.0.1:8554/s1" }));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Theory]
    [InlineData("{\"name\": 5, \"mainUrl\": \"rtsp://192.0.2.7/\"}", "'name' has a value of the wrong type")]
    [InlineData("{\"name\": \"Door\", \"mainUrl\": \"rtsp://192.0.2.7/\", \"retainDays\": \"ten\"}", "'retainDays' has a value of the wrong type")]
    [InlineData("{\"name\": \"Door\", \"mainUrl\": \"rtsp://192.0.2.7/\", \"retaindays\": 10}", "no field 'retaindays'")]
    [InlineData("{\"name\": \"Door\", \"mainUrl\": \"rtsp://192.0.2.7/\", \"retainDays\": -1}", "'retainDays' must be between")]
    [InlineData("{\"name\": \"Door\", \"mainUrl\": \"rtsp://192.0.2.7/\", \"transport\": \"pigeon\"}", "'transport' must be")]
    [InlineData("[]", "not the JSON object")]
    [InlineData("{", "not the JSON object")]
    [InlineData("null", "null")]
    [InlineData("{\"name\": \"\\ud800\", \"mainUrl\": \"rtsp://192.0.2.7/\"}", "'name' has a value of the wrong type")]
    [InlineData("{\"name\": \"Door\", \"mainUrl\": \"rtsp://192.0.2.7/\", \"retainBytes\": 99999999999999999999}", "'retainBytes' has a value of the wrong type")]
    [InlineData("{\"name\": {\"name\": {\"name\": {}}}}", "'name' has a value of the wrong type")]
    public async Task Create_JsonOfTheWrongShape_NamesTheField(string json, string sentence)
    {
        using StringContent body = new(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await admin.PostAsync("/api/v1/cameras", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, await DetailAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_WhateverHappensToThem_AreNeverLogged()
    {
        using LogKeeper log = new();
        await using TestBox logged = await TestBox.StartAsync(log: log);
        using HttpClient client = await logged.SetUpAsync();
        string[] bodies =
        [
            $$"""{"name": "Door", "mainUrl": "rtsp://joe:{{Secret}}@192.0.2.7/s1"}""",
            $$"""{"name": "Door", "mainUrl": "rtsp://joe:{{Secret}}@192.0.2.7/s1"}""",
            $$"""{"name": "Gate", "mainUrl": "rtsp://joe:{{Secret}}@127.0.0.1/s1"}""",
            $$"""{"name": "Gate", "mainUrl": "rtsp://192.0.2.7/", "password": "{{Secret}}", "colour": 1}""",
            $$"""{"name": "Gate", "mainUrl": "rtsp://192.0.2.7/", "password": ["{{Secret}}"]}""",
        ];
        foreach (string json in bodies)
        {
            using StringContent body = new(json, Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await client.PostAsync("/api/v1/cameras", body);
            Assert.DoesNotContain(Secret, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        string lines = string.Join('\n', log.Lines);
        Assert.Contains("added the camera Door", lines, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, lines, StringComparison.Ordinal);
        Assert.DoesNotContain(TestBox.AdminPassword, lines, StringComparison.Ordinal);
        Assert.DoesNotContain(client.DefaultRequestHeaders.Authorization!.Parameter!, lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_NotJson_Is415()
    {
        using StringContent body = new("name=Door", Encoding.UTF8, "text/plain");
        using HttpResponseMessage answer = await admin.PostAsync("/api/v1/cameras", body);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("must be JSON", await DetailAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_HugeBody_Is413()
    {
        using HttpResponseMessage answer = await PostAsync(new { name = new string('x', 100_000), mainUrl = "rtsp://192.0.2.7/" });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Create_NameInUse_IsAConflict()
    {
        box.Cameras.Add("Door");
        using HttpResponseMessage answer = await PostAsync(new { name = "door", mainUrl = "rtsp://192.0.2.7/" });
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task Get_ByAViewer_ShowsStateButNeitherAddressNorCause()
    {
        string id = box.Cameras.Add("Door").ToString();
        using HttpClient viewer = await box.AddUserAsync(admin, "viewer", "viewer", id);
        string text = await viewer.GetStringAsync($"/api/v1/cameras/{id}");
        Assert.Contains("\"state\":\"recording\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("192.0.2.1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("the-cause", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("PATCH", "/api/v1/cameras", HttpStatusCode.MethodNotAllowed)]
    public async Task Unknown_AddressOrMethod_IsAProblem(string method, string path, HttpStatusCode expected)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        using HttpResponseMessage answer = await admin.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal((int)expected, (await answer.Content.ReadFromJsonAsync<JsonNode>())!["status"]!.GetValue<int>());
    }

    private static async Task<string> DetailAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonNode>())!["detail"]!.GetValue<string>();

    private Task<HttpResponseMessage> PostAsync(object camera) => admin.PostAsync("/api/v1/cameras", TestBox.Body(camera));
}
