using Microsoft.Playwright;
using Nvr.Host.Tests.Adoption;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>What somebody does with the ports' power: looks, cycles one, lowers the budget, and enters a switch that does not answer.</summary>
public sealed class PoePageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = 90_000 };

    [Fact]
    public async Task Ports_ShowTheirCamerasAndWatts_AreCycledAndShed()
    {
        await using CameraNetwork network = await CameraNetwork.StartWithPortsAsync(20);
        await network.PlugIntoAsync(1);
        await network.PlugIntoAsync(2);
        await network.WaitForRecordingAsync(2, Patience);
        await using NetworkDoor door = network.OpenDoor();
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(door.Address.ToString());
        await Visitor.SignInAsync(page);
        await page.ClickAsync("nav a[href='/box']");
        ILocator first = page.Locator(".ports > li").Nth(0);
        ILocator second = page.Locator(".ports > li").Nth(1);
        await Assertions.Expect(first).ToContainTextAsync("4.5 W", Patiently);
        await Assertions.Expect(first.Locator(".strong")).ToContainTextAsync("Port 1 · ", Patiently);
        await first.Locator("summary").ClickAsync();
        await Screens.TakeAsync(page, "poe");

        await Button(first, "Off and on again").ClickAsync();
        await Assertions.Expect(first).ToContainTextAsync("switched off and on 1 time", Patiently);
        Assert.Equal(["1 off", "1 on"], network.PortLog);

        await page.GetByText("Change the budget").ClickAsync();
        await page.FillAsync("input[name=watts]", "5");
        await Button(page.Locator(".supply"), "Set").ClickAsync();
        await Assertions.Expect(second).ToContainTextAsync("has no power: the budget of 5 W is used up, and it would take 4.5 W.", Patiently);
        await Assertions.Expect(second.Locator(".state")).ToHaveTextAsync("No power left", new LocatorAssertionsToHaveTextOptions { Timeout = 90_000 });
        await Screens.TakeAsync(page, "poe-shed");

        await page.GetByText("Switches with PoE").ClickAsync();
        await page.FillAsync("input[name=name]", "desk");
        await page.FillAsync("input[name=address]", "127.0.0.1");
        await page.FillAsync("input[name=userName]", "box");
        await page.FillAsync("input[name=password]", "password-1");
        await Button(page.Locator("form"), "Only try").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Nothing answers to SNMP at 127.0.0.1:161", Patiently);
        await Screens.TakeAsync(page, "poe-switch");
    }

    private static ILocator Button(ILocator place, string name) => place.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true });
}
