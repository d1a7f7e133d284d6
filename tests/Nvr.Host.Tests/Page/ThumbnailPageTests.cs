using Microsoft.Playwright;
using Nvr.Core.Time;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>The small picture over the timeline, in a real browser.</summary>
public sealed class ThumbnailPageTests(RecordedBox recorded)
{
    [Fact]
    public async Task PointerOnTheTimeline_ShowsAPictureOfThatMoment_AndNoneWhereNothingIsRecorded()
    {
        using var scratch = new Scratch();
        await recorded.CopyToAsync(scratch.Data);
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        UtcRange footage = recorded.Recordings["yard"].Spans[0];
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await OpenAsync(chromium, box, (await api.CameraAsync("yard")).Id, footage);

        double hovered = await HoverAsync(page, footage.Start.Plus(4_000_000));
        await page.Locator(".thumb:not([hidden]) img").WaitForAsync();
        double shown = await page.EvaluateAsync<double>("() => +document.querySelector('.thumb').dataset.utc");
        bool hasPixels = await page.EvaluateAsync<bool>("() => document.querySelector('.thumb img').naturalWidth === 1600");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "artifacts", "screens", "thumbnail.png") });
        await HoverAsync(page, footage.Start.Plus(-8_000_000));
        await page.Locator(".thumb[hidden]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });

        // A picture each five seconds.
        Assert.InRange((shown - hovered) / 1e3, -5, 5);
        Assert.True(hasPixels);
    }

    [Fact]
    public async Task BandThatIsDragged_ShowsPicturesOfTheMomentsOnTheWay_BeforeItIsLetGo()
    {
        using var scratch = new Scratch();
        await recorded.CopyToAsync(scratch.Data);
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        UtcRange footage = recorded.Recordings["yard"].Spans[0];
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await OpenAsync(chromium, box, (await api.CameraAsync("yard")).Id, footage);
        LocatorBoundingBoxResult band = (await page.Locator("canvas.timeline").BoundingBoxAsync())!;
        string? played = await page.Locator("video.recorded").GetAttributeAsync("data-utc");
        float y = band.Y + (band.Height / 2);
        float x = band.X + 700;
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();

        List<double> off = [];
        List<double> pictures = [];
        foreach (long at in new[] { 12_000_000L, 1_000_000L })
        {
            double wanted = footage.Start.Plus(at).Microseconds / 1e3;
            (double middle, double msPerPx) = await MiddleAsync(page);
            x -= (float)Math.Round((wanted - middle) / msPerPx);
            await page.Mouse.MoveAsync(x, y, new MouseMoveOptions { Steps = 6 });
            await page.WaitForFunctionAsync(
                "(wanted) => { const t = document.querySelector('.thumb'); const i = t.querySelector('img'); return !t.hidden && i.complete && i.naturalWidth === 1600 && Math.abs(t.dataset.utc - wanted) < 5100; }", wanted);
            pictures.Add(await page.EvaluateAsync<double>("() => +document.querySelector('.thumb').dataset.utc"));
            off.Add((await MiddleAsync(page)).Ms - wanted);
        }
        string? stillPlayed = await page.Locator("video.recorded").GetAttributeAsync("data-utc");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "artifacts", "screens", "thumbnail-dragged.png") });
        await page.Mouse.UpAsync();

        Assert.All(off, o => Assert.InRange(o, -200, 200));
        Assert.True(pictures[0] > pictures[1], $"Two pictures: {string.Join(' ', pictures)}");
        // What is dragged over is not searched for in the recording until then.
        Assert.Equal(played, stillPlayed);
        await page.WaitForFunctionAsync("(wanted) => Math.abs(document.querySelector('video.recorded').dataset.utc - wanted) < 300", footage.Start.Plus(1_000_000).Microseconds / 1e3);
        await page.Locator(".thumb[hidden]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
    }

    /// <summary>Review of a camera, stopped, with less than two minutes on the band.</summary>
    private static async Task<IPage> OpenAsync(Chromium chromium, NvrdProcess box, string camera, UtcRange footage)
    {
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(box.Address.ToString());
        await Visitor.SignInAsync(page);
        await page.Locator(".tile").First.WaitForAsync();
        await page.GotoAsync(new Uri(box.Address, $"/review?cam={camera}&t={footage.Start.Plus(6_000_000)}").ToString());
        await page.WaitForFunctionAsync("() => { const v = document.querySelector('video.recorded'); return v && v.readyState >= 2; }");
        await page.EvaluateAsync("() => document.querySelector('video.recorded').pause()");
        for (int i = 0; i < 8; i++)
        {
            await page.ClickAsync("button[aria-label='Show less time']");
        }
        await page.WaitForFunctionAsync("() => { const d = document.querySelector('canvas.timeline').dataset; return d.to - d.from < 120000; }");
        return page;
    }

    /// <summary>The moment in the middle of the band, and how long one pixel is, once it is painted.</summary>
    private static async Task<(double Ms, double MsPerPx)> MiddleAsync(IPage page)
    {
        double[] of = await page.EvaluateAsync<double[]>(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => { const c = document.querySelector('canvas.timeline'); const [f, t] = [+c.dataset.from, +c.dataset.to]; done([(f + t) / 2, (t - f) / c.clientWidth]); })))");
        return (of[0], of[1]);
    }

    /// <summary>Returns the moment that lies under the pointer.</summary>
    private static async Task<double> HoverAsync(IPage page, UtcTime time)
    {
        LocatorBoundingBoxResult band = (await page.Locator("canvas.timeline").BoundingBoxAsync())!;
        double[] edges = await page.EvaluateAsync<double[]>("() => { const d = document.querySelector('canvas.timeline').dataset; return [+d.from, +d.to]; }");
        double x = ((time.Microseconds / 1e3) - edges[0]) / (edges[1] - edges[0]) * band.Width;
        await page.Mouse.MoveAsync((float)(band.X + x), band.Y + (band.Height / 2));
        return edges[0] + (Math.Round(x) / band.Width * (edges[1] - edges[0]));
    }
}
