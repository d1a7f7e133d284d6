using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using SimCamera;
using SimCamera.Stamp;
using Torture.Box;
using Torture.Oracle;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>The page of the real program in a real browser.</summary>
public sealed class PageTests(RecordedBox recorded)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>A number that changes when the picture of the n-th tile does.</summary>
    private const string PictureSum = """
        (n) => {
          const video = document.querySelectorAll('.tile video')[n];
          if (!video || video.readyState < 2) return -1;
          const canvas = document.createElement('canvas');
          canvas.width = 64; canvas.height = 48;
          const pen = canvas.getContext('2d');
          pen.drawImage(video, 0, 0, 64, 48);
          return pen.getImageData(0, 0, 64, 48).data.reduce((sum, value, at) => (sum * 31 + value * (at % 7 + 1)) % 1000000007, 7);
        }
        """;

    /// <summary>Keeps the moment under the pointer when it goes up, before the timeline acts upon it.</summary>
    private const string NoteTheClick = """
        () => document.querySelector('canvas.timeline').addEventListener('pointerup', (e) => {
          const { from, to } = e.target.dataset;
          window.clickedMs = +from + (e.offsetX / e.target.clientWidth) * (to - from);
        }, { capture: true, once: true })
        """;

    [Fact]
    public async Task Visitor_WithTheSetupCode_SeesLivePicturesMoveAndPlaysAMomentOfThePast()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) });
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        // A visitor's clock may be wrong: the footage is dated by the recorder's.
        await page.AddInitScriptAsync("const real = Date.now.bind(Date); Date.now = () => real() + 3_600_000;");

        await Visitor.SetUpAsync(page, box);
        await AssertPicturesMoveAsync(page);
        using BoxApi api = await BoxApi.OpenAsync(box);
        await api.WaitForFootageAsync(RecordedBox.Names, 14, Patience);
        await Screens.TakeAsync(page, "live");
        await page.Locator(".tile").First.ClickAsync();
        var sinceClick = Stopwatch.StartNew();
        double clickedMs = await ClickThePastAsync(page, secondsAgo: 9);
        await AssertPlaysAsync(page, api, clickedMs, sinceClick);
        await Screens.TakeAsync(page, "review");
        foreach (string place in new[] { "cameras", "box" })
        {
            await page.ClickAsync($"nav a[href='/{place}']");
            await page.Locator(".list li").First.WaitForAsync();
            await Screens.TakeAsync(page, $"place-{place}");
        }
    }

    [Fact]
    public async Task File_AsItLiesOnDisk_PlaysInChromium()
    {
        using var scratch = new Scratch();
        await recorded.CopyToAsync(scratch.Data);
        File.Copy(FootageOracle.SegmentPaths(scratch.Data)[^1], scratch.At("segment.mp4"));
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await File.WriteAllTextAsync(scratch.At("player.html"), "<video src='segment.mp4' muted autoplay></video>", TestContext.Current.CancellationToken);

        await page.GotoAsync($"file://{scratch.At("player.html")}");

        await page.WaitForFunctionAsync("() => document.querySelector('video').currentTime > 2 && document.querySelector('video').videoWidth === 320");
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.querySelector('video').error?.code ?? 0"));
    }

    private static async Task AssertPicturesMoveAsync(IPage page)
    {
        for (int tile = 0; tile < RecordedBox.Names.Count; tile++)
        {
            HashSet<double> sums = [];
            await Wait.UntilAsync(
                async () =>
                {
                    double sum = await page.EvaluateAsync<double>(PictureSum, tile);
                    return sum >= 0 && sums.Add(sum) && sums.Count >= 5;
                },
                Patience,
                () => $"five different pictures in tile {tile}; {sums.Count} so far");
        }
    }

    /// <summary>
    /// Clicks the timeline, zoomed in, at about a moment before now; returns the moment that lay under the pointer, for the band moves on meanwhile.
    /// </summary>
    private static async Task<double> ClickThePastAsync(IPage page, double secondsAgo)
    {
        ILocator timeline = page.Locator("canvas.timeline");
        await timeline.WaitForAsync();
        for (int i = 0; i < 8; i++)
        {
            await page.ClickAsync("button[aria-label='Show less time']");
        }
        await page.WaitForFunctionAsync("() => { const d = document.querySelector('canvas.timeline').dataset; return d.to - d.from < 120000; }");
        LocatorBoundingBoxResult band = (await timeline.BoundingBoxAsync())!;
        double[] edges = await page.EvaluateAsync<double[]>("() => { const d = document.querySelector('canvas.timeline').dataset; return [+d.from, +d.to]; }");
        double wanted = Clocks.Now.Microseconds / 1e3 - (secondsAgo * 1e3);
        double x = (wanted - edges[0]) / (edges[1] - edges[0]) * band.Width;
        await page.EvaluateAsync(NoteTheClick);
        await page.Mouse.ClickAsync((float)(band.X + x), band.Y + (band.Height / 2));
        return await page.EvaluateAsync<double>("() => window.clickedMs");
    }

    /// <summary>What plays is the clicked second: by the page's own reckoning, and by the stamp that the camera put into that very picture.</summary>
    private static async Task AssertPlaysAsync(IPage page, BoxApi api, double clickedMs, Stopwatch sinceClick)
    {
        await page.WaitForFunctionAsync("() => { const v = document.querySelector('video.recorded'); return v && v.readyState >= 2 && v.currentTime > 0 && !v.seeking; }");
        await page.EvaluateAsync("() => document.querySelector('video.recorded').pause()");
        TimeSpan played = sinceClick.Elapsed;
        await page.EvaluateAsync("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
        double shownMs = await page.EvaluateAsync<double>("() => +document.querySelector('video.recorded').dataset.utc");
        double currentTime = await page.EvaluateAsync<double>("() => document.querySelector('video.recorded').currentTime");
        string source = await page.EvaluateAsync<string>("() => document.querySelector('video.recorded').src");

        byte[] movie = await api.Http.GetByteArrayAsync(source, TestContext.Current.CancellationToken);
        FrameStamp[] stamps = [.. Stamps.Of(movie)];
        FrameStamp shown = stamps[Math.Min(stamps.Length - 1, (int)(currentTime * RecordedBox.Fps))];

        // The page plays on until it is paused.
        Assert.InRange((shownMs - clickedMs) / 1e3, -1, 1 + played.TotalSeconds);
        Assert.InRange((shown.UtcUs / 1e3 - shownMs) / 1e3, -1, 1);
    }
}
