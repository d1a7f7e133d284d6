using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>A list of cameras and the recording of one, set in the page; and what the page offers to whom.</summary>
public sealed class SettingsPageTests
{
    private const string List = "name,url,user,password\nYard,rtsp://127.0.0.1:9/yard,cam,secret-8\nLane,rtsp://127.0.0.1:9/lane,cam,secret-9\nNowhere,,,\n";

    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = 90_000 };

    [Fact]
    public async Task List_OfCameras_IsShownWithRemarks_AndTheChosenOnesAreAdded()
    {
        await using Stage stage = await Stage.OpenAsync();
        IPage page = stage.Page;
        await page.ClickAsync("nav a[href='/cameras']");
        await page.ClickAsync(".import summary");
        await page.FillAsync(".import textarea", List);
        await page.ClickAsync(".import form button[type=submit]");
        await Assertions.Expect(page.Locator(".remarks")).ToContainTextAsync("Line 4", Patiently);
        await Screens.TakeAsync(page, "import");

        await page.Locator(".import .list li", new PageLocatorOptions { HasText = "Yard" }).Locator("input").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Add 1 camera" }).ClickAsync();
        await Assertions.Expect(page.Locator(".import")).ToContainTextAsync("1 camera was added.", Patiently);

        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        Assert.Equal(["Lane", "door", "yard"], (await api.CamerasAsync()).Select(c => c.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Recording_OfACamera_IsSetByKeyboard_WithScheduleAndDays()
    {
        await using Stage stage = await Stage.OpenAsync();
        IPage page = stage.Page;
        await page.ClickAsync("nav a[href='/cameras']");
        ILocator row = page.Locator(".page > .list > li", new PageLocatorOptions { HasText = "door" });
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Recording" }).PressAsync("Enter");
        ILocator form = row.Locator("form.settings");
        await form.Locator("select[name=mode]").SelectOptionAsync("events");
        foreach (string day in new[] { "Saturday", "Sunday" })
        {
            await form.GetByLabel(day, new LocatorGetByLabelOptions { Exact = true }).PressAsync("Space");
        }
        await form.GetByLabel("From", new LocatorGetByLabelOptions { Exact = true }).SelectOptionAsync("00:00");
        await form.GetByLabel("To", new LocatorGetByLabelOptions { Exact = true }).SelectOptionAsync("24:00");
        await AddTimesAsync(form);
        // Other times laid over these cut them in two.
        await form.GetByLabel("Sunday", new LocatorGetByLabelOptions { Exact = true }).PressAsync("Space");
        await form.GetByLabel("From", new LocatorGetByLabelOptions { Exact = true }).SelectOptionAsync("08:15");
        await form.GetByLabel("To", new LocatorGetByLabelOptions { Exact = true }).SelectOptionAsync("12:00");
        await form.GetByLabel("Record at these times").SelectOptionAsync("off");
        await AddTimesAsync(form);
        await form.Locator("input[name=preRecordSeconds]").FillAsync("8");
        await form.Locator("input[name=retainDays]").FillAsync("7");
        await form.Locator("input[name=eventRetainDays]").FillAsync("3");
        await Screens.TakeAsync(page, "schedule");
        await form.Locator("input[name=preRecordSeconds]").PressAsync("Enter");
        await Assertions.Expect(form.Locator(".error").Last).ToContainTextAsync("“Keep events for days”", Patiently);
        await form.Locator("input[name=eventRetainDays]").FillAsync("30");
        await form.Locator("input[name=eventRetainDays]").PressAsync("Enter");
        await Assertions.Expect(form).ToHaveCountAsync(0, new LocatorAssertionsToHaveCountOptions { Timeout = 90_000 });

        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        JsonElement settings = (await api.GetAsync("cameras")).GetProperty("cameras").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "door").GetProperty("settings");
        Assert.Equal((7, 30), (settings.GetProperty("retainDays").GetInt32(), settings.GetProperty("eventRetainDays").GetInt32()));
        Assert.Equal(
            ["saturday 00:00 24:00 continuous", "sunday 00:00 08:15 continuous", "sunday 08:15 12:00 off", "sunday 12:00 24:00 continuous"],
            settings.GetProperty("recording").GetProperty("schedule").EnumerateArray().Select(s => string.Join(' ', s.EnumerateObject().Select(p => p.Value.GetString()))).Order(StringComparer.Ordinal));
        Assert.Equal(("events", 8), (settings.GetProperty("recording").GetProperty("mode").GetString(), settings.GetProperty("recording").GetProperty("preRecordSeconds").GetInt32()));
    }

    [Fact]
    public async Task Viewer_SeesItsCameras_AndIsOfferedNothingElse()
    {
        await using Stage stage = await Stage.OpenAsync();
        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        string door = (await api.CamerasAsync()).Single(c => c.Name == "door").Id;
        await api.SendAsync(HttpMethod.Post, "users", new JsonObject { ["userName"] = "guest", ["password"] = BoxApi.Password, ["role"] = "viewer", ["cameras"] = new JsonArray(door) });
        IPage page = stage.Page;
        await page.EvaluateAsync("() => fetch('/api/v1/sessions/current', { method: 'DELETE' })");
        await page.FillAsync("input[name=userName]", "guest");
        await page.FillAsync("input[name=password]", BoxApi.Password);
        await page.ClickAsync("button[type=submit]");
        List<string> refused = [];
        page.Response += (_, answer) =>
        {
            if (answer.Status == 403)
            {
                refused.Add(answer.Url);
            }
        };

        await page.ClickAsync("nav a[href='/cameras']");
        await Assertions.Expect(page.Locator(".page > .list > li")).ToHaveCountAsync(1, new LocatorAssertionsToHaveCountOptions { Timeout = 90_000 });
        await page.WaitForResponseAsync(r => r.Url.EndsWith("/api/v1/cameras", StringComparison.Ordinal));
        Assert.Equal(0, await page.Locator("#stage button").CountAsync());
        Assert.Equal(0, await page.Locator("#stage form").CountAsync());
        await page.ClickAsync("nav a[href='/events']");
        await Assertions.Expect(page.Locator(".page")).ToContainTextAsync("Nothing has happened yet.", Patiently);
        Assert.Equal(["All cameras", "door"], await page.Locator("select[name=cam] option").AllTextContentsAsync());
        Assert.Empty(refused);
    }

    private static async Task AddTimesAsync(ILocator form) =>
        await form.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Add these times" }).PressAsync("Enter");
}
