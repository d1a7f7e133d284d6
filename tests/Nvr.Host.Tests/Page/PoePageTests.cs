using ManagedSwitches;
using Microsoft.Playwright;
using Nvr.Host.Tests.Adoption;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>What somebody does with the ports' power: looks, cycles one, lowers the budget, and enters a switch that does not answer.</summary>
public sealed class PoePageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    /// <summary>Row and column of the ports 1, 9 and 16, as they are painted.</summary>
    private const string RowsAndColumns =
        """
        () => {
          const boxes = [...document.querySelectorAll('.sockets > li')].map((slot) => slot.getBoundingClientRect());
          const of = (values, value) => [...new Set(values)].sort((a, b) => a - b).indexOf(value);
          return [0, 8, 15].flatMap((i) => [of(boxes.map((b) => b.top), boxes[i].top), of(boxes.map((b) => b.left), boxes[i].left)]);
        }
        """;

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
        Assert.Empty(await Axe.LookAsync(page, "poe-shed"));

        await page.GetByText("Switches with PoE").ClickAsync();
        await page.FillAsync("input[name=name]", "desk");
        await page.FillAsync("input[name=address]", "127.0.0.1");
        await page.FillAsync("input[name=userName]", "box");
        await page.FillAsync("input[name=password]", "password-1");
        await Button(page.Locator("form"), "Only try").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Nothing answers to SNMP at 127.0.0.1:161", Patiently);
        await Screens.TakeAsync(page, "poe-switch");
        Assert.Empty(await Axe.LookAsync(page, "poe-switch"));
    }

    /// <summary>The board file says eight in a row: so they stand, on a phone as well, where the case is looked along.</summary>
    [Fact]
    public async Task Ports_AreDrawnAsOnTheCase_WithShapeWordAndCamera_AndLeadToTheirDeeds()
    {
        await using CameraNetwork network = await CameraNetwork.StartWithTellingPortsAsync(20);
        await network.PlugIntoAsync(2);
        await network.WaitForRecordingAsync(1, Patience);
        await using SwitchAgent agent = await network.AddSwitchAsync(new SwitchTable().Supply(120, 5).Port(10, 2).Interface(10, "10", false));
        await using NetworkDoor door = network.OpenDoor();
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(door.Address.ToString());
        await Visitor.SignInAsync(page);
        await page.ClickAsync("nav a[href='/box']");
        ILocator slots = page.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = "The ports as on the case" }).Locator("li");
        await Assertions.Expect(slots).ToHaveCountAsync(16, new LocatorAssertionsToHaveCountOptions { Timeout = 90_000 });
        // The switch's own port is in the list and in no drawing.
        await Assertions.Expect(page.Locator(".ports > li")).ToHaveCountAsync(17, new LocatorAssertionsToHaveCountOptions { Timeout = 90_000 });

        foreach (int width in new[] { 1440, 1000, 360 })
        {
            await page.SetViewportSizeAsync(width, 900);
            int[] places = await page.EvaluateAsync<int[]>(RowsAndColumns);
            Assert.Equal([0, 0, 1, 0, 1, 7], places);
            Assert.InRange(await page.EvaluateAsync<int>("() => document.querySelector('#stage').scrollWidth"), 1, width);
        }
        await page.SetViewportSizeAsync(1440, 900);
        ILocator fed = slots.Nth(1);
        await Assertions.Expect(fed).ToContainTextAsync("4.5 W", Patiently);
        await Assertions.Expect(fed).ToContainTextAsync("class 2", Patiently);
        await Assertions.Expect(fed.Locator(".model")).ToHaveTextAsync("link");
        await Assertions.Expect(fed.Locator(".mark")).ToHaveTextAsync("●");
        await Assertions.Expect(slots.Nth(0).Locator(".mark")).ToHaveTextAsync("○");
        await Assertions.Expect(slots.Nth(0).GetByRole(AriaRole.Button)).ToHaveAccessibleNameAsync("Port 1 Nothing to feed");
        string camera = (await network.Api.CamerasAsync())[0].Name;
        await Assertions.Expect(fed.Locator(".camera")).ToHaveTextAsync(camera);

        await Screens.TakeAsync(page, "poe-drawn");

        await fed.GetByRole(AriaRole.Button).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        ILocator row = page.Locator(".ports > li").Nth(1);
        await Assertions.Expect(row.Locator("summary")).ToBeFocusedAsync();
        await Assertions.Expect(row.Locator("summary")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(fed.Locator(".mark")).ToHaveTextAsync("▲", new LocatorAssertionsToHaveTextOptions { Timeout = 90_000 });
        await Assertions.Expect(fed).ToContainTextAsync("Off");
        Assert.Empty(await Axe.LookAsync(page, "poe-case"));
        await page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Power of the ports" }).EvaluateAsync("(s) => s.scrollIntoView()");
        await Screens.TakeAsync(page, "poe-case");
        await page.EvaluateAsync("() => localStorage.setItem('language', 'de')");
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = "Die Anschlüsse wie am Gehäuse" }).Locator("li").Nth(1)).ToContainTextAsync("Aus", Patiently);
        await page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Strom der Anschlüsse" }).EvaluateAsync("(s) => s.scrollIntoView()");
        await Screens.TakeAsync(page, "poe-case-de");
    }

    private static ILocator Button(ILocator place, string name) => place.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true });
}
