using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>Alone: nine pictures at one moment need the processors that other tests take.</summary>
[CollectionDefinition(nameof(ReviewPageTests), DisableParallelization = true)]
public sealed class ReviewPageAlone : ICollectionFixture<ReviewStage>;

/// <summary>Several cameras beside each other, at recorded moments, in a real browser.</summary>
[Collection(nameof(ReviewPageTests))]
public sealed class ReviewPageTests(ReviewStage stage)
{
    private const double MostApartMs = 100;
    private const double PictureMs = 1000.0 / ReviewStage.Fps;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    private double StartMs => stage.Cameras.Values.Max(c => c.Recorded.Spans[0].Start.Microseconds / 1e3) + 2_000;

    [Fact]
    public async Task NineCameras_PlayTheSameMoment()
    {
        IPage page = await stage.OpenAsync(ReviewStage.Names, StartMs);
        double?[] begun = await TogetherAsync(page, 9);

        List<double> apart = [];
        double?[] last = begun;
        for (int i = 0; i < 12; i++)
        {
            await Task.Delay(250, TestContext.Current.CancellationToken);
            last = await stage.MomentsAsync(page);
            apart.Add(Spread(last));
        }
        await Screens.TakeAsync(page, "review-nine");

        Assert.True(last[0] > begun[0] + 1_000, $"It plays: {begun[0]} to {last[0]}");
        // Some may fall into moments at which the browser itself is held up.
        Assert.InRange(apart.Order().ElementAt(9), 0, MostApartMs);
    }

    [Fact]
    public async Task CameraThatWasSilent_WaitsWhileTheOthersGoOn_AndJoinsThem()
    {
        IPage page = await stage.OpenAsync(ReviewStage.Names.Take(3), stage.Pause.FromMs - 2_000);
        await TogetherAsync(page, 3);

        await page.Locator(".cell.waits").WaitForAsync();
        double?[] inPause = await stage.MomentsAsync(page);
        string words = await page.Locator(".cell.waits .why").InnerTextAsync();
        await Screens.TakeAsync(page, "review-pause");
        await Wait.UntilAsync(async () => (await stage.MomentsAsync(page)) is [{ } first, _, _] && first > stage.Pause.ToMs + 1_000, s_patience, () => "the others beyond the pause");
        double?[] after = await TogetherAsync(page, 3);

        Assert.Null(inPause[1]);
        Assert.InRange(inPause[0]!.Value, stage.Pause.FromMs - 1_000, stage.Pause.ToMs);
        Assert.NotEqual("", words);
        Assert.True(after[1] > stage.Pause.ToMs - 1_000);
    }

    [Fact]
    public async Task Alone_TheSilentCamera_GoesOverItsPause()
    {
        IPage page = await stage.OpenAsync([ReviewStage.Names[1]], stage.Pause.FromMs - 2_000);

        await Wait.UntilAsync(async () => (await stage.MomentsAsync(page)) is [{ } moment] && moment > stage.Pause.ToMs + 500, s_patience, () => "the picture after the pause");

        Assert.Equal(0, await page.Locator(".cell.waits").CountAsync());
    }

    [Fact]
    public async Task Pause_StopsAllAtOneMoment_AndAPictureStepIsOnePicture()
    {
        IPage page = await stage.OpenAsync(ReviewStage.Names.Take(4), StartMs);
        double?[] begun = await TogetherAsync(page, 4);
        // How long a picture stays is known once two have followed each other on screen.
        await Wait.UntilAsync(async () => (await stage.MomentsAsync(page))[0] > begun[0] + 2_000, s_patience, () => "two seconds of playing");
        await page.Keyboard.PressAsync("k");
        double?[] stopped = await StillAsync(page);

        // Where playing stops, the picture on screen may be the one before or after its clock; a step puts the clock into the middle of one.
        await page.Keyboard.PressAsync(".");
        await StillAsync(page);
        List<double> lead = [await ShownPictureAsync(page)];
        foreach (string key in new[] { ".", ".", ",", "," })
        {
            await page.Keyboard.PressAsync(key);
            await StillAsync(page);
            lead.Add(await ShownPictureAsync(page));
        }

        Assert.InRange(Spread(stopped), 0, PictureMs);
        double[] steps = [.. lead.Zip(lead.Skip(1), (a, b) => Math.Round((b - a) * ReviewStage.Fps))];
        Assert.Equal([1, 1, -1, -1], steps);
        Assert.InRange(Spread(await stage.MomentsAsync(page)), 0, PictureMs);
    }

    [Fact]
    public async Task Month_IsShownFromAfar_ByOneRequestForAllCameras()
    {
        IPage page = await stage.OpenAsync(ReviewStage.Names, StartMs);
        await TogetherAsync(page, 9);
        List<string> asked = [];
        page.Request += (_, request) => asked.Add(new Uri(request.Url).PathAndQuery);
        for (int i = 0; i < 12; i++)
        {
            await page.Keyboard.PressAsync("-");
        }
        await page.Locator("canvas.timeline[data-far='true']").WaitForAsync();
        // What was asked on the way there may still be coming.
        await Wait.UntilAsync(async () => await BlueLanesAsync(page) == 9, s_patience, () => "a bar in each lane");
        double days = await page.EvaluateAsync<double>("() => { const d = document.querySelector('canvas.timeline').dataset; return (d.to - d.from) / 86400000; }");

        Assert.Equal(30, days, 1);
        string[] afar = [.. asked.Where(a => a.StartsWith("/api/v1/timeline?", StringComparison.Ordinal))];
        Assert.NotEmpty(afar);
        Assert.All(afar, a => Assert.Equal(9, a.Split("camera=").Length - 1));
        // It goes on playing.
        await TogetherAsync(page, 9);
    }

    /// <summary>With answers as the recorder gives them after a month (<c>OverviewModel</c>): two days of the past have no footage, one evening has motion, an hour has visitors.</summary>
    [Fact]
    public async Task Month_DrawsFootageLossesAndWhatHappened()
    {
        IPage page = await stage.OpenAsync(ReviewStage.Names.Take(4), StartMs);
        await TogetherAsync(page, 4);
        await page.RouteAsync("**/api/v1/timeline?*", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = MadeMonth.Answer(new Uri(route.Request.Url)) }));
        for (int i = 0; i < 12; i++)
        {
            await page.Keyboard.PressAsync("-");
        }
        await Wait.UntilAsync(async () => await ColourAsync(page, MadeMonth.RecordedDaysAgo, "91,157,255") == 4, s_patience, () => "a bar in each lane");
        await Screens.TakeAsync(page, "review-month");
        Assert.Empty(await Axe.LookAsync(page, "review-month"));
        double x = await page.EvaluateAsync<double>($"() => {{ const c = document.querySelector('canvas.timeline'); const d = c.dataset; return c.clientWidth * (Date.now() - {MadeMonth.VisitorsDaysAgo} * 86400000 - d.from) / (d.to - d.from); }}");
        await page.HoverAsync("canvas.timeline", new PageHoverOptions { Position = new Position { X = (float)x, Y = 45 } });

        Assert.Equal(0, await ColourAsync(page, MadeMonth.LostDaysAgo, "91,157,255"));
        Assert.Equal(4, await ColourAsync(page, MadeMonth.LostDaysAgo, "90,63,42"));
        Assert.Equal(4, await ColourAsync(page, MadeMonth.MotionDaysAgo, "223,231,241"));
        await Assertions.Expect(page.Locator(".hint")).ToContainTextAsync("3 × Person");
    }

    /// <summary>By the camera's own stamp in the picture that is on screen after a click on the band, which is zoomed to some milliseconds a pixel.</summary>
    [Fact]
    public async Task Click_OnTheBand_ShowsThePictureOfThatMoment()
    {
        IPage page = await stage.OpenAsync([ReviewStage.Names[0]], StartMs + 4_000);
        await TogetherAsync(page, 1);
        await page.Keyboard.PressAsync("k");
        for (int i = 0; i < 12; i++)
        {
            await page.Keyboard.PressAsync("+");
        }
        await StillAsync(page);
        List<double> off = [];
        foreach (double share in new[] { 0.9, 0.3, 0.13, 0.71, 0.5, 0.42 })
        {
            double asked = await ClickBandAsync(page, share);
            double?[] shown = await StillAsync(page);
            off.Add(Math.Abs(shown[0]!.Value - asked));
        }

        Assert.All(off, o => Assert.InRange(o, 0, PictureMs));
    }

    [Fact]
    public async Task Speed_IsEverybodys_AndInTheAddress()
    {
        IPage page = await stage.OpenAsync(ReviewStage.Names.Take(2), StartMs, "&x=0.5");
        await TogetherAsync(page, 2);
        double[] slow = await RatesAsync(page);
        await page.SelectOptionAsync("select[aria-label='Speed']", "2");
        await page.WaitForURLAsync("**x=2*");
        double[] fast = await RatesAsync(page);
        await page.Keyboard.PressAsync("j");

        Assert.All(slow, r => Assert.InRange(r, 0.3, 0.7));
        Assert.All(fast, r => Assert.InRange(r, 1.4, 2.6));
        await Assertions.Expect(page.Locator("select[aria-label='Speed']")).ToHaveValueAsync("1");
        // The address follows with the playhead.
        await page.WaitForURLAsync(address => !address.Contains("x=", StringComparison.Ordinal));
    }

    /// <summary>Footage time against time on the wall.</summary>
    [Fact]
    public async Task SlowestAndFastestSpeed_AreChosen_AndPlayThatFast()
    {
        IPage page = await stage.OpenAsync([ReviewStage.Names[0]], StartMs);
        await TogetherAsync(page, 1);
        ILocator speed = page.GetByLabel("Speed", new PageGetByLabelOptions { Exact = true });

        await speed.SelectOptionAsync("0.25");
        await page.WaitForURLAsync("**x=0.25*");
        double slow = await PaceAsync(page, 4_000);
        await speed.SelectOptionAsync("16");
        double fast = await PaceAsync(page, 1_000);
        string after = page.Url;
        await speed.SelectOptionAsync("1");
        await page.WaitForURLAsync(address => !address.Contains("x=", StringComparison.Ordinal));
        double usual = await PaceAsync(page, 2_000);

        Assert.InRange(slow, 0.15, 0.4);
        Assert.InRange(fast, 8, 20);
        Assert.Contains("x=16", after, StringComparison.Ordinal);
        Assert.InRange(usual, 0.6, 1.4);
    }

    [Fact]
    public async Task Cameras_AreChosenFromAList_AndTheMomentStays()
    {
        IPage page = await stage.OpenAsync([ReviewStage.Names[0]], StartMs);
        await page.ClickAsync(".chooser summary");
        await page.Locator(".chooser").GetByLabel(ReviewStage.Names[3], new LocatorGetByLabelOptions { Exact = true }).CheckAsync();
        await page.Locator(".chooser").GetByLabel(ReviewStage.Names[4], new LocatorGetByLabelOptions { Exact = true }).CheckAsync();
        double?[] moments = await TogetherAsync(page, 3);
        await Screens.TakeAsync(page, "review-chooser");
        await page.Keyboard.PressAsync("Escape");
        await page.ClickAsync(".cell a.caption >> nth=1");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.cell').length === 1");

        Assert.InRange(moments[0]!.Value, StartMs - 1_500, StartMs + 20_000);
        Assert.Contains($"cam={stage.Cameras[ReviewStage.Names[3]].Id}&t=", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_AreListed_AndTheListIsLeftByEscape()
    {
        IPage page = await stage.OpenAsync([ReviewStage.Names[0]], StartMs);
        await page.Keyboard.PressAsync("?");
        await page.Locator("dialog.keylist[open]").WaitForAsync();
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "artifacts", "screens", "review-keys.png") });
        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(page.Locator("dialog.keylist")).Not.ToBeVisibleAsync();
    }

    /// <summary>Waits until so many pictures are shown at one moment; their moments.</summary>
    private async Task<double?[]> TogetherAsync(IPage page, int count)
    {
        double?[] moments = [];
        List<string> seen = [];
        await Wait.UntilAsync(
            async () =>
            {
                moments = await stage.MomentsAsync(page);
                seen.Add(string.Join(' ', moments.Select(m => m is { } ms ? $"{ms - StartMs:0}" : "-")));
                return moments.Length == count && moments.All(m => m is not null) && Spread(moments) <= MostApartMs;
            },
            s_patience,
            () => $"{count} pictures at one moment; they were at\n{string.Join('\n', seen.Distinct().Take(20))}");
        return moments;
    }

    /// <summary>In how many of four lanes (32 pixels each, below 30) a colour is, so many days ago, a pixel or two beside it.</summary>
    private static Task<int> ColourAsync(IPage page, double daysAgo, string colour) => page.EvaluateAsync<int>("""
        ([daysAgo, colour]) => {
          const canvas = document.querySelector('canvas.timeline');
          const { from, to } = canvas.dataset;
          const x = Math.round(canvas.width * (Date.now() - daysAgo * 86400000 - from) / (to - from));
          const { data } = canvas.getContext('2d').getImageData(x - 3, 0, 6, canvas.height);
          const lanes = new Set();
          for (let y = 0; y < canvas.height; y++) {
            for (let i = 0; i < 6; i++) {
              if (data.slice((y * 6 + i) * 4, (y * 6 + i) * 4 + 3).join() === colour) {
                lanes.add(Math.floor((y - 30) / 32));
              }
            }
          }
          return lanes.size;
        }
        """, new object[] { daysAgo, colour });

    /// <summary>Clicks at a share of the band's width; the moment there by its edges, which stand still.</summary>
    private static async Task<double> ClickBandAsync(IPage page, double share)
    {
        ILocator band = page.Locator("canvas.timeline");
        LocatorBoundingBoxResult box = (await band.BoundingBoxAsync())!;
        float x = (float)Math.Round(box.Width * share);
        double asked = await band.EvaluateAsync<double>("(c, x) => +c.dataset.from + (x / c.clientWidth) * (c.dataset.to - c.dataset.from)", (double)x);
        await page.Mouse.ClickAsync(box.X + x, box.Y + (box.Height / 2));
        await Assertions.Expect(page.Locator("video.recorded")).ToHaveAttributeAsync("data-utc", new System.Text.RegularExpressions.Regex($"^{Math.Round(asked):0}$|^{Math.Floor(asked):0}$|^{Math.Ceiling(asked):0}$"));
        return asked;
    }

    /// <summary>In how many lanes beside the playhead the colour of footage is.</summary>
    private static Task<int> BlueLanesAsync(IPage page) => page.EvaluateAsync<int>("""
        () => {
          const canvas = document.querySelector('canvas.timeline');
          const x = Math.floor(canvas.width / 2) - 4;
          const { data } = canvas.getContext('2d').getImageData(x, 0, 8, canvas.height);
          let [lanes, was] = [0, false];
          for (let y = 0; y < canvas.height; y++) {
            let blue = false;
            for (let i = 0; i < 8; i++) {
              const [r, g, b] = data.slice((y * 8 + i) * 4);
              blue ||= b > r + 30 && b > g + 10;
            }
            lanes += blue && !was ? 1 : 0;
            was = blue;
          }
          return lanes;
        }
        """);

    /// <summary>The moments, once nothing moves any longer.</summary>
    private async Task<double?[]> StillAsync(IPage page)
    {
        double?[] before = [];
        double?[] moments = await stage.MomentsAsync(page);
        while (!before.SequenceEqual(moments))
        {
            await Task.Delay(300, TestContext.Current.CancellationToken);
            before = moments;
            moments = await stage.MomentsAsync(page);
        }
        return moments;
    }

    private static Task<double> ShownPictureAsync(IPage page) => page.EvaluateAsync<double>(
        $"() => Math.floor(document.querySelector('video.recorded').currentTime * {ReviewStage.Fps} + 0.01) / {ReviewStage.Fps}");

    private static Task<double[]> RatesAsync(IPage page) => page.EvaluateAsync<double[]>("() => [...document.querySelectorAll('video.recorded')].map(v => v.playbackRate)");

    /// <summary>How fast the picture plays, from the first that is seen now; it stops then, before its footage ends.</summary>
    private static async Task<double> PaceAsync(IPage page, int wallMs)
    {
        if (await page.EvaluateAsync<bool>("() => document.querySelector('video.recorded').paused"))
        {
            await page.Keyboard.PressAsync("k");
        }
        return await page.EvaluateAsync<double>(
            """
            async (wallMs) => {
              const video = document.querySelector('video.recorded');
              const frame = () => new Promise((seen) => video.requestVideoFrameCallback((now) => seen([now, video.currentTime * 1000])));
              const [begun, from] = await frame();
              let [at, to] = [begun, from];
              while (at - begun < wallMs) {
                [at, to] = await frame();
              }
              document.querySelector('button.play').click();
              return (to - from) / (at - begun);
            }
            """,
            wallMs);
    }

    private static double Spread(double?[] moments)
    {
        double[] shown = [.. moments.OfType<double>()];
        return shown.Length == 0 ? double.MaxValue : shown.Max() - shown.Min();
    }
}
