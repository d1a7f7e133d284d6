using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>What the form for motion shows by itself: what a zone would catch, a picture where nothing is recorded; and what another form leaves alone.</summary>
public sealed class MotionFeedbackTests
{
    private const float Patience = 90_000;

    // Strengths of 75, 25 and 75: with a sensitivity of 80 a strength of 4 is asked for, with 40 one of 36.
    private static readonly string[] s_found =
    [
        Found("e3", "left\":0.25,\"top\":0.25,\"width\":0.25,\"height\":0.25", 0.75), Found("e2", "left\":0.5,\"top\":0.5,\"width\":0.125,\"height\":0.125", 0.5), Found("e1", "left\":0.75,\"top\":0.75,\"width\":0.25,\"height\":0.25", 0.75),
    ];

    [Fact]
    public async Task Finds_SayWhileItIsDrawn_WhetherTheZoneWouldCatchThem()
    {
        await using Stage stage = await Stage.OpenAsync();
        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        await stage.Page.RouteAsync("**/api/v1/events?*", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "application/json", Body = $$"""{"events":[{{string.Join(',', s_found)}}],"next":null,"lookedUntil":null}""",
        }));
        MotionStand stand = await MotionStand.OpenAsync(stage, api);
        await ToldAsync(stand, "would be told", "would be told", "would be told");

        // A quarter of the first lies in it, a bit less of the last does.
        await stand.PutAsync("""{"zones":[{"name":"Gate","points":[{"x":0.375,"y":0.375},{"x":0.874,"y":0.375},{"x":0.874,"y":0.874},{"x":0.375,"y":0.874}]}]}""");
        await ToldAsync(stand, "would be told", "would be told", "would not be told");
        await stand.ShapeNamed("Gate").ClickAsync();
        await ToldAsync(stand, "in this zone", "in this zone", "not in this zone");
        await stand.Field("sensitivity").FillAsync("40");
        await ToldAsync(stand, "in this zone", "not in this zone", "not in this zone");
        await stand.Field("sensitivity").FillAsync("");
        await stand.Field("largestShare").FillAsync("5");
        await ToldAsync(stand, "not in this zone", "in this zone", "not in this zone");
        await stand.Field("largestShare").FillAsync("");
        await stand.DragAsync(stand.Corners.Nth(2), 1, 1);
        await ToldAsync(stand, "in this zone", "in this zone", "in this zone");
        // Half of what is behind masks does not count.
        await stand.DrawAsync("Draw a mask", (0.45, 0.45), (0.7, 0.45), (0.7, 0.7), (0.45, 0.7));
        await stand.Button("Done").ClickAsync();
        await ToldAsync(stand, "would be told", "would not be told", "would be told");
        Assert.Equal(["e1", "e3"], (await stand.Page.Locator(".find.told").EvaluateAllAsync<string[]>("all => all.map((e) => e.dataset.event)")).Order());
    }

    [Fact]
    public async Task CameraThatIsRecordedAtEventsAlone_ShowsItsLivePicture_WhereNothingIsRecordedYet()
    {
        await using Stage stage = await Stage.OpenAsync();
        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        string url = (await api.GetAsync("cameras")).GetProperty("cameras").EnumerateArray().First().GetProperty("settings").GetProperty("mainUrl").GetString()!;
        await api.SendAsync(HttpMethod.Post, "cameras", new JsonObject { ["name"] = "gate", ["mainUrl"] = url, ["recording"] = new JsonObject { ["mode"] = "events" } });
        await api.WaitForStateAsync("gate", "resting", TimeSpan.FromSeconds(90));

        MotionStand stand = await MotionStand.OpenAsync(stage, api, camera: "gate");

        await stand.Page.WaitForFunctionAsync("() => document.querySelector('.backdrop video')?.readyState >= 2");
        await Assertions.Expect(stand.Page.Locator(".under")).ToContainTextAsync("Live picture; nothing is recorded just now.");
    }

    [Fact]
    public async Task Recording_SavedWhileSomebodyElseDecidedAboutMotion_LeavesThatAsItIs()
    {
        await using Stage stage = await Stage.OpenAsync();
        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        string door = (await api.CameraAsync("door")).Id;
        IPage page = stage.Page;
        await page.ClickAsync("nav a[href='/cameras']");
        ILocator row = page.Locator(".page > .list > li", new PageLocatorOptions { HasText = "door" });
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Recording" }).ClickAsync();
        await api.SendAsync(HttpMethod.Put, $"cameras/{door}/motion", new JsonObject { ["mode"] = "off" });
        // One that was asked for before may come after.
        for (int i = 0; i < 2; i++)
        {
            await page.WaitForResponseAsync(r => r.Url.EndsWith("/api/v1/cameras", StringComparison.Ordinal));
        }

        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save" }).ClickAsync();
        await Assertions.Expect(row.Locator("form")).ToHaveCountAsync(0, new LocatorAssertionsToHaveCountOptions { Timeout = Patience });

        Assert.Equal("off", (await api.GetAsync($"cameras/{door}/motion")).GetProperty("motion").GetProperty("mode").GetString());
    }

    private static Task ToldAsync(MotionStand stand, params string[] words) =>
        Assertions.Expect(stand.Page.Locator(".finds .told")).ToHaveTextAsync(words, new LocatorAssertionsToHaveTextOptions { Timeout = Patience });

    private static string Found(string id, string box, double confidence) => FormattableString.Invariant(
        $$"""{"id":"{{id}}","camera":"c","start":"2026-11-23T21:40:05Z","end":"2026-11-23T21:40:09Z","state":"ended","kind":"motion","object":"none","box":{"{{box}}},"confidence":{{confidence}},"zone":null,"text":null,"origin":"recorder","colours":[],"direction":"none"}""");
}
