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
        await OpenBoxAsync(page, box);
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

    /// <summary>What the disks say of themselves is in the file of the simulated bays.</summary>
    [Fact]
    public async Task Disks_TellTheirDegreesHoursAndBadSectors_AndOneThatIsWornIsToBeReplaced()
    {
        using var scratch = new Scratch();
        await PresetAsync(scratch.Data, ""","Smart":{"Celsius":41,"PowerOnHours":12345,"BadSectors":3}""", ""","Smart":{"Celsius":33,"PowerOnHours":7,"BadSectors":0}""", ""","Smart":{"IsFailing":true,"Celsius":36,"PowerOnHours":52000}""");
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await OpenBoxAsync(page, box);
        ILocator health = page.Locator(".page > .list").First;

        await Assertions.Expect(page.Locator("[data-bay='1']")).ToContainTextAsync("41 °C, 12345 hours, 3 bad sectors", Patiently);
        await Assertions.Expect(page.Locator("[data-bay='2']")).ToContainTextAsync("33 °C, 7 hours", Patiently);
        await Assertions.Expect(page.Locator("[data-bay='2']")).Not.ToContainTextAsync("bad sectors");
        await Assertions.Expect(page.Locator("[data-bay='3']")).ToContainTextAsync("36 °C, 52000 hours", Patiently);
        await Assertions.Expect(health).ToContainTextAsync("The disk in bay 1 has 3 bad sectors.", Patiently);
        await Assertions.Expect(health).ToContainTextAsync("The disk in bay 3 says itself that it will fail soon.", Patiently);
        await Assertions.Expect(health).ToContainTextAsync("Do not keep footage on it; replace it.", Patiently);
        await ShowAsync(page, "bays-smart");
        await MakeMirrorAsync(page);
        await Assertions.Expect(health).ToContainTextAsync("Have a new disk ready, and put it into this bay in place of the old one.", Patiently);
        await Assertions.Expect(page.Locator("[data-bay='1']")).ToContainTextAsync("Bay 1: should be watched", Patiently);
    }

    [Fact]
    public async Task DiskThatIsReplaced_IsToldStepByStep()
    {
        using var scratch = new Scratch();
        await PresetAsync(scratch.Data, "", "");
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await OpenBoxAsync(page, box);
        ILocator volume = page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Disk bays" }).Locator("li", new LocatorLocatorOptions { HasText = "footage, RAID 1" });
        await MakeMirrorAsync(page);
        await Assertions.Expect(volume).ToContainTextAsync("The array \"footage\" is whole.", Patiently);

        await PlugAsync(page, 2, 0);
        await Assertions.Expect(volume).ToContainTextAsync("is without a disk (bay 2). It goes on recording; nothing is lost yet.", Patiently);
        await Assertions.Expect(volume).ToContainTextAsync("Put an empty disk of at least 4000 GB into the bay with the red light; everything else goes by itself.", Patiently);
        await Assertions.Expect(page.Locator(".page > .list").First).ToContainTextAsync("Put an empty disk of at least 4000 GB into the bay with the red light", Patiently);
        await ShowAsync(page, "bays-replace");
        await PlugAsync(page, 2, 1e12);
        await Assertions.Expect(volume).ToContainTextAsync("The disk in bay 2 is too small: 4000 GB are needed.", Patiently);
        await PlugAsync(page, 2, 0);
        await Assertions.Expect(volume).ToContainTextAsync("Put an empty disk of at least 4000 GB", Patiently);
        await PlugAsync(page, 2, 4e12);
        await Assertions.Expect(volume).ToContainTextAsync("is being rebuilt onto a new disk", Patiently);
        await Assertions.Expect(volume).ToContainTextAsync("Leave all disks in.", Patiently);
        await Assertions.Expect(volume.GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
        await Assertions.Expect(volume).ToContainTextAsync("The array \"footage\" is whole.", Patiently);
        await Assertions.Expect(volume).Not.ToContainTextAsync("Leave all disks in.");
    }

    /// <summary>Disks of 4 TB in the first bays, with what else is to be in the file about each.</summary>
    private static async Task PresetAsync(string data, params string[] more)
    {
        string bays = Path.Combine(data, "simulated-disks");
        Directory.CreateDirectory(bays);
        IEnumerable<string> disks = more.Select((m, i) => $$"""{"Serial":"DISK{{i + 1}}","Bytes":4000000000000,"Bay":"{{i + 1}}"{{m}}}""");
        await File.WriteAllTextAsync(Path.Combine(bays, "disks.json"), $$"""{"Disks":[{{string.Join(',', disks)}}],"Arrays":[],"NextSerial":1}""", TestContext.Current.CancellationToken);
    }

    private static async Task OpenBoxAsync(IPage page, NvrdProcess box)
    {
        await Visitor.EnterAsync(page, box);
        await page.Locator(".setup").WaitForAsync();
        await page.GotoAsync(new Uri(box.Address, "/box").ToString());
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
