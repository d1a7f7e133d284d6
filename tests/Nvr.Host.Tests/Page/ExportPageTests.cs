using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>What somebody does who wants a recording out of the recorder: marks, exports, downloads, shares, revokes, protects.</summary>
public sealed class ExportPageTests
{
    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = 90_000 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recording_IsMarkedExportedDownloadedAndShared()
    {
        await using Stage stage = await Stage.OpenAsync();
        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        await api.WaitForFootageAsync(RecordedBox.Names, 12, TimeSpan.FromSeconds(90));
        IPage page = stage.Page;
        ILocator panel = await OpenAsync(stage, api);

        await panel.GetByLabel("Reason").FillAsync("Till, short by 50");
        await panel.GetByLabel("yard", new LocatorGetByLabelOptions { Exact = true }).CheckAsync();
        await panel.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Export", Exact = true }).ClickAsync();
        ILocator first = panel.Locator(".exports-list > li").First;
        await Assertions.Expect(first).ToContainTextAsync("Ready", Patiently);
        await Assertions.Expect(first).ToContainTextAsync("Till, short by 50", Patiently);
        await panel.GetByLabel("yard", new LocatorGetByLabelOptions { Exact = true }).UncheckAsync();
        await panel.GetByLabel("Kind of file").SelectOptionAsync("mp4");
        await panel.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Export", Exact = true }).ClickAsync();
        await Assertions.Expect(panel.Locator(".exports-list > li")).ToHaveCountAsync(2, new LocatorAssertionsToHaveCountOptions { Timeout = 90_000 });
        await Assertions.Expect(first).ToContainTextAsync("The movie is complete.", Patiently);

        await SameAsTheApiAsync(page, api, first);
        await ShareAsync(stage, page, panel, first);
        await ProtectAsync(panel);
        await panel.GetByRole(AriaRole.Region, new LocatorGetByRoleOptions { Name = "New export" }).ScrollIntoViewIfNeededAsync();
        await Screens.TakeAsync(page, "exports");
        await AxeAsync(page);
        await panel.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Let go: door" }).ClickAsync();
        await Assertions.Expect(panel).ToContainTextAsync("Nothing is protected.", Patiently);
    }

    /// <summary>With answers as the recorder gives them of a large export: one of the tests' footage is made before anybody sees it.</summary>
    [Fact]
    public async Task ExportInTheMaking_ShowsHowMuchIsMade_AndHowLongItTakes()
    {
        await using Stage stage = await Stage.OpenAsync();
        IPage page = stage.Page;
        double done = 0.25;
        await page.RouteAsync("**/api/v1/exports", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = InTheMaking(done) }));
        await page.ClickAsync("nav a[href^='/review']");
        ILocator panel = page.Locator(".exports");
        await panel.Locator("summary").First.ClickAsync();
        ILocator row = panel.Locator(".exports-list > li");
        ILocator progress = row.GetByRole(AriaRole.Progressbar, new LocatorGetByRoleOptions { Name = "Made so far" });

        await Assertions.Expect(progress).ToHaveJSPropertyAsync("value", 0.25, new LocatorAssertionsToHaveJSPropertyOptions { Timeout = 90_000 });
        await Assertions.Expect(row).ToContainTextAsync("Being made. 25 % is made.", Patiently);
        await Assertions.Expect(row).ToContainTextAsync("ZIP, about 2.0 GB", Patiently);
        await Assertions.Expect(row).ToContainTextAsync(", about 3 min left", Patiently);
        Assert.Equal(0.25, await progress.EvaluateAsync<double>("(p) => p.position"));
        await row.EvaluateAsync("(r) => r.scrollIntoView()");
        await Screens.TakeAsync(page, "exports-making");
        await AxeAsync(page);
        // The page asks again by itself.
        done = 0.75;
        await Assertions.Expect(progress).ToHaveJSPropertyAsync("value", 0.75, new LocatorAssertionsToHaveJSPropertyOptions { Timeout = 90_000 });
        await Assertions.Expect(row).ToContainTextAsync(", about 60 s left", Patiently);
        done = 1;
        await Assertions.Expect(row).ToContainTextAsync("Ready.", Patiently);
        await Assertions.Expect(progress).ToHaveCountAsync(0);
        await Assertions.Expect(row.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Download: door" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Viewer_SeesNoPanel()
    {
        await using Stage stage = await Stage.OpenAsync();
        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        string door = (await api.CameraAsync("door")).Id;
        await api.SendAsync(HttpMethod.Post, "users", new JsonObject { ["userName"] = "guest", ["password"] = BoxApi.Password, ["role"] = "viewer", ["cameras"] = new JsonArray(door) });
        await using IBrowserContext phone = await stage.PhoneAsync(360, 740);
        IPage page = await phone.NewPageAsync();
        await page.GotoAsync(new Uri(stage.Box.Address, $"/review?cam={door}").ToString());
        await page.FillAsync("input[name=userName]", "guest");
        await page.FillAsync("input[name=password]", BoxApi.Password);
        await page.ClickAsync("button[type=submit]");

        await page.Locator("canvas.timeline").WaitForAsync();

        await Assertions.Expect(page.Locator(".exports")).ToHaveCountAsync(0);
    }

    /// <summary>Marks twelve seconds by the keys, at moments that the address chooses.</summary>
    private static async Task<ILocator> OpenAsync(Stage stage, BoxApi api)
    {
        IPage page = stage.Page;
        CameraReading door = await api.CameraAsync("door");
        Nvr.Core.Time.UtcTime start = (await api.RecentAsync(door.Id)).Spans[0].Start;
        await page.GotoAsync(new Uri(stage.Box.Address, $"/review?cam={door.Id}&t={start.Plus(1_000_000).ToString()[..19]}Z").ToString());
        ILocator panel = page.Locator(".exports");
        await page.WaitForFunctionAsync("() => document.querySelector('video.recorded')?.currentTime > 0");
        await page.Keyboard.PressAsync("i");
        await Assertions.Expect(panel).ToContainTextAsync("The beginning is marked.", Patiently);
        await page.WaitForTimeoutAsync(2_500);
        await page.Keyboard.PressAsync("o");
        await Assertions.Expect(panel).ToContainTextAsync("The end is marked.", Patiently);
        // What is marked is seen on the band, too.
        string drawn = await page.Locator("canvas.timeline:not([data-marked=''])").GetAttributeAsync("data-marked") ?? "";
        Assert.Equal(await page.EvaluateAsync<string>("() => ['from', 'to'].map(n => Date.parse(document.querySelector(`.exports input[name=${n}]`).value + 'Z')).join(' ')"), drawn);
        return panel;
    }

    private static async Task SameAsTheApiAsync(IPage page, BoxApi api, ILocator row)
    {
        IDownload download = await page.RunAndWaitForDownloadAsync(() => row.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Download: door" }).ClickAsync());
        Assert.Matches("^door .*Z\\.mp4$", download.SuggestedFilename);
        JsonElement export = (await api.GetAsync("exports")).GetProperty("exports")[0];
        string camera = export.GetProperty("cameras")[0].GetProperty("id").GetString()!;
        string file = Path.GetTempFileName();
        await api.DownloadAsync($"cameras/{camera}/video.mp4?from={export.GetProperty("from").GetString()}&to={export.GetProperty("to").GetString()}", file);
        Assert.Equal(await File.ReadAllBytesAsync(file, Cancellation), await File.ReadAllBytesAsync(await download.PathAsync(), Cancellation));
        File.Delete(file);
    }

    private static string InTheMaking(double done) => JsonSerializer.Serialize(new
    {
        exports = new[]
        {
            new
            {
                id = "5f0c0a9e", cameras = new[] { new { id = "d00f", name = "door" } }, from = "2026-11-23T10:00:00.000000Z", to = "2026-11-23T18:00:00.000000Z", reason = "Till, short by 50", form = "zip",
                wantedBy = BoxApi.UserName, wantedAt = "2026-11-23T18:05:00.000000Z", state = done < 1 ? "making" : "ready", sentence = done < 1 ? $"{done * 100:0} % is made." : "The archive is complete.",
                nextStep = (string?)null, done, secondsLeft = done < 1 ? (int?)((1 - done) * 240) : null, bytes = 2_000_000_000L, isComplete = done < 1 ? (bool?)null : true, keptUntil = "2026-12-23T18:05:00.000000Z",
            },
        },
    });

    private static async Task ShareAsync(Stage stage, IPage page, ILocator panel, ILocator row)
    {
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Share: door" }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Password, if you want one").FillAsync("open sesame");
        await Screens.TakeAsync(page, "exports-share");
        await AxeAsync(page);
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Make the link" }).ClickAsync();
        string address = await dialog.GetByLabel("Address of the share").InputValueAsync();
        await AxeAsync(page);
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Done" }).ClickAsync();
        await using IBrowserContext phone = await stage.PhoneAsync(360, 740, "de-DE");
        IPage guest = await phone.NewPageAsync();
        await guest.GotoAsync(address);
        await guest.FillAsync("input[name=password]", "open sesame");
        await guest.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Öffnen" }).ClickAsync();
        await guest.WaitForFunctionAsync("() => document.querySelector('video')?.videoWidth === 320");
        await TakeAsync(guest, "share");
        await AxeAsync(guest);
        Assert.Equal(200, (await guest.APIRequest.GetAsync(address + "/file")).Status);
        await Assertions.Expect(panel).ToContainTextAsync("used once", new LocatorAssertionsToContainTextOptions { Timeout = 60_000 });

        await panel.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Revoke: door" }).ClickAsync();
        await Assertions.Expect(panel).ToContainTextAsync("Nothing is shared.", Patiently);
        IResponse? gone = await guest.GotoAsync(address);
        Assert.Equal((int)HttpStatusCode.Gone, gone!.Status);
        await Assertions.Expect(guest.GetByRole(AriaRole.Heading)).ToContainTextAsync("Diese Freigabe ist beendet.", Patiently);
        Assert.Equal(410, (await guest.APIRequest.GetAsync(address + "/file")).Status);
    }

    private static async Task ProtectAsync(ILocator panel)
    {
        await panel.GetByLabel("Reason").FillAsync("");
        await panel.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Protect only" }).ClickAsync();
        await Assertions.Expect(panel).ToContainTextAsync("Say why", Patiently);
        await panel.GetByLabel("Reason").FillAsync("For the insurance");
        await panel.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Protect only" }).ClickAsync();
        await Assertions.Expect(panel.GetByRole(AriaRole.Region, new LocatorGetByRoleOptions { Name = "Protected recordings" })).ToContainTextAsync("For the insurance", Patiently);
    }

    private static async Task TakeAsync(IPage page, string name)
    {
        foreach (int width in new[] { 360, 820, 1440 })
        {
            await page.SetViewportSizeAsync(width, 900);
            foreach (ColorScheme light in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = light });
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "artifacts", "screens", $"{name}-{width}-{(light == ColorScheme.Dark ? "dark" : "light")}.png") });
            }
        }
    }

    private static async Task AxeAsync(IPage page) => Assert.Empty(await Axe.LookAsync(page, "exports"));
}
