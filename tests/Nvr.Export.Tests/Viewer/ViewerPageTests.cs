using Microsoft.Playwright;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Export.Documents;
using Nvr.Export.Tests.Support;
using Nvr.Host.Tests.Page;

namespace Nvr.Export.Tests.Viewer;

/// <summary>The page on the stick in Debian's Chromium, from file://, without a server.</summary>
public sealed class ViewerPageTests
{
    private const string PlayerTime = "() => document.getElementById('video').currentTime";

    [Fact]
    public async Task Page_FromAFile_ListsAndPlaysWithTheTimeOfThePicture()
    {
        await using Counter counter = new();
        UtcRange first = await counter.RecordAsync(10);
        counter.Box.Time.Advance(TimeSpan.FromMinutes(5));
        UtcRange second = await counter.RecordAsync(10);
        ExportResult result = await counter.ExportAsync(Counter.Order(counter.Camera("Front door", new UtcRange(first.Start, second.End))));
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        List<string> complaints = Listen(page);
        await OpenAsync(page, result.Folder);

        await Assertions.Expect(page.Locator("#statement")).ToContainTextAsync("The export is complete: 1 recording");
        await Assertions.Expect(page.Locator("#cameras li.gap")).ToContainTextAsync("2026-03-01 12:00:10 – 12:05:10 UTC");
        await Assertions.Expect(page.Locator("#about")).ToContainTextAsync("front panel");
        await Assertions.Expect(page.Locator("#about")).ToContainTextAsync("deviated by less than a hundredth of a second");
        await page.GetByRole(AriaRole.Button, new() { Name = "Play Front door" }).ClickAsync();
        await page.WaitForFunctionAsync("() => document.getElementById('video').currentTime > 0.3");
        await page.EvaluateAsync("() => { const v = document.getElementById('video'); v.pause(); v.currentTime = 4.5; }");
        await Assertions.Expect(page.Locator("#utc")).ToHaveTextAsync("2026-03-01 12:00:04");
        await page.EvaluateAsync("() => { document.getElementById('video').currentTime = 12.2; }");
        await Assertions.Expect(page.Locator("#utc")).ToHaveTextAsync("2026-03-01 12:05:12");
        Assert.Equal(12.2, await page.EvaluateAsync<double>(PlayerTime), 0.01);
        Assert.Empty(complaints);
        await ScreenAsync(page, "list");
    }

    [Fact]
    public async Task Verify_WithTheFolderChosen_TellsUnchangedChangedMissingAndForeign()
    {
        await using Counter counter = new();
        CameraId other = CameraId.New();
        UtcRange first = await counter.RecordAsync(60);
        UtcRange second = await counter.RecordAsync(4, other);
        ExportResult result = await counter.ExportAsync(Counter.Order(counter.Camera("Till", first), counter.Camera("Yard", second) with { Id = other }));
        string[] movies = [.. Counter.Manifest(result.Folder).Cameras.Select(c => c.Files[0].Name)];
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        List<string> complaints = Listen(page);
        await OpenAsync(page, result.Folder);

        await page.Locator("#folder").SetInputFilesAsync(result.Folder);
        await Assertions.Expect(page.Locator("#verdict")).ToContainTextAsync("All 5 files are unchanged.");
        await Assertions.Expect(page.Locator("#verdict")).ToContainTextAsync("The list of files is signed and was not changed.");
        await Assertions.Expect(page.Locator("#verdict")).ToContainTextAsync(await Counter.Signer.ReadFingerprintAsync(Counter.Limit));
        Assert.Equal(["unchanged"], (await page.Locator("#results td:last-child").AllInnerTextsAsync()).Distinct());
        await ScreenAsync(page, "verified");

        using (FileStream file = File.OpenWrite(Path.Combine(result.Folder, movies[0])))
        {
            file.Position = file.Length / 2;
            file.WriteByte(0x5A);
        }
        File.Delete(Path.Combine(result.Folder, movies[1]));
        File.WriteAllText(Path.Combine(result.Folder, "<img src=x onerror=alert(1)>.txt"), "x");
        await page.Locator("#folder").SetInputFilesAsync(result.Folder);

        await Assertions.Expect(page.Locator("#verdict")).ToContainTextAsync("3 of 6 files are not as they were exported.");
        await Assertions.Expect(Row(page, movies[0])).ToHaveTextAsync("changed");
        await Assertions.Expect(Row(page, movies[1])).ToHaveTextAsync("missing");
        await Assertions.Expect(Row(page, "<img src=x onerror=alert(1)>.txt")).ToHaveTextAsync("not in the list");
        Assert.Empty(complaints);
        await ScreenAsync(page, "changed");
    }

    [Fact]
    public async Task Verify_WithAForgedManifest_SaysThatItWasChanged()
    {
        await using Counter counter = new();
        ExportResult result = await counter.ExportAsync(Counter.Order(counter.Camera("Till", await counter.RecordAsync(4))));
        string manifest = Path.Combine(result.Folder, "manifest.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("front panel", "front penal", StringComparison.Ordinal));
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await OpenAsync(page, result.Folder);

        await page.Locator("#folder").SetInputFilesAsync(result.Folder);

        await Assertions.Expect(page.Locator("#verdict")).ToContainTextAsync("The list of files was changed, or signed by another key.");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"format\":\"nvr-export\",\"version\":1}")]
    [InlineData("{\"format\":\"nvr-export\",\"version\":1,\"cameras\":[null]}")]
    [InlineData("{\"format\":\"nvr-export\",\"version\":2,\"cameras\":[]}")]
    public async Task Verify_WithADamagedManifest_SaysSo(string content)
    {
        await using Counter counter = new();
        ExportResult result = await counter.ExportAsync(Counter.Order(counter.Camera("Till", await counter.RecordAsync(4))));
        File.WriteAllText(Path.Combine(result.Folder, "manifest.json"), content);
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await OpenAsync(page, result.Folder);

        await page.Locator("#folder").SetInputFilesAsync(result.Folder);

        await Assertions.Expect(page.Locator("#verdict")).ToHaveTextAsync("The manifest is damaged, or of a newer kind than this page.");
    }

    /// <summary>A movie longer than the pieces in which it is hashed.</summary>
    [Fact]
    public async Task Verify_OfALongMovie_HashesItInPieces()
    {
        await using Counter counter = new();
        UtcTime start = counter.Box.Record(10, frameBytes: 400_000);
        await counter.Box.FlushAsync();
        ExportResult result = await counter.ExportAsync(Counter.Order(counter.Camera("Till", new UtcRange(start, counter.Box.Clock.WallNow))));
        Assert.InRange(result.Bytes, 19_000_000, 25_000_000);
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await OpenAsync(page, result.Folder);

        await page.Locator("#folder").SetInputFilesAsync(result.Folder);

        await Assertions.Expect(page.Locator("#verdict")).ToContainTextAsync("All 4 files are unchanged.");
    }

    [Fact]
    public async Task Verify_WithoutAnExportInTheFolder_SaysWhichToChoose()
    {
        await using Counter counter = new();
        ExportResult result = await counter.ExportAsync(Counter.Order(counter.Camera("Till", await counter.RecordAsync(4))));
        string empty = Path.Combine(counter.Stick, "holiday");
        Directory.CreateDirectory(empty);
        File.WriteAllText(Path.Combine(empty, "notes.txt"), "x");
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await OpenAsync(page, result.Folder);

        await page.Locator("#folder").SetInputFilesAsync(empty);
        await Assertions.Expect(page.Locator("#verdict")).ToContainTextAsync("This folder holds no manifest.json.");

        await page.Locator("#folder").SetInputFilesAsync(counter.Stick);
        await Assertions.Expect(page.Locator("#verdict")).ToContainTextAsync("All 4 files are unchanged.");
    }

    [Fact]
    public async Task Page_OfAPartialExport_SaysSo()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(60);
        using CancellationTokenSource cancel = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => counter.ExportAsync(
            Counter.Order(counter.Camera("Till", range)), counter.Target with { MaxFileBytes = 300_000 }, report => Cancel(cancel, report), cancel.Token));
        string folder = Directory.GetDirectories(counter.Stick).Single();
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await OpenAsync(page, folder);

        await Assertions.Expect(page.Locator("#statement")).ToContainTextAsync("The export was cancelled before its end.");
        await page.Locator("#folder").SetInputFilesAsync(folder);
        await Assertions.Expect(page.Locator("#verdict")).ToContainTextAsync("The export is not complete: The export was cancelled");
        await Assertions.Expect(page.Locator("#verdict")).ToContainTextAsync("All 2 files are unchanged.");
        await ScreenAsync(page, "partial");
    }

    [Fact]
    public async Task Page_WithHostileNames_RunsNothingOfThem()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(4);
        ExportOrder order = Counter.Order(counter.Camera("</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>", range)) with { Operator = "<b onmouseover=x>root</b>" };
        ExportResult result = await counter.ExportAsync(order);
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await OpenAsync(page, result.Folder);

        await Assertions.Expect(page.Locator("h3")).ToHaveTextAsync("</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>");
        await Assertions.Expect(page.Locator("#about")).ToContainTextAsync("<b onmouseover=x>root</b>");
        Assert.Null(await page.EvaluateAsync<int?>("() => window.hacked ?? null"));
        Assert.Equal("blocked", await page.EvaluateAsync<string>("""
            () => {
              const script = document.createElement('script');
              script.textContent = 'window.hacked = 1';
              document.body.append(script);
              return window.hacked ? 'ran' : 'blocked';
            }
            """));
    }

    [Fact]
    public async Task Sha256_OfThePage_IsThatOfThePlatformInPiecesOfAnySize()
    {
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        string agrees = await page.EvaluateAsync<string>($$"""
            async () => {
              {{ViewerPage.Read("sha256.js")}}
              const data = new Uint8Array(300000);
              for (let i = 0; i < data.length; i++) data[i] = (i * 2654435761) >>> 24;
              for (let n = 0; n < 400; n++) {
                const length = n < 200 ? n : Math.floor(Math.random() * data.length), sha = new Sha256();
                for (let at = 0; at < length;) {
                  const end = Math.min(length, at + 1 + Math.floor(Math.random() * (n % 2 ? 70 : 20000)));
                  sha.update(data.subarray(at, end));
                  at = end;
                }
                const want = sum(data.subarray(0, length)), have = sha.hex();
                if (have !== want) return `${length}: ${have} ${want}`;
              }
              return "all";
              function sum(bytes) { const whole = new Sha256(); whole.update(bytes); return whole.hex(); }
            }
            """);
        Assert.Equal("all", agrees);
        // FIPS 180-4's "abc", nothing, and a million times "a".
        Assert.Equal(
            [
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
            ],
            await page.EvaluateAsync<string[]>($$"""
                () => {
                  {{ViewerPage.Read("sha256.js")}}
                  return ["abc", "", "a".repeat(1000000)].map(t => { const s = new Sha256(); s.update(new TextEncoder().encode(t)); return s.hex(); });
                }
                """));
    }

    private static void Cancel(CancellationTokenSource cancel, ExportProgress report)
    {
        if (report.FilesDone == 2)
        {
            cancel.Cancel();
        }
    }

    private static List<string> Listen(IPage page)
    {
        List<string> complaints = [];
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal))
            {
                complaints.Add(request.Url);
            }
        };
        return complaints;
    }

    private static Task<IResponse?> OpenAsync(IPage page, string folder) => page.GotoAsync(new Uri(Path.Combine(folder, "index.html")).AbsoluteUri);

    private static ILocator Row(IPage page, string name) =>
        page.Locator("#results tbody tr").Filter(new LocatorFilterOptions { Has = page.GetByText(name, new PageGetByTextOptions { Exact = true }) }).Locator("td:last-child");

    /// <summary>At a phone's width and at a desk's, light and dark; nothing may be wider than the screen. Pictures are kept where NVR_SCREENS names a directory.</summary>
    private static async Task ScreenAsync(IPage page, string name)
    {
        string? directory = Environment.GetEnvironmentVariable("NVR_SCREENS");
        foreach ((int width, ColorScheme scheme) in new[] { (360, ColorScheme.Light), (360, ColorScheme.Dark), (1440, ColorScheme.Light), (1440, ColorScheme.Dark) })
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            Assert.InRange(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 1, width);
            if (directory is not null)
            {
                await page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true, Path = Path.Combine(directory, $"{name}-{width}-{scheme}.png") });
            }
        }
    }
}
