using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Nvr.Core;
using Xunit;

namespace Nvr.Web.Tests.Api;

public sealed class PtzTests : IAsyncLifetime
{
    private TestBox box = null!;
    private HttpClient admin = null!;
    private string camera = "";

    public async ValueTask InitializeAsync()
    {
        box = await TestBox.StartAsync();
        admin = await box.SetUpAsync();
        using HttpResponseMessage added = await admin.PostAsync("/api/v1/cameras", TestBox.Body(new { name = "dome", mainUrl = "rtsp://192.0.2.7/one" }));
        camera = (await added.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<string>();
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await box.DisposeAsync();
    }

    [Fact]
    public async Task Operator_TurnsZoomsAndGoesToPositions()
    {
        using HttpClient olga = await box.AddUserAsync(admin, "olga", "operator");
        JsonNode positions = (await olga.GetFromJsonAsync<JsonNode>($"/api/v1/cameras/{camera}/ptz"))!;
        HttpStatusCode[] answers =
        [
            await SendAsync(olga, "move", new { pan = 0.5, tilt = -1 }), await SendAsync(olga, "move", new { zoom = 0.25 }), await SendAsync(olga, "position", new { preset = "1" }),
            await SendAsync(olga, "position", new { preset = (string?)null }),
        ];

        Assert.True(positions["canSetHome"]!.GetValue<bool>());
        Assert.Equal("Gate", positions["presets"]![0]!["name"]!.GetValue<string>());
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.NoContent, a));
        Assert.Equal(["move 0.5 -1 0", "move 0 0 0.25", "go to 1", "go to home"], box.Steering.Asked);
    }

    [Fact]
    public async Task WhatIsNoSpeed_OrNoPosition_IsRefused_AndSoIsAViewer()
    {
        using HttpClient vera = await box.AddUserAsync(admin, "vera", "viewer", camera);
        HttpStatusCode[] refused =
        [
            await SendAsync(admin, "move", new { pan = 1.5 }), await SendAsync(admin, "move", new { tilt = "fast" }), await SendAsync(admin, "position", new { preset = "" }), await SendAsync(admin, "position", new { preset = new string('x', 65) }),
        ];

        Assert.All(refused, r => Assert.Equal(HttpStatusCode.BadRequest, r));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(vera, "move", new { pan = 1 }));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(vera, "positions", new { name = "Gate" }));
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(vera, HttpMethod.Delete, "positions/1", null)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(vera, HttpMethod.Put, "home", null)).Status);
        Assert.Empty(box.Steering.Asked);
    }

    [Fact]
    public async Task Operator_SavesOverwritesAndRemovesPositions_AndIsWrittenDown()
    {
        using HttpClient olga = await box.AddUserAsync(admin, "olga", "operator");
        (HttpStatusCode, string) saved = await AskAsync(olga, HttpMethod.Post, "positions", new { name = " Back gate " });
        (HttpStatusCode, string) replaced = await AskAsync(olga, HttpMethod.Put, "positions/a%2F1%20b", new { name = "Tor „Süd“" });
        (HttpStatusCode, string) removed = await AskAsync(olga, HttpMethod.Delete, "positions/1", null);
        (HttpStatusCode, string) home = await AskAsync(olga, HttpMethod.Put, "home", null);

        Assert.Equal((HttpStatusCode.Created, """{"token":"2","name":"Back gate"}"""), saved);
        Assert.Equal(HttpStatusCode.OK, replaced.Item1);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (removed.Item1, home.Item1));
        Assert.Equal(["save Back gate over none", "save Tor „Süd“ over a/1 b", "remove 1", "set home"], box.Steering.Asked);
        JsonNode deeds = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/audit?limit=4", TestContext.Current.CancellationToken))!;
        Assert.Equal(["dome", "dome, Gate", "dome, Tor „Süd“", "dome, Back gate"], deeds["entries"]!.AsArray().Select(e => e!["subject"]!.GetValue<string>()));
        Assert.All(deeds["entries"]!.AsArray(), e => Assert.Equal("olga", e!["userName"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    [InlineData("gate\u202Eetag")]
    [InlineData("\uFFFF")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task Name_ThatIsNone_IsRefused_BeforeTheCameraIsAsked(string name)
    {
        (HttpStatusCode status, string said) = await AskAsync(admin, HttpMethod.Post, "positions", new { name });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("'name' must have 1 to 64 characters", JsonNode.Parse(said)!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(box.Steering.Asked);
    }

    /// <summary>A 401 would end the session on the page of whoever looks at a camera with another password, and the list of what people did would call them refused.</summary>
    [Theory]
    [InlineData(ErrorKind.Unauthorised, HttpStatusCode.Conflict)]
    [InlineData(ErrorKind.Refused, HttpStatusCode.Conflict)]
    [InlineData(ErrorKind.Exhausted, HttpStatusCode.ServiceUnavailable)]
    [InlineData(ErrorKind.Unreachable, HttpStatusCode.GatewayTimeout)]
    public async Task WhatTheCameraRefuses_IsNotRefusedToThePerson(ErrorKind kind, HttpStatusCode expected)
    {
        box.Steering.Failure = new NvrException(kind, "The camera says no.");
        using HttpResponseMessage looked = await admin.GetAsync($"/api/v1/cameras/{camera}/ptz", TestContext.Current.CancellationToken);
        (HttpStatusCode status, string said) = await AskAsync(admin, HttpMethod.Post, "positions", new { name = "Gate" });

        Assert.Equal((expected, expected), (looked.StatusCode, status));
        Assert.Contains("The camera says no.", said, StringComparison.Ordinal);
        string deeds = await admin.GetStringAsync("/api/v1/audit", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Remember where", deeds, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CameraThatCannotBeTurned_SaysSo()
    {
        box.Steering.Failure = new NvrException(ErrorKind.Unsupported, "This camera cannot be turned or zoomed from here.");
        using HttpResponseMessage answer = await admin.GetAsync($"/api/v1/cameras/{camera}/ptz");

        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.Contains("cannot be turned", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Said)> AskAsync(HttpClient client, HttpMethod method, string what, object? body)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/cameras/{camera}/ptz/{what}") { Content = body is null ? null : TestBox.Body(body) };
        using HttpResponseMessage answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<HttpStatusCode> SendAsync(HttpClient client, string what, object body)
    {
        using HttpResponseMessage answer = await client.PostAsync($"/api/v1/cameras/{camera}/ptz/{what}", TestBox.Body(body));
        return answer.StatusCode;
    }
}
