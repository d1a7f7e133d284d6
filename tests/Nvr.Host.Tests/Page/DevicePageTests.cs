using Microsoft.Playwright;
using Nvr.Host.Tests.Adoption;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>What somebody does with the cameras that the recorder found, and sees of what they tell: real program, real network, real browser.</summary>
public sealed class DevicePageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = (float)Patience.TotalMilliseconds };

    [Fact]
    public async Task Devices_ThatWaitForAYes_AreRecordedAtAClick_AndWhatWasChangedIsTakenBack()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync("--discover", "confirm");
        await network.PlugAsync("--gop", "100");
        await network.WaitForDeviceAsync("identified", Patience);
        await using NetworkDoor door = network.OpenDoor();
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await OpenCamerasAsync(chromium, door);
        ILocator device = page.Locator(".devices > li");
        await Assertions.Expect(device).ToContainTextAsync("waits for you to say", Patiently);
        await Assertions.Expect(device.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Record it", Exact = true })).ToBeVisibleAsync(
            new LocatorAssertionsToBeVisibleOptions { Timeout = (float)Patience.TotalMilliseconds });
        await Screens.TakeAsync(page, "devices-waiting");
        Assert.Empty(await Axe.LookAsync(page, "devices-waiting"));

        await ClickAsync(device, "Ignore");
        await Assertions.Expect(device).ToContainTextAsync("is ignored", Patiently);
        await ClickAsync(device, "Record it after all");

        await network.WaitForRecordingAsync(1, Patience);
        await Assertions.Expect(device.Locator(".state")).ToHaveTextAsync("Recording", new LocatorAssertionsToHaveTextOptions { Timeout = 90_000 });
        await Assertions.Expect(page.Locator(".page > .list > li").First).ToContainTextAsync("ms jitter", Patiently);
        await device.Locator(".changes summary").ClickAsync();
        await Assertions.Expect(device.Locator(".changes")).ToContainTextAsync("from 100 to 50", Patiently);
        await Screens.TakeAsync(page, "devices-recording");
        await ClickAsync(device, "Its firmware is being updated");
        await Assertions.Expect(device).ToContainTextAsync("Left alone until", Patiently);
        await ClickAsync(device, "The update is done");
        await Assertions.Expect(device).Not.ToContainTextAsync("Left alone until", Patiently);
        await ClickAsync(device, "Take it back", openFirst: ".changes summary");
        await Assertions.Expect(device.Locator(".changes")).ToContainTextAsync("taken back", Patiently);
    }

    [Fact]
    public async Task Password_IsEnteredInThePage_AndWhatTheCameraTellsIsListedMarkedAndPlayed()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        PluggedCamera plugged = await network.PlugAsync("--user", "owner", "--password", "secret-1");
        await network.WaitForDeviceAsync("needsPassword", Patience);
        await using NetworkDoor door = network.OpenDoor();
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await OpenCamerasAsync(chromium, door);
        ILocator device = page.Locator(".devices > li");
        await ClickAsync(device, "Enter its password");
        await Screens.TakeAsync(page, "devices-password");
        Assert.Empty(await Axe.LookAsync(page, "devices-password"));
        await EnterAsync(device, "wrong");
        await Assertions.Expect(device).ToContainTextAsync("says the password is wrong", Patiently);
        await EnterAsync(device, "secret-1");
        await Assertions.Expect(device.Locator("form")).ToHaveCountAsync(0, new LocatorAssertionsToHaveCountOptions { Timeout = 90_000 });
        await network.WaitForRecordingAsync(1, Patience, seconds: 8);

        await network.WaitForEventAsync("going-on", Patience, () => plugged.MakeAsync("event?kind=motion&active=true"));
        await plugged.MakeAsync("event?kind=motion&active=false");
        await network.WaitForEventAsync("ended", Patience, () => Task.CompletedTask);
        await page.ClickAsync("nav a[href='/events']");
        ILocator happened = page.Locator(".events li[data-kind=motion] a").First;
        await Assertions.Expect(happened).ToContainTextAsync("Motion", Patiently);
        await Screens.TakeAsync(page, "events");
        await page.SelectOptionAsync("select[name=kind]", "tamper");
        await Assertions.Expect(page.Locator(".page")).ToContainTextAsync("Nothing like that happened.", Patiently);
        Assert.Contains("kind=tamper", page.Url, StringComparison.Ordinal);
        await page.SelectOptionAsync("select[name=kind]", "motion");

        await happened.ClickAsync();
        await page.WaitForFunctionAsync("() => { const v = document.querySelector('video.recorded'); return v && v.readyState >= 2 && v.currentTime > 0; }");
        await page.WaitForFunctionAsync("() => +document.querySelector('canvas.timeline').dataset.events > 0");
        Assert.Contains("&t=", page.Url, StringComparison.Ordinal);
        for (int i = 0; i < 6; i++)
        {
            await page.ClickAsync("button[aria-label='Show less time']");
        }
        await Screens.TakeAsync(page, "review-events");
    }

    private static async Task<IPage> OpenCamerasAsync(Chromium chromium, NetworkDoor door)
    {
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(door.Address.ToString());
        await Visitor.SignInAsync(page);
        await page.ClickAsync("nav a[href='/cameras']");
        return page;
    }

    /// <summary>Rows are refreshed while they are read: the button is found anew, and what was folded is unfolded.</summary>
    private static async Task ClickAsync(ILocator row, string name, string? openFirst = null)
    {
        ILocator button = row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true });
        if (openFirst is not null && !await button.IsVisibleAsync())
        {
            await row.Locator(openFirst).ClickAsync();
        }
        await button.ClickAsync();
    }

    private static async Task EnterAsync(ILocator device, string password)
    {
        await device.Locator("form input[name=userName]").FillAsync("owner");
        await device.Locator("form input[name=password]").FillAsync(password);
        await ClickAsync(device, "Record it");
    }
}
