using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Nvr.Web.Tests.Api;

/// <summary>The front panel over the API.</summary>
public sealed class PanelTests
{
    [Fact]
    public async Task Panel_OfTheSimulatedBoard_ShowsItsLightsAndTakesPresses()
    {
        await using TestBox box = await TestBox.StartAsync(o => o with { Simulated = true });
        using HttpClient admin = await box.SetUpAsync();

        JsonNode panel = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/panel", TestContext.Current.CancellationToken))!;
        HttpStatusCode pressed = await PressAsync(admin, "locate", true);
        HttpStatusCode unknown = await PressAsync(admin, "self-destruct", true);

        Assert.Equal("""{"group":"panel","name":"rec","colour":"green","rhythm":"solid"}""", panel["leds"]![0]!.ToJsonString());
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (pressed, unknown));
        Assert.Equal([true], box.Panel.Presses);
    }

    [Fact]
    public async Task Button_OfARealBoard_CannotBePressedFromAfar()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        Assert.Equal(HttpStatusCode.NotFound, await PressAsync(admin, "locate", true));
        Assert.Empty(box.Panel.Presses);
    }

    [Fact]
    public async Task DisplayAndBuzzer_AreShown_AndTheBuzzerMuted()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        JsonNode panel = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/panel", TestContext.Current.CancellationToken))!;
        using HttpResponseMessage muted = await admin.PostAsync(new Uri("/api/v1/panel/mute", UriKind.Relative), null, TestContext.Current.CancellationToken);
        JsonNode after = (await muted.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;

        Assert.Equal("""{"width":8,"height":8,"pages":"AQIDBAUGBwg=","words":["nvr"]}""", panel["display"]!.ToJsonString());
        Assert.Equal("""{"sounding":true,"muted":false}""", panel["buzzer"]!.ToJsonString());
        Assert.Equal("""{"sounding":false,"muted":true}""", after["buzzer"]!.ToJsonString());
    }

    [Fact]
    public async Task Locating_SwitchedOn_IsShown()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        using HttpResponseMessage answer = await admin.PutAsJsonAsync("/api/v1/panel/locating", new { locating = true }, TestContext.Current.CancellationToken);

        Assert.True((await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["locating"]!.GetValue<bool>());
    }

    private static async Task<HttpStatusCode> PressAsync(HttpClient client, string button, bool pressed)
    {
        using HttpResponseMessage answer = await client.PutAsJsonAsync($"/api/v1/panel/buttons/{button}", new { pressed }, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
