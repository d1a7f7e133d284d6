using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>What the timeline shows and tells under somebody's wheel, fingers, keys and pointer. The playhead stays in its middle; zoom goes around it.</summary>
[Collection(nameof(ReviewPageTests))]
public sealed class BandPageTests(ReviewStage stage)
{
    private const double LeadMs = 2_000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    private double StartMs => stage.Cameras.Values.Max(c => c.Recorded.Spans[0].Start.Microseconds / 1e3) + 2_000;

    [Fact]
    public async Task Wheel_ZoomsAroundThePlayhead_InAndOutAgain()
    {
        IPage page = await stage.OpenAsync([ReviewStage.Names[0]], StartMs);
        await StopAsync(page);
        (double from, double to) = await EdgesAsync(page);
        await page.HoverAsync("canvas.timeline", new PageHoverOptions { Position = new Position { X = 300, Y = 45 } });

        await page.Mouse.WheelAsync(0, -120);
        await page.Mouse.WheelAsync(0, -120);
        (double nearFrom, double nearTo) = await ShowsAsync(page, 0.40 * (to - from), 0.50 * (to - from));
        await page.Mouse.WheelAsync(0, 120);
        await page.Mouse.WheelAsync(0, 120);
        (double farFrom, double farTo) = await ShowsAsync(page, 0.98 * (to - from), 1.02 * (to - from));

        Assert.Equal((from + to) / 2, (nearFrom + nearTo) / 2, 100.0);
        Assert.Equal((from + to) / 2, (farFrom + farTo) / 2, 100.0);
    }

    [Fact]
    public async Task TwoFingers_ZoomIn_WhereTheyPart_AndOut_WhereTheyMeet()
    {
        IPage page = await stage.OpenOnPhoneAsync([ReviewStage.Names[0]], StartMs);
        await StopAsync(page);
        ILocator band = page.Locator("canvas.timeline");
        await band.ScrollIntoViewIfNeededAsync();
        (double from, double to) = await EdgesAsync(page);

        await PinchAsync(page, band, 25, 100);
        (double nearFrom, double nearTo) = await ShowsAsync(page, 0.23 * (to - from), 0.27 * (to - from));
        await PinchAsync(page, band, 100, 25);
        (double farFrom, double farTo) = await ShowsAsync(page, 0.95 * (to - from), 1.05 * (to - from));

        Assert.Equal((from + to) / 2, (nearFrom + nearTo) / 2, 100.0);
        Assert.Equal((from + to) / 2, (farFrom + farTo) / 2, 100.0);
    }

    [Fact]
    public async Task Keys_ZoomInAndOut()
    {
        IPage page = await stage.OpenAsync([ReviewStage.Names[0]], StartMs);
        await StopAsync(page);
        (double from, double to) = await EdgesAsync(page);
        double shown = to - from;

        foreach ((string key, double share) in new[] { ("+", 0.5), ("+", 0.25), ("-", 0.5), ("-", 1), ("ArrowUp", 0.7), ("ArrowDown", 0.98), ("-", 1.96) })
        {
            await page.Keyboard.PressAsync(key);
            await ShowsAsync(page, 0.99 * share * shown, 1.01 * share * shown);
        }
    }

    /// <summary>By the camera's own stamp in the picture on screen.</summary>
    [Fact]
    public async Task NextAndPreviousEvent_AreJumpedTo_WithTheirLead()
    {
        double[] leads = [.. stage.Visits.Select(v => (v.Microseconds / 1e3) - LeadMs)];
        IPage page = await stage.OpenAsync([ReviewStage.Names[^1]], leads[0] - 6_000);
        await StopAsync(page);
        // To the oldest picture, however long the page played until it was stopped.
        await page.Keyboard.PressAsync("Shift+ArrowLeft");
        await Wait.UntilAsync(async () => (await stage.MomentsAsync(page))[0] < leads[0] - 4_000, s_patience, () => "a picture well before the first event");
        await page.Locator("canvas.timeline[data-events='2']").WaitForAsync();

        foreach ((string key, double lead) in new[] { ("n", leads[0]), ("n", leads[1]), ("p", leads[0]) })
        {
            await page.Keyboard.PressAsync(key);
            double? shown = null;
            await Wait.UntilAsync(
                async () => (shown = (await stage.MomentsAsync(page))[0]) is { } ms && Math.Abs(ms - lead) <= 1000.0 / ReviewStage.Fps,
                s_patience, () => $"the picture {LeadMs} ms before what happened, after {key}; it is {shown - lead} ms off");
        }
        // There is none before the first.
        await page.Keyboard.PressAsync("p");
        await Assertions.Expect(page.Locator(".hint")).Not.ToBeEmptyAsync();
    }

    [Fact]
    public async Task GapUnderThePointer_SaysItsReason_AndFootageDoesNot()
    {
        (IPage page, string reason) = await OpenAtGapAsync();
        ILocator hint = page.Locator(".hint");

        await HoverAsync(page, (stage.Pause.FromMs + stage.Pause.ToMs) / 2);
        await Assertions.Expect(hint).ToContainTextAsync(reason);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "artifacts", "screens", "review-gap.png") });
        await HoverAsync(page, stage.Pause.FromMs - 10_000);
        await Assertions.Expect(hint).Not.ToContainTextAsync(reason);

        Assert.NotEqual("", reason);
        await Assertions.Expect(hint).Not.ToBeEmptyAsync();
    }

    /// <summary>A sentence that is cut off after a letter is not told.</summary>
    [Fact]
    public async Task ReasonOfAGap_IsReadInFull()
    {
        (IPage page, string reason) = await OpenAtGapAsync();

        await HoverAsync(page, (stage.Pause.FromMs + stage.Pause.ToMs) / 2);
        await Assertions.Expect(page.Locator(".hint")).ToContainTextAsync(reason);
        int[] widths = await page.Locator(".hint").EvaluateAsync<int[]>("(h) => [h.scrollWidth, h.clientWidth]");

        Assert.True(widths[0] <= widths[1], $"The hint needs {widths[0]} pixels of width and has {widths[1]}.");
    }

    /// <summary>Review of the camera that was silent, stopped, with its pause on the band; why there is nothing in it.</summary>
    private async Task<(IPage Page, string Reason)> OpenAtGapAsync()
    {
        double middle = (stage.Pause.FromMs + stage.Pause.ToMs) / 2;
        string reason = Assert.Single(stage.Cameras[ReviewStage.Names[1]].Recorded.Gaps, g => g.Range.Start.Microseconds / 1e3 <= middle && g.Range.End.Microseconds / 1e3 > middle).Sentence;
        IPage page = await stage.OpenAsync([ReviewStage.Names[1]], stage.Pause.FromMs - 4_000);
        await StopAsync(page);
        for (int i = 0; i < 6; i++)
        {
            await page.Keyboard.PressAsync("+");
        }
        await ShowsAsync(page, 100_000, 200_000);
        return (page, reason);
    }

    private static async Task HoverAsync(IPage page, double ms)
    {
        (double from, double to) = await EdgesAsync(page);
        LocatorBoundingBoxResult band = (await page.Locator("canvas.timeline").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync((float)(band.X + ((ms - from) / (to - from) * band.Width)), band.Y + (band.Height / 2));
    }

    /// <summary>The band stands still where nothing plays.</summary>
    private static async Task StopAsync(IPage page)
    {
        await page.Keyboard.PressAsync("k");
        await page.WaitForFunctionAsync("() => document.querySelector('.screen').hasAttribute('data-paused') && document.querySelector('video.recorded').paused");
    }

    /// <summary>The moments at the edges of the band, once nothing moves them.</summary>
    private static async Task<(double From, double To)> EdgesAsync(IPage page)
    {
        double[] before = [];
        double[] edges = [];
        await Wait.UntilAsync(
            async () =>
            {
                before = edges;
                edges = await page.EvaluateAsync<double[]>(
                    "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => { const d = document.querySelector('canvas.timeline').dataset; done([+d.from, +d.to]); })))");
                return before.SequenceEqual(edges);
            },
            s_patience, () => "the band at rest");
        return (edges[0], edges[1]);
    }

    /// <summary>Waits until the band shows so long a time; its edges.</summary>
    private static async Task<(double From, double To)> ShowsAsync(IPage page, double leastMs, double mostMs)
    {
        (double From, double To) edges = default;
        await Wait.UntilAsync(
            async () => (edges = await EdgesAsync(page)).To - edges.From >= leastMs && edges.To - edges.From <= mostMs,
            s_patience, () => $"a band of {leastMs:0} to {mostMs:0} ms; it shows {edges.To - edges.From:0}");
        return edges;
    }

    /// <summary>Two fingers on both sides of a third of the band go from one distance from there to another, in pixels.</summary>
    private static async Task PinchAsync(IPage page, ILocator band, float begin, float end)
    {
        LocatorBoundingBoxResult box = (await band.BoundingBoxAsync())!;
        (float x, float y) = (box.X + (box.Width / 3), box.Y + (box.Height / 2));
        ICDPSession browser = await page.Context.NewCDPSessionAsync(page);
        Task TouchAsync(string type, params float[] places) => browser.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object>
        {
            ["type"] = type, ["touchPoints"] = places.Select((p, i) => new Dictionary<string, object> { ["x"] = p, ["y"] = y, ["id"] = i }).ToArray(),
        });
        await TouchAsync("touchStart", x - begin, x + begin);
        for (int i = 1; i <= 5; i++)
        {
            float apart = begin + ((end - begin) * i / 5);
            await TouchAsync("touchMove", x - apart, x + apart);
        }
        await TouchAsync("touchEnd");
        await browser.DetachAsync();
    }
}
