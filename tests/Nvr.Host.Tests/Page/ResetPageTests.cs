using System.Globalization;
using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>Back to factory settings from the page: what it says before, whom it refuses, and where it leads.</summary>
public sealed class ResetPageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = 90_000 };

    [Fact]
    public async Task Reset_SaysWhatGoes_RefusesAWrongPassword_AndLeadsToTheFirstVisit_ByKeyboardAlone()
    {
        using var scratch = new Scratch();
        string listen = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort.Take()}");
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await using (NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Listen = listen, Cameras = RecordedBox.NamedUrls(cameras) }))
        {
            await Visitor.SetUpAsync(page, box);
            using (BoxApi api = await BoxApi.OpenAsync(box))
            {
                await api.WaitForFootageAsync(RecordedBox.Names, 3, Patience);
            }
            await page.GotoAsync(new Uri(box.Address, "/box").ToString());
            ILocator care = CareCorner.Of(page);
            await care.GetByText("Factory reset", new LocatorGetByTextOptions { Exact = true }).FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(care).ToContainTextAsync("The cameras door, yard: no longer recorded", Patiently);
            await Assertions.Expect(care.Locator("ul").Nth(1)).ToContainTextAsync("All recordings, ");
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.PressAsync("Space");
            await Assertions.Expect(care.Locator("ul").Nth(0)).ToContainTextAsync("All recordings, ");
            await Assertions.Expect(care.Locator("ul").Nth(1)).Not.ToContainTextAsync("All recordings, ");
            await CareCorner.ShowAsync(page, "care-reset");
            await page.Keyboard.PressAsync("Space");
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.TypeAsync("not my password");
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.TypeAsync(Environment.MachineName);
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(care.GetByRole(AriaRole.Alert).Filter(new LocatorFilterOptions { HasText = "not your password" })).ToBeVisibleAsync();
            await page.FillAsync("input[name=ownPassword]", BoxApi.Password);
            await page.FillAsync("input[name=confirm]", Environment.MachineName);
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("The recorder starts anew");
            await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
            Assert.Equal(0, await box.ExitAsync());
        }
        await Screens.TakeAsync(page, "care-waits");

        await using NvrdProcess reset = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Listen = listen });
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Set up this recorder", new LocatorAssertionsToHaveTextOptions { Timeout = 90_000 });
        await Visitor.EnterAsync(page, reset);
        await page.Locator(".setup").WaitForAsync();
    }
}
