using System.Text.Json;
using Bench.Page;
using Bench.Recorders;
using Bench.Report;
using Microsoft.Playwright;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Storage;
using SimCamera;

namespace Bench.Measurements;

/// <summary>What somebody in front of the page waits for, in a real browser: the first screen, a live picture, a moment of the past.</summary>
internal sealed class PageMeasurement : IMeasurement
{
    private const int Cameras = 16;
    private const int Days = 30;
    private const int EventsOfADay = 1_000;
    private const int Runs = 7;
    private const int DelayRuns = 5;
    private const double P95 = 0.95;
    private const double BehindGoalMs = 400;
    private const double ScreenGoalMs = 1_000;
    private const double LiveGoalMs = 300;
    private const double SeekGoalMs = 250;
    private const double MonthGoalMs = 200;

    /// <summary>Of footage before anything is looked for in it.</summary>
    private static readonly TimeSpan s_recorded = TimeSpan.FromSeconds(70);

    private static readonly TimeSpan s_paint = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Notes, by the page's own clock, which begins with the navigation: when there is something to click on; how long after the last click a live picture, or a recorded one of another moment, is on screen.
    /// </summary>
    private const string Notes = """
        window.notes = {};
        const look = () => {
          if (!notes.screen && document.querySelector('nav a') && document.querySelector('.tile')) notes.screen = performance.now();
          const live = document.querySelector('.cell .picture video');
          if (notes.clicked && !notes.live && live && live.readyState >= 2 && live.currentTime > 0) notes.live = performance.now() - notes.clicked;
          const past = document.querySelector('.cell video.recorded');
          if (past && !past.noted) {
            past.noted = true;
            const paint = () => past.requestVideoFrameCallback(() => { notes.past ??= performance.now() - notes.clicked; });
            past.addEventListener('seeking', paint);
            // It may have begun between two looks.
            if (past.seeking || past.currentTime > 0) paint();
          }
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
        addEventListener('pointerup', () => { notes.clicked = performance.now(); delete notes.live; delete notes.past; }, true);
        """;

    public async Task<IReadOnlyList<Row>> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        Progress.Say($"{Cameras} cameras of 640x360, recorded…");
        await using SimCameraServer server = await SimCameraServer.StartAsync(
            new SimCameraOptions
            {
                Cameras = [.. Enumerable.Range(1, Cameras).Select(n => new CameraOptions { Name = $"cam{n}", Width = 640, Height = 360, Fps = 10, Gop = 20, Kbit = 400 })],
                CacheDirectory = Path.Combine(options.WorkDirectory, "simcamera"),
            },
            cancellation);
        await using NvrdBox box = await WithAMonthAsync(options, [.. server.Cameras.Select(c => c.Url)], cancellation);
        await box.RecordingAsync(Cameras, cancellation);
        await Task.Delay(s_recorded, cancellation);
        await using PageBrowser browser = await PageBrowser.StartAsync(box);

        List<double> screen = [], live = [], past = [], month = [], grid = [], alone = [];
        for (int run = 0; run < Runs; run++)
        {
            Progress.Say($"Visit {run + 1} of {Runs}…");
            IPage page = await browser.OpenAsync("/", Notes);
            screen.Add(await NotedAsync(page, "screen", options.WorkDirectory));
            // One picture has the screen when somebody clicks on it.
            await page.SelectOptionAsync("select[aria-label='Pictures at once']", "4");
            await page.Locator(".tile").Nth(run % 4).ClickAsync();
            live.Add(await NotedAsync(page, "live", options.WorkDirectory));
            await ClickThePastAsync(page, 20 + (3 * run));
            past.Add(await NotedAsync(page, "past", options.WorkDirectory));
            month.Add(await ShowAMonthAsync(page, await box.CamerasAsync(cancellation)));
            await page.Context.CloseAsync();
        }
        for (int run = 0; run < DelayRuns; run++)
        {
            Progress.Say($"Live pictures behind their cameras, {run + 1} of {DelayRuns}…");
            IPage page = await browser.OpenAsync("/", LiveDelay.Script);
            await page.SelectOptionAsync("select[aria-label='Pictures at once']", "16");
            grid.Add(Figures.Quantile(await LiveDelay.MeasureAsync(page, Cameras), P95));
            await page.Locator(".tile").Nth(run).ClickAsync();
            alone.Add(Figures.Quantile(await LiveDelay.MeasureAsync(page, 1), P95));
            await page.Context.CloseAsync();
        }
        return
        [
            Row.Bounded("page: first screen can be used, nothing cached", Figures.Median(screen), ScreenGoalMs, "ms"),
            Row.Bounded("page: live picture after a click", Figures.Median(live), LiveGoalMs, "ms"),
            Row.Bounded($"page: {Cameras} live pictures on screen behind their cameras, 95th percentile", Figures.Median(grid), BehindGoalMs, "ms"),
            Row.Bounded("page: a live picture alone behind its camera, 95th percentile", Figures.Median(alone), BehindGoalMs, "ms"),
            Row.Bounded("page: picture of the past after a click on the timeline", Figures.Median(past), SeekGoalMs, "ms"),
            Row.Bounded($"page: timeline of {Cameras} cameras zoomed to a month", Figures.Median(month), MonthGoalMs, "ms"),
        ];
    }

    /// <summary>A recorder that knows its cameras for a month already.</summary>
    private static async Task<NvrdBox> WithAMonthAsync(BenchOptions options, IReadOnlyList<Uri> cameras, CancellationToken cancellation)
    {
        NvrdBox first = await NvrdBox.StartAsync(options, cameras, Path.Combine(options.WorkDirectory, "nvrd"), cancellation);
        await first.RecordingAsync(Cameras, cancellation);
        CameraId[] known = [.. (await first.CamerasAsync(cancellation)).Values.Select(id => CameraId.TryParse(id, out CameraId camera) ? camera : throw new FormatException())];
        UtcTime began = BoxClock.System().WallNow.Plus(-600_000_000);
        NvrdBox box = await first.RestartAsync(options, () => OverviewFiller.Fill(Path.Combine(first.Directory, "footage"), known, Days, EventsOfADay, began), cancellation);
        string range = $"from={began.Plus(-Days * 24L * 3_600_000_000)}&to={began}";
        using JsonDocument month = await box.GetAsync($"timeline?{range}&cell=3600", cancellation);
        double recorded = month.RootElement.GetProperty("cameras").EnumerateArray().Average(c => c.GetProperty("footage").EnumerateArray().Average(f => f.GetDouble()));
        return recorded > 99 ? box : throw new InvalidOperationException($"The month is filled to {recorded:0.0} %.");
    }

    private static async Task<double> NotedAsync(IPage page, string what, string directory)
    {
        try
        {
            await page.WaitForFunctionAsync($"() => notes.{what} !== undefined", null, new PageWaitForFunctionOptions { Timeout = 60_000, PollingInterval = 20 });
            return await page.EvaluateAsync<double>($"() => notes.{what}");
        }
        catch (TimeoutException)
        {
            string picture = Path.Combine(directory, $"no-{what}.png");
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = picture });
            throw new InvalidOperationException($"There was no {what} picture within a minute; {picture} shows what there was instead. Its notes: {await page.EvaluateAsync<string>("() => JSON.stringify(notes)")}");
        }
    }

    /// <summary>From the last key press that zooms out to lanes that show all of it; what the page asked and painted for the steps before is done by then.</summary>
    private static async Task<double> ShowAMonthAsync(IPage page, IReadOnlyDictionary<string, string> cameras)
    {
        await page.GotoAsync(new Uri(new Uri(page.Url), $"/review?cam={string.Join(',', cameras.Values)}").ToString());
        await page.Locator("canvas.timeline").WaitForAsync();
        await page.Keyboard.PressAsync("+");
        await Task.Delay(s_paint);
        return await page.EvaluateAsync<double>("""
            () => new Promise((done) => {
              const canvas = document.querySelector('canvas.timeline');
              const begun = performance.now();
              for (let i = 0; i < 12; i++) document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '-', bubbles: true }));
              const look = () => (canvas.dataset.far === 'true' && canvas.dataset.to - canvas.dataset.from > 29 * 86400000 ? done(performance.now() - begun) : requestAnimationFrame(look));
              look();
            })
            """);
    }

    private static async Task ClickThePastAsync(IPage page, int secondsAgo)
    {
        ILocator band = page.Locator("canvas.timeline");
        await band.WaitForAsync();
        for (int i = 0; i < 7; i++)
        {
            await page.ClickAsync("button[aria-label='Show less time']");
        }
        double share = await page.EvaluateAsync<double>($"() => {{ const d = document.querySelector('canvas.timeline').dataset; return 0.5 - {secondsAgo} * 1000 / (d.to - d.from); }}");
        LocatorBoundingBoxResult box = (await band.BoundingBoxAsync())!;
        await page.Mouse.ClickAsync((float)(box.X + (share * box.Width)), box.Y + (box.Height / 2));
    }
}
