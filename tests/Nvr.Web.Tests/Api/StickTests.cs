using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Nvr.Web.Tests.Api;

/// <summary>USB keys over the API: what is passed on, and from whom.</summary>
public sealed class StickTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sticks_AreShown_WithWhatTheButtonWrites()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        JsonNode shown = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/sticks", Cancellation))!;

        Assert.Equal("usb1", (string?)shown["sticks"]![0]!["id"]);
        Assert.Equal("""{"what":"lastHours","hours":24}""", shown["button"]!.ToJsonString());
        Assert.Null(shown["export"]);
    }

    [Fact]
    public async Task Wishes_ArePassedOn_WithWhoWantsThem()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        string camera = box.Cameras.Add("door").ToString();

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(admin, "sticks/export", new { }));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(admin, "sticks/export", new { stick = "usb1", cameras = new[] { camera }, from = "2026-11-23T20:00:00Z", to = "2026-11-23T21:00:00Z" }));
        Assert.Equal(HttpStatusCode.OK, (await admin.DeleteAsync("/api/v1/sticks/export", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(admin, "sticks/usb1/release", new { }));

        string[] wishes = [.. box.Sticks.Wishes];
        Assert.Equal($"export any all button by {TestBox.AdminName}", wishes[0]);
        Assert.StartsWith($"export usb1 {camera} ", wishes[1]);
        Assert.Contains("2026-11-23T20:00:00", wishes[1], StringComparison.Ordinal);
        Assert.Equal(["cancel", "release usb1"], wishes[2..]);
    }

    [Theory]
    [InlineData("""{"cameras":["nobody"]}""", "'nobody' is not the id of a camera.")]
    [InlineData("""{"from":"2026-11-23T20:00:00Z"}""", "'to' must be a time")]
    [InlineData("""{"from":"2026-11-23T21:00:00Z","to":"2026-11-23T20:00:00Z"}""", "'from' must be before 'to'.")]
    public async Task Export_ThatMakesNoSense_IsRefusedInWords(string body, string words)
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using HttpResponseMessage answer = await admin.PostAsync(new Uri("/api/v1/sticks/export", UriKind.Relative), content, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Empty(box.Sticks.Wishes);
    }

    [Fact]
    public async Task Operator_Exports_ButDoesNotChangeTheButton()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        using HttpClient guard = await box.AddUserAsync(admin, "guard", "operator");

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(guard, "sticks/export", new { }));
        Assert.Equal(["export any all button by guard"], box.Sticks.Wishes);
        using HttpResponseMessage refused = await guard.PutAsJsonAsync("/api/v1/sticks/button", new { hours = 6 }, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Button_IsChangedInParts()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        using HttpResponseMessage answer = await admin.PutAsJsonAsync("/api/v1/sticks/button", new { hours = 6 }, Cancellation);

        Assert.Equal("""{"what":"lastHours","hours":6}""", (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["button"]!.ToJsonString());
    }

    [Theory]
    [InlineData(true, HttpStatusCode.Created)]
    [InlineData(false, HttpStatusCode.NotFound)]
    public async Task Sticks_ArePluggedByHand_OnTheSimulatedBoardAlone(bool simulated, HttpStatusCode expected)
    {
        await using TestBox box = await TestBox.StartAsync(o => o with { Simulated = simulated });
        using HttpClient admin = await box.SetUpAsync();

        Assert.Equal(expected, await PostAsync(admin, "sticks/simulated", new { type = "vfat" }));
        Assert.Equal(simulated ? ["plug vfat"] : [], box.Sticks.Wishes);
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string path, object body)
    {
        using HttpResponseMessage answer = await client.PostAsJsonAsync($"/api/v1/{path}", body, Cancellation);
        return answer.StatusCode;
    }
}
