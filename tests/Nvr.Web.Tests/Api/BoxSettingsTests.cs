using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Nvr.Core.Time;
using Nvr.Web.Box;
using Xunit;

namespace Nvr.Web.Tests.Api;

/// <summary>Name, zone, clock and the sheet over the API.</summary>
public sealed class BoxSettingsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NameAndZone_AreSet_AndToldToEverybody()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        using HttpClient viewer = await box.AddUserAsync(admin, "guard", "viewer");

        JsonNode before = await GetAsync(admin, "box");
        JsonNode after = await PutAsync(admin, new { name = " Schule, Westflügel ", timeZone = "Europe/Berlin" });
        JsonNode seen = await GetAsync(viewer, "sessions/current");

        Assert.Equal((null, null, "plausible", Environment.MachineName), ((string?)before["name"], (string?)before["timeZone"], (string?)before["clock"], (string?)before["shownName"]));
        Assert.Equal(("Schule, Westflügel", "schule-westfluegel", "Europe/Berlin"), ((string?)after["name"], (string?)after["hostName"], (string?)after["timeZone"]));
        Assert.Equal(("Schule, Westflügel", "Europe/Berlin", false), ((string?)seen["name"], (string?)seen["timeZone"], (bool)seen["settingUp"]!));
        Assert.Equal("Europe/Berlin", box.Services.GetRequiredService<BoxClock>().Zone.Id);
    }

    [Fact]
    public async Task WhatCannotBe_IsSaidWithItsField()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        using HttpResponseMessage answer = await admin.PutAsync("/api/v1/box", TestBox.Body(new { timeZone = "../../etc/passwd" }), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("'timeZone' is none that this recorder knows. It looks like Europe/Berlin.", (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["detail"]);
    }

    [Fact]
    public async Task Zones_AreThoseOfTheSystem()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        string[] zones = [.. (await GetAsync(admin, "box/time-zones"))["timeZones"]!.AsArray().Select(z => (string)z!)];

        Assert.Equal(TimeZones.Names, zones);
    }

    [Theory]
    [InlineData("schule.local", true)]
    [InlineData("SCHULE", true)]
    [InlineData("schule.example.org", false)]
    [InlineData("other.local", false)]
    public async Task Box_IsReachedByTheNameThatItWasGiven(string host, bool isAnswered)
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        await PutAsync(admin, new { name = "Schule" });

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/setup");
        request.Headers.Host = host;
        using HttpResponseMessage answer = await admin.SendAsync(request, Cancellation);

        Assert.Equal(isAnswered ? HttpStatusCode.OK : HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Sheet_HasWhatAnOwnerNeeds_AndNoSecrets()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        using HttpClient guard = await box.AddUserAsync(admin, "guard", "operator");
        await PutAsync(admin, new { name = "Shop" });

        string text = await admin.GetStringAsync(new Uri("/api/v1/box/recovery", UriKind.Relative), Cancellation);
        JsonNode sheet = JsonNode.Parse(text)!;

        Assert.Equal(("Shop", "https://192.168.1.5:8443/", "SN-1"), ((string?)sheet["name"], (string?)sheet["page"], (string?)sheet["serial"]));
        Assert.Equal([TestBox.AdminName], sheet["administrators"]!.AsArray().Select(a => (string)a!));
        Assert.Equal(new string('a', 64), (string?)sheet["exportFingerprint"]);
        Assert.DoesNotContain(TestBox.AdminPassword, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Visit_GoesByFactsAndByWhatWasPassed_AndTwoBrowsersSeeTheSame()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        using HttpClient other = await box.SignInAsync(TestBox.AdminName, TestBox.AdminPassword);

        Assert.Equal(("box", true), (await NextAsync(admin), (bool)(await GetAsync(admin, "sessions/current"))["settingUp"]!));
        await PutAsync(admin, new { name = "Shop", timeZone = "Europe/Berlin" });
        Assert.Equal("disks", await NextAsync(other));
        await PassAsync(other, "disks");
        await PassAsync(admin, "disks");
        box.Cameras.Add("Door");
        Assert.Equal("cameras", await NextAsync(admin));
        await PassAsync(admin, "cameras");
        JsonNode last = await GetAsync(other, "box/set-up");

        Assert.Equal("sheet", (string?)last["next"]);
        Assert.Equal(["box done", "disks passed", "cameras done", "sheet open"], last["steps"]!.AsArray().Select(s => $"{s!["step"]} {s["state"]}"));
        using HttpResponseMessage ended = await admin.PutAsync("/api/v1/box/set-up", TestBox.Body(new { isOver = true }), Cancellation);
        Assert.Null((string?)(await ended.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["next"]);
        Assert.False((bool)(await GetAsync(other, "sessions/current"))["settingUp"]!);
    }

    [Fact]
    public async Task UnknownStep_IsNotFound()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        using HttpResponseMessage answer = await admin.PutAsync("/api/v1/box/set-up/dessert", TestBox.Body(new { passed = true }), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<JsonNode> GetAsync(HttpClient client, string path) => (await client.GetFromJsonAsync<JsonNode>($"/api/v1/{path}", Cancellation))!;

    private static async Task<string?> NextAsync(HttpClient client) => (string?)(await GetAsync(client, "box/set-up"))["next"];

    private static async Task<JsonNode> PutAsync(HttpClient client, object body)
    {
        using HttpResponseMessage answer = await client.PutAsync("/api/v1/box", TestBox.Body(body), Cancellation);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
    }

    private static async Task PassAsync(HttpClient client, string step)
    {
        using HttpResponseMessage answer = await client.PutAsync($"/api/v1/box/set-up/{step}", TestBox.Body(new { passed = true }), Cancellation);
        answer.EnsureSuccessStatusCode();
    }
}
