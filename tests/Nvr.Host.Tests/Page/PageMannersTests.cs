using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>What the page must not do to somebody who types or reads.</summary>
public sealed class PageMannersTests
{
    [Fact]
    public async Task Session_ThatEndsDuringReview_LeavesThePlaceAndComesBackToItAfterSigningIn()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) });
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await Visitor.SetUpAsync(page, box);
        await page.Locator(".tile").First.ClickAsync();
        await page.Locator("canvas.timeline").WaitForAsync();

        await page.EvaluateAsync("() => fetch('/api/v1/sessions/current', { method: 'DELETE' })");
        ILocator name = page.Locator("input[name=userName]");
        await name.WaitForAsync();
        await Screens.TakeAsync(page, "door-sign-in");
        // Each of these letters is a key of the timeline.
        await name.PressSequentiallyAsync("jkl");

        Assert.Equal("jkl", await name.InputValueAsync());
        await Visitor.SignInAsync(page);
        await page.Locator("canvas.timeline").WaitForAsync();
        Assert.Contains("/review?cam=", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cameras_WhileTheyAreRefreshed_LeaveTheKeyboardWhereItIs()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) });
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await Visitor.SetUpAsync(page, box);
        await page.ClickAsync("nav a[href='/cameras']");

        await AddAsync(page, "rtsp://no-such-device.invalid/x");
        // In the words of the form, not of the API.
        await Assertions.Expect(page.Locator("form.add .error")).ToContainTextAsync("“Address”", new LocatorAssertionsToContainTextOptions { Timeout = 60_000 });
        await AddAsync(page, $"rtsp://127.0.0.1:{FreePort.Take()}/x");
        ILocator remove = page.Locator(".list li", new PageLocatorOptions { HasText = "Broken" }).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Remove" });
        await remove.FocusAsync();
        for (int i = 0; i < 3; i++)
        {
            await page.WaitForResponseAsync(r => r.Url.EndsWith("/api/v1/cameras", StringComparison.Ordinal));
        }

        Assert.True(await remove.EvaluateAsync<bool>("b => b === document.activeElement"));
    }

    [Fact]
    public async Task NameOfACamera_ThatLooksLikeMarkupAndTurnsTheWritingRound_IsShownAsItIsEverywhere()
    {
        const string hostile = "<img src=x onerror=alert(1)> & \"q\" \u202Eniard";
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = [RecordedBox.NamedUrls(cameras)[0]] });
        using BoxApi api = await BoxApi.OpenAsync(box);
        string id = (await api.AddCameraAsync(hostile, cameras.Cameras[1].Url)).Id;
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        List<string> said = [];
        page.Dialog += async (_, dialog) =>
        {
            said.Add(dialog.Message);
            await dialog.DismissAsync();
        };
        await page.GotoAsync(box.Address.ToString());
        await Visitor.SignInAsync(page);

        await AssertNamedAsync(page, page.Locator($".tile[data-id='{id}'] .name"), hostile);
        Assert.Equal($"Live picture of {hostile}", await page.Locator($".tile[data-id='{id}'] video").GetAttributeAsync("aria-label"));
        await page.ClickAsync("nav a[href='/cameras']");
        ILocator row = page.Locator($".list li:has(a[href='/review?cam={id}'])");
        await AssertNamedAsync(page, row.Locator("a.strong"), hostile);
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Remove" }).ClickAsync();
        await AssertNamedAsync(page, row.Locator("form p").First, $"Recording of “{hostile}” stops. What is recorded stays until its space is needed. Type the camera’s name to go on.");
        await page.ClickAsync("nav a[href='/events']");
        await AssertNamedAsync(page, page.Locator($"select[name=cam] option[value='{id}']"), hostile);
        await page.ClickAsync("nav a[href='/']");
        await page.ClickAsync($".tile[data-id='{id}']");
        await AssertNamedAsync(page, page.Locator(".chooser summary"), hostile);
        await page.ClickAsync(".chooser summary");
        await AssertNamedAsync(page, page.Locator($".chooser li:has(input[data-id='{id}']) label span"), hostile);
        await page.Locator(".chooser input:not(:checked)").ClickAsync();
        await AssertNamedAsync(page, page.Locator($".cell a.caption[href*='{id}'] .name"), hostile);
        Assert.Empty(said);
    }

    /// <summary>To the letter, in place of what Playwright's own comparison takes for the same.</summary>
    private static async Task AssertNamedAsync(IPage page, ILocator place, string text)
    {
        await place.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached, Timeout = 60_000 });
        Assert.Equal(text, await place.TextContentAsync());
        Assert.Equal(0, await page.Locator("img[src='x']").CountAsync());
    }

    private static async Task AddAsync(IPage page, string address)
    {
        await page.FillAsync("form.add input[name=name]", "Broken");
        await page.FillAsync("form.add input[name=mainUrl]", address);
        await page.ClickAsync("form.add button[type=submit]");
    }
}
