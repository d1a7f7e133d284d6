using System.Globalization;
using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>Pictures of the page on a phone, a tablet and a desk, by day and by night, for people to look at.</summary>
internal static class Screens
{
    private const int Height = 1400;

    /// <summary>Fails where something sticks out, or hides in a stage that scrolls sideways: a phone shows the whole width.</summary>
    public static async Task TakeAsync(IPage page, string name)
    {
        foreach (int width in new[] { 360, 820, 1440 })
        {
            await page.SetViewportSizeAsync(width, Height);
            await page.WaitForFunctionAsync("(w) => document.documentElement.clientWidth === w", width);
            Assert.InRange(await page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, document.querySelector('#stage')?.scrollWidth ?? 0)"), 1, width);
            foreach (ColorScheme light in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = light, ReducedMotion = ReducedMotion.Reduce });
                string file = string.Create(CultureInfo.InvariantCulture, $"{name}-{width}-{(light == ColorScheme.Dark ? "dark" : "light")}.png");
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "artifacts", "screens", file) });
            }
        }
        await page.SetViewportSizeAsync(1440, 900);
    }
}
