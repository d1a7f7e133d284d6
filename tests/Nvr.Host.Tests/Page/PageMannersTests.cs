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

    private static async Task AddAsync(IPage page, string address)
    {
        await page.FillAsync("form.add input[name=name]", "Broken");
        await page.FillAsync("form.add input[name=mainUrl]", address);
        await page.ClickAsync("form.add button[type=submit]");
    }
}
