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
        await care.GetByText("Update from a file").ClickAsync();
        await care.GetByLabel("File with the update").SetInputFilesAsync(scratch.At("toaster.raucb"));
        await Assertions.Expect(care).ToContainTextAsync("another kind of recorder (toaster)", Patiently);

        await care.GetByLabel("File with the update").SetInputFilesAsync(scratch.At("good.raucb"));
        await care.GetByLabel("Type 2.4.0 to confirm").FillAsync("2.4.0");
        await CareCorner.ShowAsync(page, "care-update");
        await CareCorner.ButtonAsync(care, "Install");

        await Assertions.Expect(care).ToContainTextAsync("Version 2.4.0 is installed.", Patiently);
    }
}
