using System.Globalization;
using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using Nvr.Storage.Backups;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>The settings as a file: saved, and restored from it.</summary>
public sealed class SettingsFilePageTests
{
    private const string Passphrase = "correct horse";
    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = 90_000 };

    [Fact]
    public async Task Settings_AreSavedAsAFile_AndRestoredFromIt()
    {
        using var scratch = new Scratch();
        string listen = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort.Take()}");
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        string file = scratch.At("settings.nvrbackup");
        await using (NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Listen = listen }))
        {
            await Visitor.EnterAsync(page, box);
            await page.Locator(".setup").WaitForAsync();
            await page.GotoAsync(new Uri(box.Address, "/box").ToString());
            ILocator care = CareCorner.Of(page);
            await care.GetByText("Save the settings as a file").ClickAsync();
            await care.GetByLabel("Passphrase, at least 8 characters").FillAsync(Passphrase);
            await care.GetByLabel("Once more").FillAsync(Passphrase);
            IDownload saved = await page.RunAndWaitForDownloadAsync(() => CareCorner.ButtonAsync(care, "Download"));
            await saved.SaveAsAsync(file);
            await Assertions.Expect(care).ToContainTextAsync("Keep the passphrase", Patiently);
            Assert.EndsWith(".nvrbackup", saved.SuggestedFilename, StringComparison.Ordinal);
            Assert.Contains("accounts.json", BackupFile.Open(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), Passphrase).Files.Keys);
            await CareCorner.ShowAsync(page, "care-backup");

            await care.GetByText("Restore settings from a file").ClickAsync();
            await File.WriteAllTextAsync(scratch.At("toaster.nvrbackup"), "settings of a toaster", TestContext.Current.CancellationToken);
            await care.GetByLabel("File with saved settings").SetInputFilesAsync(scratch.At("toaster.nvrbackup"));
            await Assertions.Expect(care).ToContainTextAsync("This is no settings backup of a recorder like this one.", Patiently);
            await care.GetByLabel("File with saved settings").SetInputFilesAsync(file);
            await care.GetByLabel("Passphrase of the backup").FillAsync("wrong passphrase");
            await CareCorner.ButtonAsync(care, "Show what is in it");
            await Assertions.Expect(care).ToContainTextAsync("The passphrase is wrong, or the backup is damaged.", Patiently);
            await care.GetByLabel("Passphrase of the backup").FillAsync(Passphrase);
            await CareCorner.ButtonAsync(care, "Show what is in it");
            await Assertions.Expect(care).ToContainTextAsync("This takes the place of today's settings", Patiently);
            await care.GetByLabel($"Type {Environment.MachineName} to confirm").FillAsync(Environment.MachineName);
            await CareCorner.ShowAsync(page, "care-restore");
            await CareCorner.ButtonAsync(care, "Restore");
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("The recorder starts anew");
            Assert.Equal(0, await box.ExitAsync());
        }

        await using NvrdProcess restored = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Listen = listen });
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Sign in", new LocatorAssertionsToHaveTextOptions { Timeout = 90_000 });
        await Visitor.SignInAsync(page);
        await page.Locator("nav").First.WaitForAsync();
    }
}
