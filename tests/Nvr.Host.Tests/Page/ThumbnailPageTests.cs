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
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(box.Address.ToString());
        await Visitor.SignInAsync(page);
        await page.Locator(".tile").First.WaitForAsync();
        await page.GotoAsync(new Uri(box.Address, $"/review?cam={(await api.CameraAsync("yard")).Id}&t={footage.Start.Plus(6_000_000)}").ToString());
        await page.WaitForFunctionAsync("() => { const v = document.querySelector('video.recorded'); return v && v.readyState >= 2; }");
        await page.EvaluateAsync("() => document.querySelector('video.recorded').pause()");
        for (int i = 0; i < 8; i++)
        {
            await page.ClickAsync("button[aria-label='Show less time']");
        }
        await page.WaitForFunctionAsync("() => { const d = document.querySelector('canvas.timeline').dataset; return d.to - d.from < 120000; }");

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
