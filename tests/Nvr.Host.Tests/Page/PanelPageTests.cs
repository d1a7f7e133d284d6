using System.Text.Json;
using Microsoft.Playwright;
using Torture.Box;
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

    [Fact]
    public async Task Display_OfTheSimulatedBoard_IsDrawnPixelForPixel_AndReadOutInItsWords()
    {
        await using Stage stage = await Stage.OpenAsync();
        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        IPage page = stage.Page;
        await page.ClickAsync("nav a[href='/box']");
        await Assertions.Expect(page.Locator("canvas.oled")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 90_000 });

        JsonElement display = default;
        string label = "";
        // The display turns its pages by itself, so the two may be looked at between two pages.
        await Wait.UntilAsync(
            async () =>
            {
                display = (await api.GetAsync("panel")).GetProperty("display");
                label = await page.Locator("canvas.oled").GetAttributeAsync("aria-label") ?? "";
                return label == $"Display: {string.Join(" / ", display.GetProperty("words").EnumerateArray().Select(w => w.GetString()))}";
            },
            TimeSpan.FromSeconds(90),
            () => $"{label} is {display}");
        int[] glass = await page.EvaluateAsync<int[]>(Glass);

        Assert.NotEqual("Display: ", label);
        Assert.Equal((display.GetProperty("width").GetInt32() * 2, display.GetProperty("height").GetInt32() * 2), (glass[0], glass[1]));
        Assert.InRange(glass[2], 100, glass[0] * glass[1] / 2);
        Assert.Equal(glass[2] * 4, glass[3]);
    }

    /// <summary>Width and height of the drawing, pixels that the recorder said are lit, and points of the drawing that are.</summary>
    private const string Glass =
        """
        () => {
          const glass = document.querySelector('canvas.oled');
          const told = [...atob(glass.dataset.pages)].reduce((sum, c) => sum + c.charCodeAt(0).toString(2).replaceAll('0', '').length, 0);
          const points = glass.getContext('2d').getImageData(0, 0, glass.width, glass.height).data;
          return [glass.width, glass.height, told, points.filter((value, at) => at % 4 === 3 && value > 0).length];
        }
        """;

    private static ILocator Lamp(IPage page, string name) => page.Locator(".led", new PageLocatorOptions { HasText = name }).Locator(".lamp");
}
