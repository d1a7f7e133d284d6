using Microsoft.Playwright;
using Nvr.Host.Tests.Page;
using Xunit;

namespace Image.Tests.Starts;

/// <summary>The first visit to a box from its carton, with a phone: Chromium, the page of the image, two empty disks, and a camera of this machine.</summary>
public sealed class FirstVisitPageTests
{
    private const int Width = 360;
    private const float Patience = 480_000;

    private static readonly LocatorAssertionsToContainTextOptions s_patiently = new() { Timeout = Patience };
    private static readonly LocatorAssertionsToHaveTextOptions s_patientlyExact = new() { Timeout = Patience };

    [Fact]
    public async Task FirstVisit_OnAPhone_LeadsFromTheCodeToAPictureThatMoves_AndTheCameraIsRecorded()
    {
        await using ImageBox box = await ImageBox.StartAsync(cameras: 1);
        await box.Guest.WaitForPageAsync();
        await using Chromium chromium = await Chromium.StartAsync("--ignore-certificate-errors");
        await using IBrowserContext phone = await chromium.PhoneAsync(Width, 780, "en-GB");
        phone.SetDefaultTimeout(Patience);
        IPage page = await phone.NewPageAsync();

        await page.GotoAsync(box.Guest.Page.ToString());
        await page.FillAsync("input[name=code]", (await box.Guest.ReadSetupCodeAsync(TestContext.Current.CancellationToken))!);
        await Visitor.SignInAsync(page);

        await HasHeadingAsync(page, "What is it called, and where is it?");
        await page.FillAsync("input[name=name]", "Shop");
        await page.Locator("input[name=name]").PressAsync("Enter");

        await HasHeadingAsync(page, "Where recordings go");
        ILocator offer = page.Locator(".offer");
        await Assertions.Expect(offer).ToContainTextAsync("They are empty, so nothing is erased.", s_patiently);
        await ClickAsync(offer, "Record to these disks");
        await Assertions.Expect(page.Locator(".setup")).ToContainTextAsync("footage, RAID 1", s_patiently);
        await page.Locator(".onward .primary").ClickAsync();

        await HasHeadingAsync(page, "Cameras");
        ILocator hand = page.Locator("form.hand");
        await hand.Locator("input[name=address]").FillAsync($"rtsp://10.0.2.2:{box.Cameras.Port}/{box.CameraNames[0]}");
        await hand.Locator("input[name=address]").PressAsync("Tab");
        await Assertions.Expect(hand.Locator(".trial")).ToContainTextAsync("offers a picture (H.264)", s_patiently);
        await hand.Locator("input[name=name]").FillAsync(box.CameraNames[0]);
        await ClickAsync(hand, "Add camera");
        await Assertions.Expect(page.Locator(".seen li")).ToHaveCountAsync(1, new LocatorAssertionsToHaveCountOptions { Timeout = Patience });
        await page.Locator(".onward .primary").ClickAsync();

        await HasHeadingAsync(page, "For a bad day, on paper");
        await Assertions.Expect(page.Locator(".sheet")).ToContainTextAsync("Recovery sheet: Shop", s_patiently);
        await page.Locator(".onward .primary").ClickAsync();
        await page.WaitForFunctionAsync("() => { const v = document.querySelector('.tile video'); return v && v.currentTime > 0 && v.videoWidth > 0; }", null, new PageWaitForFunctionOptions { Timeout = Patience });
        await FitsAsync(page);

        await box.OpenAsync();
        await box.RecordsAsync();
    }

    private static async Task HasHeadingAsync(IPage page, string text)
    {
        await Assertions.Expect(page.Locator(".setup h1")).ToHaveTextAsync(text, s_patientlyExact);
        await FitsAsync(page);
    }

    /// <summary>Nobody has to push the page sideways.</summary>
    private static async Task FitsAsync(IPage page) => Assert.InRange(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 1, Width);

    private static Task ClickAsync(ILocator form, string name) => form.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true }).ClickAsync();
}
