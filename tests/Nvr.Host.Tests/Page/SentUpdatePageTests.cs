using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>An update from a file.</summary>
public sealed class SentUpdatePageTests
{
    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = 90_000 };

    [Fact]
    public async Task Update_IsSentAsAFile_AndInstalledByItsVersion()
    {
        await using Stage stage = await Stage.OpenAsync();
        IPage page = stage.Page;
        using var scratch = new Scratch();
        await File.WriteAllTextAsync(scratch.At("toaster.raucb"), """{"version":"9","compatible":"toaster"}""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(scratch.At("good.raucb"), """{"version":"2.4.0","compatible":"simulated"}""", TestContext.Current.CancellationToken);
        await page.ClickAsync("nav a[href='/box']");
        ILocator care = CareCorner.Of(page);
        await care.GetByText("Updates", new LocatorGetByTextOptions { Exact = true }).ClickAsync();
        await care.GetByLabel("File with the update").SetInputFilesAsync(scratch.At("toaster.raucb"));
        await Assertions.Expect(care).ToContainTextAsync("another kind of recorder (toaster)", Patiently);

        await care.GetByLabel("File with the update").SetInputFilesAsync(scratch.At("good.raucb"));
        await care.GetByLabel("Type 2.4.0 to confirm").FillAsync("2.4.0");
        await CareCorner.ShowAsync(page, "care-update");
        await CareCorner.ButtonAsync(care, "Install");

        await Assertions.Expect(care).ToContainTextAsync("Version 2.4.0 is installed.", Patiently);
        await CareCorner.ShowAsync(page, "care-update-installed");
    }

    [Fact]
    public async Task System_IsShown_AnAddressThatIsOpenIsRefused_AndTheRestartSaysWhatItMeansFirst()
    {
        await using Stage stage = await Stage.OpenAsync();
        IPage page = stage.Page;
        await page.ClickAsync("nav a[href='/box']");
        ILocator care = CareCorner.Of(page);
        await care.GetByText("Updates", new LocatorGetByTextOptions { Exact = true }).ClickAsync();
        await Assertions.Expect(care).ToContainTextAsync(", system A: proven.", Patiently);

        await care.GetByLabel("Address of an update").FillAsync("http://updates.example/recorder.raucb");
        await CareCorner.ButtonAsync(care, "Fetch");
        await Assertions.Expect(care).ToContainTextAsync("Updates are fetched encrypted only", Patiently);
        await care.GetByLabel("Address of an update").FillAsync("https://127.0.0.1:9/recorder.raucb");
        await CareCorner.ButtonAsync(care, "Fetch");
        await Assertions.Expect(care).ToContainTextAsync("127.0.0.1 does not answer.", Patiently);

        await CareCorner.ButtonAsync(care, "Restart the recorder");
        await Assertions.Expect(care).ToContainTextAsync("No camera is recorded while it starts anew");
        await CareCorner.ShowAsync(page, "care-restart");
        await CareCorner.ButtonAsync(care, "Restart now");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "The recorder starts anew" })).ToBeVisibleAsync();
        Assert.Equal(0, await stage.Box.ExitAsync());
    }
}
