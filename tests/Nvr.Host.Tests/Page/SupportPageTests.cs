using System.IO.Compression;
using Microsoft.Playwright;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>Logs for a supporter, for administrators alone.</summary>
public sealed class SupportPageTests
{
    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = 90_000 };

    [Fact]
    public async Task Logs_AreDownloaded_AndNotByAnOperator()
    {
        await using Stage stage = await Stage.OpenAsync();
        IPage page = stage.Page;
        await page.ClickAsync("nav a[href='/box']");
        ILocator care = CareCorner.Of(page);
        await care.GetByText("Logs for a supporter").ClickAsync();
        await CareCorner.ShowAsync(page, "care-support");

        IDownload logs = await page.RunAndWaitForDownloadAsync(() => CareCorner.ButtonAsync(care, "Download the logs"));
        await Assertions.Expect(care).ToContainTextAsync($"Saved as {logs.SuggestedFilename}.", Patiently);
        using (ZipArchive archive = ZipFile.OpenRead(await logs.PathAsync()))
        {
            Assert.Contains("log.txt", archive.Entries.Select(e => e.Name));
        }

        await page.EvaluateAsync("async () => { await fetch('/api/v1/users', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ userName: 'olga', password: 'a good password', role: 'operator' }) }); await fetch('/api/v1/sessions/current', { method: 'DELETE' }); }");
        await page.FillAsync("input[name=userName]", "olga");
        await page.FillAsync("input[name=password]", "a good password");
        await page.ClickAsync("button[type=submit]");
        await page.Locator("nav").First.WaitForAsync();
        await page.GotoAsync(new Uri(stage.Box.Address, "/box").ToString());
        await page.GetByText("Signed in as olga").WaitForAsync();
        await Assertions.Expect(CareCorner.Of(page)).ToHaveCountAsync(0);
    }
}
