using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>The bays as they are drawn: in the order of the case, with what is in them, live while disks are pulled and put in.</summary>
public sealed class BayPageTests
{
    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = 90_000 };

    [Fact]
    public async Task Bays_AreDrawnInTheOrderOfTheCase_FollowTheirDisks_AndLeadToThem()
    {
        using var scratch = new Scratch();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await Visitor.EnterAsync(page, box);
        await page.Locator(".setup").WaitForAsync();
        await page.GotoAsync(new Uri(box.Address, "/box").ToString());
        ILocator slots = page.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = "The bays as on the case" }).Locator("li");
        await Assertions.Expect(slots).ToHaveCountAsync(4, new LocatorAssertionsToHaveCountOptions { Timeout = 90_000 });
        Assert.Equal(["Bay 1", "Bay 2", "Bay 3", "Bay 4"], await slots.Locator(".strong").AllInnerTextsAsync());
        await Assertions.Expect(slots.Nth(3)).ToContainTextAsync("empty");

        foreach (int bay in new[] { 1, 2, 3 })
        {
            await PlugAsync(page, bay, 4e12);
        }
        await Assertions.Expect(slots.Nth(2)).ToContainTextAsync("free", Patiently);
        await Assertions.Expect(slots.Nth(2)).ToContainTextAsync("Simulated disk");
        await Assertions.Expect(slots.Nth(2)).ToContainTextAsync("4.0 TB");
        await MakeMirrorAsync(page);
        await Assertions.Expect(slots.Nth(0)).ToContainTextAsync("part of footage", Patiently);
        await Assertions.Expect(slots.Nth(0)).ToContainTextAsync("% filled", Patiently);
        await Assertions.Expect(slots.Nth(0)).ToContainTextAsync("well", Patiently);

        await PlugAsync(page, 2, 0);
        await Assertions.Expect(slots.Nth(1)).ToContainTextAsync("missing", Patiently);
        await PlugAsync(page, 4, 8e12);
        await Assertions.Expect(slots.Nth(3)).ToContainTextAsync("8.0 TB", Patiently);
        await ShowAsync(page, "bays-missing");
        await PlugAsync(page, 2, 4e12);
        await Assertions.Expect(slots.Nth(1)).ToContainTextAsync("being filled", Patiently);
        await ShowAsync(page, "bays-rebuilding");
        await Assertions.Expect(slots.Nth(1)).ToContainTextAsync("well", Patiently);

        await slots.Nth(3).Locator("button").FocusAsync();
        await Assertions.Expect(slots.Nth(3).GetByRole(AriaRole.Button)).ToHaveAccessibleNameAsync("Bay 4 not in use Simulated disk 8.0 TB free");
        await page.Keyboard.PressAsync("Enter");
        ILocator row = page.Locator("[data-bay='4']");
        await Assertions.Expect(row).ToBeFocusedAsync();
        await Assertions.Expect(row).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(slots.Nth(3)).ToContainTextAsync("blinking", Patiently);
        await ShowAsync(page, "bays-locating");
    }

    private static async Task PlugAsync(IPage page, int bay, double bytes) => Assert.True(await page.EvaluateAsync<bool>(
        "async ([bay, bytes]) => (await fetch(`/api/v1/disks/bays/${bay}/simulated`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ bytes }) })).ok",
        new object[] { bay, bytes }));

    private static async Task MakeMirrorAsync(IPage page) => Assert.True(await page.EvaluateAsync<bool>(
        """
        async () => {
          const { disks } = await (await fetch('/api/v1/disks')).json();
          const body = JSON.stringify({ name: 'footage', level: 'raid1', disks: disks.slice(0, 2).map((d) => d.id) });
          return (await fetch('/api/v1/disks/volumes', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).ok;
        }
        """));

    private static async Task ShowAsync(IPage page, string name)
    {
        Assert.Empty(await Axe.LookAsync(page, name));
        await page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Disk bays" }).EvaluateAsync("(s) => s.scrollIntoView()");
        await Screens.TakeAsync(page, name);
    }
}
