using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>Zones, masks and lines drawn over a camera's picture: with a mouse, by keyboard, with a finger on a phone. What counts is what the API holds afterwards.</summary>
public sealed class MotionPageTests
{
    private const float Patience = 90_000;

    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = Patience };

    [Fact]
    public async Task Zone_IsDrawnWithTheMouse_BentByItsCornersAndEdges_AndSavedAsItIsShown()
    {
        await using Stage stage = await Stage.OpenAsync();
        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        await api.WaitForFootageAsync(RecordedBox.Names, 4, TimeSpan.FromSeconds(90));
        MotionStand stand = await MotionStand.OpenAsync(stage, api);
        await stand.HasPictureAsync();

        await stand.DrawAsync("Draw a zone", (0.25, 0.25), (0.75, 0.25), (0.75, 0.75));
        await stand.Button("Done").ClickAsync();
        await stand.Field("name").FillAsync("Gate <b>&\"'</b> \u202E 日本");
        await stand.DragAsync(stand.Corners.Nth(0), 0.125, 0.25);
        // The edge from the third corner back to the first.
        await stand.DragAsync(stand.Page.Locator(".handle.edge").Nth(2), 0.25, 0.875);
        await stand.Field("loiterSeconds").FillAsync("45");
        await stand.Field("smallestShare").FillAsync("1");
        await stand.Field("largestShare").FillAsync("25");
        await Assertions.Expect(stand.Page.Locator(".scene .ghost")).ToHaveCountAsync(2);
        await stand.Page.Locator("summary", new PageLocatorOptions { HasText = "Times of the week" }).ClickAsync();
        await stand.Page.GetByLabel("Sunday", new PageGetByLabelOptions { Exact = true }).PressAsync("Space");
        await stand.Button("Add these times").ClickAsync();
        await Screens.TakeAsync(stand.Page, "motion-zone");
        Assert.Empty(await Axe.LookAsync(stand.Page, "motion-zone"));
        await Assertions.Expect(stand.Bar).ToContainTextAsync("Changed, not saved", Patiently);
        await stand.SaveAsync();

        JsonElement zone = Assert.Single((await stand.MotionAsync()).GetProperty("zones").EnumerateArray());
        Assert.Equal("Gate <b>&\"'</b> \u202E 日本", zone.GetProperty("name").GetString());
        MotionStand.AssertPoints([(0.125, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.875)], zone);
        Assert.Equal((45, 0.01, 0.25), (zone.GetProperty("loiterSeconds").GetInt32(), zone.GetProperty("smallestShare").GetDouble(), zone.GetProperty("largestShare").GetDouble()));
        Assert.Equal("""[{"day":"sunday","from":"08:00","to":"18:00"}]""", JsonNode.Parse(zone.GetProperty("schedule").GetRawText())!.ToJsonString());
        Assert.Equal(0, await stand.Page.Locator(".motion b").CountAsync());
        Assert.Equal("Gate <b>&\"'</b> \u202E 日本", await stand.Page.Locator(".names span").TextContentAsync());
    }

    [Fact]
    public async Task Keyboard_Alone_DrawsAZone_MovesInsertsAndDeletesCorners_UndoesAndSaves()
    {
        await using Stage stage = await Stage.OpenAsync();
        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        MotionStand stand = await MotionStand.OpenAsync(stage, api);
        IKeyboard keys = stand.Page.Keyboard;
        async Task PressAsync(string key, int times = 1)
        {
            for (int i = 0; i < times; i++)
            {
                await keys.PressAsync(key);
            }
        }

        await stand.Button("Draw a zone").FocusAsync();
        await PressAsync("Enter");
        await Assertions.Expect(stand.Page.Locator(".said")).ToContainTextAsync("Space sets a corner", Patiently);
        // The cross stands in the middle.
        await PressAsync("Enter");
        await Assertions.Expect(stand.Page.Locator(".said")).ToContainTextAsync("At least 3 corners", Patiently);
        await PressAsync("Space");
        await PressAsync("ArrowRight", 30);
        await PressAsync("Space");
        await PressAsync("ArrowDown", 20);
        await PressAsync("Space");
        await PressAsync("ArrowLeft", 30);
        await PressAsync("Space");
        await PressAsync("Enter");
        // The name has the keyboard, chosen, so that typing replaces it.
        await keys.TypeAsync("Porch");
        await stand.Corners.Nth(1).FocusAsync();
        await PressAsync("ArrowUp", 10);
        await PressAsync("Shift+ArrowLeft", 5);
        await Assertions.Expect(stand.Page.Locator(".said")).ToContainTextAsync("79.5 % from the left, 40 % from the top", Patiently);
        await PressAsync("+");
        await Assertions.Expect(stand.Corners).ToHaveCountAsync(5);
        Assert.Equal("2", await stand.Page.EvaluateAsync<string>("() => document.activeElement.dataset.corner"));
        await PressAsync("Delete");
        await Assertions.Expect(stand.Corners).ToHaveCountAsync(4);
        await PressAsync("Delete");
        await Assertions.Expect(stand.Corners).ToHaveCountAsync(3);
        await PressAsync("Delete");
        await Assertions.Expect(stand.Page.Locator(".said")).ToContainTextAsync("At least 3 corners", Patiently);
        await PressAsync("Control+z");
        await Assertions.Expect(stand.Corners).ToHaveCountAsync(4);
        Assert.Equal("Corner 2, Porch: 79.5 % from the left, 40 % from the top", await stand.Corners.Nth(1).GetAttributeAsync("aria-label"));
        await stand.Button("Save").FocusAsync();
        await PressAsync("Enter");
        await Assertions.Expect(stand.Bar).ToContainTextAsync("Saved.", Patiently);

        JsonElement zone = Assert.Single((await stand.MotionAsync()).GetProperty("zones").EnumerateArray());
        Assert.Equal("Porch", zone.GetProperty("name").GetString());
        MotionStand.AssertPoints([(0.5, 0.5), (0.795, 0.4), (0.8, 0.7), (0.5, 0.7)], zone, 1e-9);
    }

    [Fact]
    public async Task Finger_OnAPhone_DrawsAPrivateMask_AndALineWithItsDirection()
    {
        await using Stage stage = await Stage.OpenAsync();
        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        await api.WaitForFootageAsync(RecordedBox.Names, 4, TimeSpan.FromSeconds(90));
        await using IBrowserContext phone = await stage.PhoneAsync(360, 780);
        MotionStand stand = await MotionStand.OpenAsync(stage, api, await stage.SignedInAsync(phone));
        await stand.HasPictureAsync();

        await stand.DrawAsync("Draw a mask", (0.1, 0.1), (0.4, 0.1), (0.4, 0.5), (0.1, 0.5));
        // The first corner again ends it.
        await stand.TapAsync(0.1, 0.1);
        await stand.Page.GetByLabel("Also black in pictures").TapAsync();
        await stand.DrawAsync("Draw a line", (0.5, 0.9), (0.5, 0.1));
        await stand.Button("Done").TapAsync();
        await stand.Field("name").FillAsync("Drive");
        await stand.Page.Locator("select[name=direction]").SelectOptionAsync("left-to-right");
        Assert.Equal(["1.000", "0.000"], await stand.ArrowAsync());
        await stand.Page.Locator("select[name=direction]").SelectOptionAsync("right-to-left");
        Assert.Equal(["-1.000", "0.000"], await stand.ArrowAsync());
        await Assertions.Expect(stand.Page.Locator(".shape")).ToContainTextAsync("to the left of the picture", Patiently);
        await stand.AssertFingersHitAsync();
        await stand.DragByFingerAsync(1, 0.625, 0.125);
        await stand.SaveAsync();

        JsonElement motion = await stand.MotionAsync();
        JsonElement mask = Assert.Single(motion.GetProperty("masks").EnumerateArray());
        Assert.True(mask.GetProperty("private").GetBoolean());
        MotionStand.AssertPoints([(0.1, 0.1), (0.4, 0.1), (0.4, 0.5), (0.1, 0.5)], mask);
        JsonElement line = Assert.Single(motion.GetProperty("tripwires").EnumerateArray());
        Assert.Equal(("Drive", "right-to-left"), (line.GetProperty("name").GetString(), line.GetProperty("direction").GetString()));
        MotionStand.AssertPoints([(0.5, 0.9), (0.625, 0.125)], line);
        Assert.Equal(360, await stand.Page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, document.querySelector('#stage').scrollWidth)"));
    }

    [Fact]
    public async Task Mistake_IsExplainedAtItsField_AndNothingUnsavedIsLostUnasked()
    {
        await using Stage stage = await Stage.OpenAsync();
        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        MotionStand stand = await MotionStand.OpenAsync(stage, api);
        await stand.PutAsync("""{"zones":[{"name":"Gate","points":[{"x":0,"y":0},{"x":1,"y":0},{"x":1,"y":1}]},{"name":"Yard","points":[{"x":0,"y":0},{"x":0.5,"y":0},{"x":0.5,"y":1}]}]}""");
        await stand.ShapeNamed("Yard").ClickAsync();
        await stand.Field("loiterSeconds").FillAsync("3");
        await stand.ShapeNamed("Gate").ClickAsync();
        await stand.Button("Save").ClickAsync();

        ILocator error = stand.Page.Locator("[data-shape='zones 1'] [data-field=loiterSeconds] .error");
        await Assertions.Expect(error).ToHaveTextAsync("“Tell who stays for seconds” must be between 5 and 3600.", new LocatorAssertionsToHaveTextOptions { Timeout = Patience });
        Assert.Equal("loiterSeconds", await stand.Page.EvaluateAsync<string>("() => document.activeElement.name"));
        await stand.Field("loiterSeconds").FillAsync("30");
        await Assertions.Expect(error).ToBeHiddenAsync();

        List<string> asked = [];
        bool leaves = false;
        stand.Page.Dialog += (_, dialog) =>
        {
            asked.Add(dialog.Message);
            _ = leaves ? dialog.AcceptAsync() : dialog.DismissAsync();
        };
        await stand.Page.ClickAsync("nav a[href='/box']");
        await Wait.UntilAsync(() => asked.Count == 1, TimeSpan.FromSeconds(30), () => "a question before leaving by a link");
        await stand.Page.GoBackAsync();
        await Wait.UntilAsync(() => asked.Count == 2, TimeSpan.FromSeconds(30), () => "a question before going back");
        Assert.All(asked, words => Assert.Contains("is not saved", words, StringComparison.Ordinal));
        await stand.Page.WaitForFunctionAsync("() => location.pathname.endsWith('/motion')");
        Assert.Equal("30", await stand.Field("loiterSeconds").InputValueAsync());

        // A session that ends takes nothing away.
        await stand.Page.EvaluateAsync("() => fetch('/api/v1/sessions/current', { method: 'DELETE' })");
        await Visitor.SignInAsync(stand.Page);
        await Assertions.Expect(stand.Bar).ToContainTextAsync("is here again", Patiently);
        await Assertions.Expect(stand.Page.Locator("[data-shape='zones 1']")).ToContainTextAsync("tells who stays 30 s", Patiently);
        leaves = true;
        await stand.Page.ClickAsync("nav a[href='/cameras']");
        await Assertions.Expect(stand.Page.Locator("h1")).ToHaveTextAsync("Cameras");
        Assert.Equal(3, asked.Count);
        Assert.Equal(JsonValueKind.Null, (await stand.MotionAsync()).GetProperty("zones")[1].GetProperty("loiterSeconds").ValueKind);
    }

    [Fact]
    public async Task TwoAtOnce_AreToldOfEachOther_AndNeitherOverwritesTheOtherUnasked()
    {
        await using Stage stage = await Stage.OpenAsync();
        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        MotionStand stand = await MotionStand.OpenAsync(stage, api);
        await stand.PutAsync("""{"mode":"off"}""");
        await Assertions.Expect(stand.Bar).ToContainTextAsync("Somebody else changed", Patiently);
        await Assertions.Expect(stand.Page.Locator("select[name=mode]")).ToHaveValueAsync("off");

        await stand.Page.SelectOptionAsync("select[name=mode]", "on");
        await stand.PutAsync("""{"mode":"automatic","sensitivity":55}""");
        await Assertions.Expect(stand.Bar.Locator(".conflict")).ToContainTextAsync("meanwhile", Patiently);
        await Assertions.Expect(stand.Button("Save")).ToBeDisabledAsync();
        await stand.Button("Take the others, drop mine").ClickAsync();
        await Assertions.Expect(stand.Page.Locator("select[name=mode]")).ToHaveValueAsync("automatic");
        await stand.Button("Undo").ClickAsync();
        await Assertions.Expect(stand.Page.Locator("select[name=mode]")).ToHaveValueAsync("on");

        // At the very moment of saving: the recorder compares.
        await stand.Page.RouteAsync("**/api/v1/cameras", route => route.AbortAsync());
        await stand.PutAsync("""{"mode":"off","sensitivity":20}""");
        await stand.Button("Save").PressAsync("Enter");
        await Assertions.Expect(stand.Bar.Locator(".conflict")).ToContainTextAsync("meanwhile", Patiently);
        await stand.Page.Keyboard.PressAsync("Enter");
        Assert.Equal(20, (await stand.MotionAsync()).GetProperty("sensitivity").GetInt32());
        await stand.Button("Save mine over them").ClickAsync();
        await Assertions.Expect(stand.Bar).ToContainTextAsync("Saved.", Patiently);
        Assert.Equal("on", (await stand.MotionAsync()).GetProperty("mode").GetString());
    }

    [Fact]
    public async Task Viewer_IsNotOfferedIt_AndGetsNothingAtItsAddress()
    {
        await using Stage stage = await Stage.OpenAsync();
        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        string door = (await api.CameraAsync("door")).Id;
        await api.SendAsync(HttpMethod.Post, "users", new JsonObject { ["userName"] = "guest", ["password"] = BoxApi.Password, ["role"] = "viewer", ["cameras"] = new JsonArray(door) });
        IPage page = stage.Page;
        await page.EvaluateAsync("() => fetch('/api/v1/sessions/current', { method: 'DELETE' })");
        await page.FillAsync("input[name=userName]", "guest");
        await page.FillAsync("input[name=password]", BoxApi.Password);
        await page.ClickAsync("button[type=submit]");
        await page.ClickAsync("nav a[href='/cameras']");
        await Assertions.Expect(page.Locator(".page > .list > li")).ToHaveCountAsync(1, new LocatorAssertionsToHaveCountOptions { Timeout = Patience });
        Assert.Equal(0, await page.Locator("a[href$='/motion']").CountAsync());

        await page.GotoAsync(new Uri(stage.Box.Address, $"/cameras/{door}/motion").ToString());
        await Assertions.Expect(page.Locator(".page")).ToContainTextAsync("decided by an administrator", Patiently);
        Assert.Equal(0, await page.Locator(".motion, #stage button, #stage select").CountAsync());
        Assert.Equal(403, await page.EvaluateAsync<int>("(id) => fetch(`/api/v1/cameras/${id}/motion`).then((r) => r.status)", door));
    }
}
