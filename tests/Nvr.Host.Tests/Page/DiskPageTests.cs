using Microsoft.Playwright;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>What somebody does with new disks: looks at them, makes a volume, and thinks better of deleting it.</summary>
public sealed class DiskPageTests
{
    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = 90_000 };

    [Fact]
    public async Task NewDisks_BecomeAVolume_WhichIsNotDeletedByAWrongName()
    {
        await using Stage stage = await Stage.OpenAsync();
        IPage page = stage.Page;
        await page.ClickAsync("nav a[href='/box']");
        await PlugAsync(page, 1);
        await PlugAsync(page, 2);
        ILocator bays = page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Disk bays" });
        await Assertions.Expect(bays).ToContainTextAsync("Bay 1: not in use", Patiently);
        await Assertions.Expect(bays).ToContainTextAsync("RAID 1 of bays 1, 2", Patiently);
        await TakeAsync(page, bays, "disks-new");

        await bays.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Make the volume" }).ClickAsync();
        await Assertions.Expect(bays).ToContainTextAsync("footage, RAID 1", Patiently);
        await Assertions.Expect(bays).ToContainTextAsync("Done.", Patiently);
        await bays.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Delete" }).ClickAsync();
        ILocator question = bays.Locator("form", new LocatorLocatorOptions { HasText = "To confirm, type its name." });
        await question.Locator("input").FillAsync("something else");
        await question.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Delete" }).ClickAsync();
        await Assertions.Expect(bays.Locator(".error")).ToContainTextAsync("footage", Patiently);
        await Assertions.Expect(bays).ToContainTextAsync("footage, RAID 1");
        await TakeAsync(page, bays, "disks-volume");
        Assert.Empty(await Axe.LookAsync(page, "disks-delete"));
    }

    private static async Task PlugAsync(IPage page, int bay) => Assert.True(await page.EvaluateAsync<bool>(
        "async (bay) => (await fetch(`/api/v1/disks/bays/${bay}/simulated`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ bytes: 4e12 }) })).ok",
        bay));

    private static async Task TakeAsync(IPage page, ILocator bays, string name)
    {
        await bays.EvaluateAsync("(section) => section.scrollIntoView()");
        await Screens.TakeAsync(page, name);
    }
}
