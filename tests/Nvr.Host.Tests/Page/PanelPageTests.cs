using Microsoft.Playwright;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>The front panel in the page: what the lights show, and a button of the simulated board under a finger.</summary>
public sealed class PanelPageTests
{
    private static readonly LocatorAssertionsToHaveAttributeOptions Patiently = new() { Timeout = 90_000 };

    [Fact]
    public async Task Panel_OfTheSimulatedBoard_ShowsRecAndFlashesWhenItIsToBeFound()
    {
        await using Stage stage = await Stage.OpenAsync();
        IPage page = stage.Page;
        await page.ClickAsync("nav a[href='/box']");
        await Assertions.Expect(Lamp(page, "REC")).ToHaveAttributeAsync("data-colour", "green", Patiently);
        await Screens.TakeAsync(page, "box");

        ILocator locate = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "locate", Exact = true });
        await locate.ClickAsync(new LocatorClickOptions { Delay = 300 });
        await Assertions.Expect(Lamp(page, "STATUS")).ToHaveAttributeAsync("data-rhythm", "doubleFlash", Patiently);
        await Assertions.Expect(Lamp(page, "STATUS")).ToHaveAttributeAsync("aria-label", "amber, flashing", Patiently);

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Stop blinking" }).PressAsync("Enter");
        await Assertions.Expect(Lamp(page, "STATUS")).Not.ToHaveAttributeAsync("data-rhythm", "doubleFlash", Patiently);
    }

    private static ILocator Lamp(IPage page, string name) => page.Locator(".led", new PageLocatorOptions { HasText = name }).Locator(".lamp");
}
