using Microsoft.Playwright;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>What somebody does who wants recordings on a USB key.</summary>
public sealed class StickPageTests
{
    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = 90_000 };

    [Fact]
    public async Task Recordings_AreExportedToAStick_FromTheFormAndTheButtonIsSet()
    {
        await using Stage stage = await Stage.OpenAsync();
        IPage page = stage.Page;
        await page.ClickAsync("nav a[href='/box']");
        ILocator section = page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "USB key" });
        await Assertions.Expect(section).ToContainTextAsync("Insert a USB key to take recordings along.", Patiently);
        await PlugAsync(page, "{ type: 'ntfs', label: 'HOLIDAY' }");
        await Assertions.Expect(section).ToContainTextAsync("NTFS", Patiently);
        await PlugAsync(page, "{ label: 'EVIDENCE' }");
        await Assertions.Expect(section).ToContainTextAsync("EVIDENCE", Patiently);

        await section.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Export recordings" }).ClickAsync();
        await TakeAsync(page, section, "usb-form");
        await section.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Export", Exact = true }).ClickAsync();
        await Assertions.Expect(section).ToContainTextAsync("The USB key is safe to remove.", Patiently);
        await Assertions.Expect(section.GetByText("EVIDENCE (Simulated stick)", new LocatorGetByTextOptions { Exact = true })).ToHaveCountAsync(0, new LocatorAssertionsToHaveCountOptions { Timeout = 30_000 });
        await section.GetByText("How to tell that an export is from this recorder").ClickAsync();
        await Assertions.Expect(section.Locator("code")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^([0-9a-f]{4} ?){16}$"));
        await TakeAsync(page, section, "usb-safe");

        await section.GetByText("Change what the button writes").ClickAsync();
        await section.GetByRole(AriaRole.Spinbutton, new LocatorGetByRoleOptions { Name = "Hours" }).FillAsync("3");
        await section.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save" }).ClickAsync();
        await Assertions.Expect(section).ToContainTextAsync("writes the last 3 hours of all cameras", Patiently);
    }

    private static async Task PlugAsync(IPage page, string stick) => Assert.True(await page.EvaluateAsync<bool>(
        $"async () => (await fetch('/api/v1/sticks/simulated', {{ method: 'POST', headers: {{ 'content-type': 'application/json' }}, body: JSON.stringify({stick}) }})).ok"));

    private static async Task TakeAsync(IPage page, ILocator section, string name)
    {
        await section.EvaluateAsync("(s) => s.scrollIntoView()");
        await Screens.TakeAsync(page, name);
    }
}
